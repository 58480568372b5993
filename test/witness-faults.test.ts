import { afterEach, describe, expect, test } from 'vitest';
import { loopback } from '../bench/network.ts';
import { runTrial, type TrialPlan, type TrialSettings } from '../bench/trial.ts';
import type { MeasuredTrial, Trial } from '../bench/trial-schema.ts';
import type { Load } from '../scenarios/load.ts';
import { CONTESTANTS, type Contestant } from '../scenarios/transport.ts';
import type { Witness } from '../scenarios/witness-tool.ts';
import { fakeK6, VERSION, WITH_SSE } from './fake-k6.ts';
import { isThere, k6, without } from './k6-available.ts';
import { cores, ours, planOf, settingsOf } from './trial-setup.ts';

// Whole trials that an outside tool makes, against real servers.

const SUBSCRIBERS = 20;
const load: Load = {
  audience: { kind: 'shared', topic: 'ticker & co' },
  subscribers: SUBSCRIBERS,
  arrivals: { kind: 'periodic', ratePerSecond: 20 },
  payloadBytes: 160,
  payload: 'stamped',
  witnesses: ['autocannon', 'k6'],
  transports: {
    'short-polling': { intervalMs: 1000 },
    'long-polling': { waitSeconds: 5 },
    sse: {},
    websocket: {},
  },
};

afterEach(() => expect(ours()).toEqual([]));

const trialBy = (
  witness: Witness | null,
  transport: Contestant,
  settings: Partial<TrialSettings> = {},
  plan: Partial<TrialPlan> = {},
): Promise<Trial> =>
  runTrial(
    planOf(transport, { load, witness, warmUpSeconds: 0.5, windowSeconds: 2, ...plan }),
    settingsOf(settings),
  );

function measured(trial: Trial): MeasuredTrial {
  if (trial.status === 'error') throw new Error(`${trial.stage}: ${trial.reasons.join('; ')}`);
  return trial;
}
const countsOf = ({ deliveries }: MeasuredTrial) => {
  const { expected, received, missing, duplicate, reordered, outsideWindow } = deliveries;
  return { expected, received, missing, duplicate, reordered, outsideWindow };
};

/** What the lab's clients count of the same schedule. */
const counts = {
  expected: 40 * SUBSCRIBERS,
  received: 40 * SUBSCRIBERS,
  missing: 0,
  duplicate: 0,
  reordered: 0,
  outsideWindow: { missing: 0, duplicate: 0, reordered: 0 },
};

test('the lab itself counts this, and has no witness', async () => {
  const trial = measured(await trialBy(null, 'websocket'));
  expect(countsOf(trial)).toEqual(counts);
  expect(trial).not.toHaveProperty('witness');
  expect(trial).not.toHaveProperty('witnessed');
});

function expectTestimony(trial: MeasuredTrial, transport: Contestant): void {
  const { witnessed, generator } = trial;
  expect(countsOf(trial)).toEqual(counts);
  expect(witnessed?.deliveryMs?.count).toBe(counts.received);
  expect(witnessed?.deliveryMs?.min).toBeGreaterThanOrEqual(0);
  // A poll a second; who is pushed to waits for nobody. A busy machine may be late, but not for half a second at p50.
  if (transport === 'short-polling') expect(witnessed?.deliveryMs?.p50).toBeGreaterThan(200);
  else expect(witnessed?.deliveryMs?.p50).toBeLessThan(500);
  const { tool, server } = witnessed?.bytes ?? {};
  expect(Math.abs((tool?.downBytes ?? 0) / (server?.downBytes ?? 1) - 1)).toBeLessThan(0.02);
  expect(generator.cpuMicrosPerDelivery).toBeGreaterThan(0);
  expect(generator.memoryBytesPerSubscriber).toBeGreaterThan(0);
  expect(trial.server.requests >= 0 && trial.server.cpuMicros.user > 0).toBe(true);
}

describe('autocannon', () => {
  test.each(['short-polling', 'long-polling'] as const)('%s: sees every delivery', async transport => {
    const trial = measured(await trialBy('autocannon', transport));
    expect(trial.witness).toBe('autocannon');
    expect(trial.witnessed?.version).toMatch(/^9\./);
    expectTestimony(trial, transport);
  });
});

describe.skipIf(!isThere)(`k6${without}`, () => {
  const canSse = isThere && 'hasSse' in k6 && k6.hasSse;
  const driven = CONTESTANTS.filter(transport => transport !== 'sse' || canSse);
  test.each(driven)('%s: sees every delivery', async transport => {
    const trial = measured(await trialBy('k6', transport));
    expect(trial.witness).toBe('k6');
    expect(trial.witnessed?.version).toMatch(/^2\./);
    expectTestimony(trial, transport);
  });

  test('whose followers the server no longer serves says so', async () => {
    // The feed holds so little that a poll a second falls behind it.
    const trial = await trialBy('k6', 'short-polling', {}, { load: { ...load, feedCapacity: 5 } });
    expect(trial).toMatchObject({ status: 'error', stage: 'measure' });
    expect(trial.reasons.join()).toMatch(/k6 ended before the window did/);
  });
});

