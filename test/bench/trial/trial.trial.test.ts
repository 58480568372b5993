import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { expect, test } from 'vitest';
import { loopback } from '../../../bench/network/network.ts';
import { ENTRIES } from '../../../bench/processes/entries.ts';
import { runTrial } from '../../../bench/trial/trial.ts';
import { TRANSPORTS } from '../../../scenarios/load/transport.ts';
import { cores, ours, planOf, SUBSCRIBERS, settingsOf, untilRunning } from '../../harness/trial-setup.ts';

/** What a busy machine does to a trial; only what is counted is judged here. */
const OF_THE_MACHINE = [
  'publisher-lag',
  'publisher-latest',
  'client-cpu',
  'client-loop-delay',
  'server-counters',
  'client-counters',
  'steal',
  'others-server',
  'others-clients',
];

test.each(TRANSPORTS)(
  '%s: a small trial has no fault but perhaps lateness, counts exactly, and leaves no process',
  async transport => {
    const trial = await runTrial(planOf(transport), settingsOf());
    expect(trial).toMatchObject({ transport, scenario: 's', point: 'p' });
    if (trial.status === 'error') throw new Error(trial.reasons.join());
    const failed = trial.gates.filter(gate => !gate.passed).map(gate => gate.id);
    expect(failed.filter(id => !OF_THE_MACHINE.includes(id))).toEqual([]);
    expect(trial.reasons).toHaveLength(failed.length);
    expect(trial.status).toBe(trial.reasons.length === 0 ? 'valid' : 'invalid');
    expect(trial.deliveries).toMatchObject({
      expected: 100,
      received: 100,
      missing: 0,
      duplicate: 0,
      reordered: 0,
      outsideWindow: { missing: 0, duplicate: 0, reordered: 0 },
    });
    expect(trial.bandwidth.payloadBytes).toBe(100 * 200);
    // At either end of the window a few deliveries are still under way.
    expect(trial.bandwidth.application.downBytes).toBeGreaterThan(0.8 * trial.bandwidth.payloadBytes);
    expect(trial.server.cpuMicros.user + trial.server.cpuMicros.system).toBeGreaterThan(0);
    expect(trial.server.rssBytes).toBeGreaterThan(1e6);
    expect(trial.server.runtime?.heapUsedBytes).toBeGreaterThan(1e6);
    expect(trial.server.connections).toMatchObject({
      opened: 0,
      open: SUBSCRIBERS,
      closed: 0,
      droppedSlow: 0,
    });
    expect(trial.generator.reconnects).toBe(0);
    if (transport === 'bare-reader') expect(trial.latencyMs).toBeNull();
    else {
      expect(trial.latencyMs?.fromSchedule.count).toBe(100);
      expect(trial.latencyMs?.fromPublish.count).toBe(100);
      expect(trial.latencyMs?.fromSchedule.mean).toBeGreaterThanOrEqual(
        trial.latencyMs?.fromPublish.mean ?? 0,
      );
    }
    if (transport.endsWith('polling')) expect(trial.server.requests).toBeGreaterThan(0);
    expect(ours()).toEqual([]);
  },
);

test('a port that is taken is an error at the start, and says so', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  const { port } = other.address() as AddressInfo;
  const trial = await runTrial(planOf('sse'), settingsOf({ serverPort: port }));
  other.close();
  expect(trial).toMatchObject({
    status: 'error',
    stage: 'start',
    reasons: [`server: port ${port} on 127.0.0.1 is taken; choose another, or 0 for any free one`],
  });
  expect(ours()).toEqual([]);
});

test.each([
  [ENTRIES.server, /^server: ended by SIGKILL|^publisher: the server no longer reads/],
  [ENTRIES.worker, /^client worker: ended by SIGKILL/],
  [ENTRIES.publisher, /^publisher: ended by SIGKILL/],
])('%s killed in mid-trial is an error that says so, and the others end with it', async (entry, reason) => {
  const running = runTrial(planOf('sse', { windowSeconds: 60 }), settingsOf());
  const pid = await untilRunning(entry);
  process.kill(pid, 'SIGKILL');
  const trial = await running;
  expect(trial.status).toBe('error');
  expect(trial.reasons).toEqual([expect.stringMatching(reason)]);
  expect(ours()).toEqual([]);
});

test('an abort ends it as interrupted, also when it comes before the start', async () => {
  const controller = new AbortController();
  const running = runTrial(
    planOf('websocket', { windowSeconds: 60 }),
    settingsOf({ signal: controller.signal }),
  );
  await untilRunning(ENTRIES.worker);
  controller.abort();
  expect(await running).toMatchObject({ status: 'error', reasons: ['interrupted'] });
  const never = await runTrial(planOf('websocket'), settingsOf({ signal: AbortSignal.abort() }));
  expect(never).toMatchObject({ status: 'error', stage: 'start', reasons: ['interrupted'] });
  expect(ours()).toEqual([]);
});

test('a child that cannot start is an error at the start', async () => {
  const network = {
    ...loopback(cores, 'a test'),
    clientPrefix: ['/no/such/program'],
  };
  const trial = await runTrial(planOf('sse'), settingsOf({ network }));
  expect(trial).toMatchObject({
    status: 'error',
    stage: 'start',
    reasons: [expect.stringMatching(/^(publisher|client worker): spawn \/no\/such\/program ENOENT$/)],
  });
  expect(ours()).toEqual([]);
});

test('a server that never gets ready is given up, even one that does not react', async () => {
  const running = runTrial(planOf('sse'), settingsOf());
  const pid = await untilRunning(ENTRIES.server);
  process.kill(pid, 'SIGSTOP');
  expect(await running).toMatchObject({
    status: 'error',
    stage: 'start',
    reasons: ['server: no "ready" within 10 s'],
  });
  expect(existsSync(`/proc/${pid}`)).toBe(false);
  expect(ours()).toEqual([]);
});
