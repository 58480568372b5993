import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { afterEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { loopback } from '../../../bench/network/network.ts';
import { runTrial } from '../../../bench/trial/trial.ts';
import type { TrialPlan, TrialSettings } from '../../../bench/trial/trial-plan.ts';
import type { Trial } from '../../../results/format/trial.ts';
import type { Load } from '../../../scenarios/load/load.ts';
import type { TestedTransport } from '../../../scenarios/load/transport.ts';
import { fakeK6, VERSION, WITH_SSE } from '../../harness/fake-k6.ts';
import { isThere, without } from '../../harness/k6-available.ts';
import { cores, ours, planOf, settingsOf } from '../../harness/trial-setup.ts';

// What becomes of a trial whose tool fails. What tools see when all is well is in
// tool-run.trial.test.ts.

const SUBSCRIBERS = 20;
const load: Load = {
  audience: { kind: 'shared', topic: 'ticker & co' },
  subscribers: SUBSCRIBERS,
  arrivals: { kind: 'periodic', ratePerSecond: 20 },
  payloadBytes: 160,
  payload: 'stamped',
  tools: ['k6'],
  transports: { 'short-polling': { intervalMs: 1000 }, sse: {}, websocket: {} },
};

afterEach(() => {
  vi.unstubAllEnvs();
  expect(ours()).toEqual([]);
});

const trialByK6 = (
  transport: TestedTransport,
  settings: Partial<TrialSettings> = {},
  plan: Partial<TrialPlan> = {},
): Promise<Trial> =>
  runTrial(
    planOf(transport, { load, tool: 'k6', warmUpSeconds: 0.5, windowSeconds: 1, ...plan }),
    settingsOf(settings),
  );

test.skipIf(!isThere)(`a k6 whose followers the server no longer serves says so${without}`, async () => {
  // The feed holds so little that a poll a second falls behind it.
  const behind = { load: { ...load, feedCapacity: 5 }, windowSeconds: 2 };
  const trial = await trialByK6('short-polling', {}, behind);
  expect(trial).toMatchObject({ status: 'error', stage: 'measure' });
  expect(trial.reasons.join()).toMatch(/k6 ended before the window did/);
});

describe('a k6 that will not do makes the trial an error that says so', () => {
  test.each([
    ['none', '/nowhere/k6', /there is no k6 at \/nowhere\/k6 \(PUSHLAB_K6 is/],
    ['too old', 'k6 v1.7.2 (go1.24.1, linux/amd64)', /k6 1\.7\.2; the scripts need 2 or later/],
    ['without SSE', VERSION, /built without the extension k6\/x\/sse/],
    ['no k6 at all', 'teapot', /does not report a k6 version: teapot/],
  ])('%s', async (_, version, why) => {
    vi.stubEnv('PUSHLAB_K6', version.startsWith('/') ? version : fakeK6(version));
    const trial = await trialByK6('sse');
    expect(trial).toMatchObject({ status: 'error', stage: 'start', unavailable: true, tool: 'k6' });
    expect(trial.reasons.join()).toMatch(why);
  });

  const CONNECTED = `echo loaded >&2; i=0; while [ $i -lt ${SUBSCRIBERS} ]; do echo subscribed >&2; i=$((i+1)); done`;
  const SUMMARY = 'for word in "$@"; do case $word in SUMMARY=*) path=${word#SUMMARY=};; esac; done';

  /** A summary in which so many were delivered and missing, and so many followers did not end. */
  function summaryOf(delivered: number, missing: number, unfinished: number): string {
    const counter = (count: number) => ({ type: 'counter', contains: 'default', values: { count, rate: 1 } });
    const counts = {
      delivered,
      missing,
      unfinished,
      duplicate: 0,
      reordered: 0,
      answers: delivered,
      failed: 0,
    };
    const metrics = { ...counts, data_received: 1000, data_sent: 100 };
    const entries = Object.entries(metrics).map(([name, count]) => [name, counter(count)]);
    return `${CONNECTED}; sleep 3; ${SUMMARY}; echo '${JSON.stringify({ metrics: Object.fromEntries(entries) })}' > "$path"`;
  }

  test.each([
    [
      'contradicts itself',
      summaryOf(10, 0, 0),
      'drain',
      /k6 reports 0 missing deliveries, but 390 are missing in the window: 10 of 400 arrived/,
    ],
    ['leaves followers behind', summaryOf(400, 0, 3), 'drain', /3 followers of k6 did not finish/],
    [
      'ends at once',
      'echo "level=error msg=boom" >&2; exit 107',
      'connect',
      /k6 ended by exit code 107: level=error msg=boom/,
    ],
    ['dies in the middle', `${CONNECTED}; sleep 1; kill -9 $$`, 'measure', /k6 ended by SIGKILL/],
    [
      'leaves a summary of another shape',
      `${CONNECTED}; sleep 3; ${SUMMARY}; echo '{"results":{}}' > "$path"`,
      'drain',
      /k6's summary has an unknown shape/,
    ],
    ['leaves no summary', `${CONNECTED}; sleep 3`, 'drain', /k6 left no summary/],
  ])('one that %s', async (_, script, stage, why) => {
    vi.stubEnv('PUSHLAB_K6', fakeK6(WITH_SSE, script));
    const trial = await trialByK6('websocket');
    expect(trial).toMatchObject({ status: 'error', stage });
    expect(trial).not.toHaveProperty('unavailable');
    expect(trial.reasons.join()).toMatch(why);
  });
});

test('a server that does not start is no fault of the tool, and no circumstance', async () => {
  const taken = createServer().listen(0, '127.0.0.1');
  await once(taken, 'listening');
  onTestFinished(() => void taken.close());
  vi.stubEnv('PUSHLAB_K6', fakeK6(WITH_SSE));
  const { port } = taken.address() as AddressInfo;
  const trial = await trialByK6('websocket', { serverPort: port });
  expect(trial).toMatchObject({ status: 'error', stage: 'start' });
  expect(trial).not.toHaveProperty('unavailable');
});

test('a k6 does not outlive a trial that is aborted', async () => {
  const abort = new AbortController();
  vi.stubEnv('PUSHLAB_K6', fakeK6(WITH_SSE, 'echo loaded >&2; exec sleep 61'));
  const trial = trialByK6('websocket', {
    network: loopback(cores, 'a test'),
    signal: abort.signal,
    onStage: stage => void (stage === 'connect' && setTimeout(() => abort.abort(), 500)),
  });
  expect(await trial).toMatchObject({ status: 'error', reasons: ['interrupted'] });
});