describe('a k6 that will not do makes the trial an error that says so', () => {
  test.each([
    ['none', '/nowhere/k6', /k6 is not installed; npm run k6:install/],
    ['too old', 'k6 v1.7.2 (go1.24.1, linux/amd64)', /k6 1\.7\.2, and the scripts need 2 or later/],
    ['without SSE', VERSION, /built without the extension k6\/x\/sse/],
    ['no k6 at all', 'teapot', /does not say which k6 it is: teapot/],
  ])('%s', async (_, version, why) => {
    const path = version.startsWith('/') ? version : fakeK6(version);
    const trial = await trialBy('k6', 'sse', { k6: path });
    expect(trial).toMatchObject({ status: 'error', stage: 'start', witness: 'k6' });
    expect(trial.reasons.join()).toMatch(why);
  });

  const CONNECTED = `echo loaded >&2; i=0; while [ $i -lt ${SUBSCRIBERS} ]; do echo subscribed >&2; i=$((i+1)); done`;
  const SUMMARY = 'for word in "$@"; do case $word in SUMMARY=*) path=${word#SUMMARY=};; esac; done';

  test.each([
    [
      'ends at once',
      'echo "level=error msg=boom" >&2; exit 107',
      'connect',
      /k6 ended by exit code 107: level=error msg=boom/,
    ],
    ['dies in the middle', `${CONNECTED}; sleep 1; kill -9 $$`, 'measure', /k6 ended by SIGKILL/],
    [
      'leaves a summary of another shape',
      `${CONNECTED}; sleep 4; ${SUMMARY}; echo '{"results":{}}' > "$path"`,
      'drain',
      /k6's summary has an unknown shape/,
    ],
    ['leaves no summary', `${CONNECTED}; sleep 4`, 'drain', /k6 left no summary/],
  ])('one that %s', async (_, script, stage, why) => {
    const trial = await trialBy('k6', 'websocket', { k6: fakeK6(WITH_SSE, script) });
    expect(trial).toMatchObject({ status: 'error', stage });
    expect(trial.reasons.join()).toMatch(why);
  });

  test('and the next trial is as any other', async () => {
    await trialBy('k6', 'websocket', { k6: '/nowhere/k6' });
    expect(countsOf(measured(await trialBy(null, 'websocket')))).toEqual(counts);
  });
});

describe('requests', () => {
  const asking = (requests: Load['requests'], over: Partial<Load> = {}): Load => ({
    audience: { kind: 'shared', topic: 'news' },
    subscribers: 10,
    arrivals: { kind: 'none' },
    payloadBytes: 160,
    heldBefore: 1,
    ...(requests && { requests }),
    transports: { 'short-polling': { intervalMs: 1000 }, 'long-polling': { waitSeconds: 1 } },
    ...over,
  });
  const TAGGED: Partial<Load> = {
    heldBefore: 20,
    transports: { 'short-polling': { intervalMs: 1000, latest: 20, etag: true } },
  };

  test.each([
    ['short-polling', asking({ answer: 'empty' }), 60],
    ['long-polling', asking({ answer: 'empty' }), 60],
    ['short-polling', asking({ answer: 'news' }), 300],
    ['long-polling', asking({ answer: 'news' }), 300],
    ['short-polling', asking({ answer: 'not-modified' }, TAGGED), 60],
  ] as const)('%s, %o: each is answered as it should be', async (transport, asked, leastBytes) => {
    const trial = measured(await trialBy('autocannon', transport, {}, { load: asked, windowSeconds: 1 }));
    const { requests } = trial.witnessed ?? {};
    expect(requests?.failed).toBe(0);
    expect(requests?.answered).toBeGreaterThan(100);
    // Some are under way as the window begins and ends.
    expect(Math.abs((requests?.answered ?? 0) / trial.server.requests - 1)).toBeLessThan(0.2);
    expect(requests?.responseMs?.count).toBe(requests?.answered);
    expect(requests?.correctedMs).toBeNull();
    expect(trial.bandwidth.application.downBytes / trial.server.requests).toBeGreaterThan(leastBytes);
  });

  test('at a set rate, with the latency that autocannon corrects', async () => {
    const asked = asking({ answer: 'news', ratePerSecond: 200 });
    const trial = measured(await trialBy('autocannon', 'short-polling', {}, { load: asked }));
    const { requests } = trial.witnessed ?? {};
    expect(requests?.perSecond).toBeGreaterThan(150);
    expect(requests?.perSecond).toBeLessThan(350);
    expect(requests?.correctedMs?.count).toBeGreaterThan(0);
  });
});

test('on the loopback of a trial that is aborted k6 does not outlive it', async () => {
  const abort = new AbortController();
  const trial = trialBy('k6', 'websocket', {
    network: loopback(cores, 'a test'),
    k6: fakeK6(WITH_SSE, 'echo loaded >&2; exec sleep 61'),
    signal: abort.signal,
    onStage: stage => void (stage === 'connect' && setTimeout(() => abort.abort(), 500)),
  });
  expect(await trial).toMatchObject({ status: 'error', reasons: ['interrupted'] });
});
