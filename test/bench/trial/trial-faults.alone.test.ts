import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { afterEach, describe, expect, test } from 'vitest';
import { splitCores } from '../../../bench/machine/cores.ts';
import { loopback, type Network } from '../../../bench/network/network.ts';
import { runTrial } from '../../../bench/trial/trial.ts';
import type { Transport } from '../../../scenarios/load/transport.ts';
import { failed, measured, spoiledPlan as plan, spoilt, stopInWindow } from '../../harness/failing-gates.ts';
import { cores, load, ours, planOf, settingsOf } from '../../harness/trial-setup.ts';

// Gates that meet their fault while nothing else runs. Beside other tests a latency would be
// higher, a busy worker would not get a core, a clock would jump before its window, and the other
// tests would be the other processes, or keep a client from its core.

afterEach(() => expect(ours()).toEqual([]));

test('a publisher for 300 ms is late', async () => {
  const trial = await measured({ windowSeconds: 2 }, stopInWindow('publisher', 300));
  expect(failed(trial, 'publisher-lag').measured).toBeGreaterThan(200);
  // Nothing was lost, and the latency says what the subscribers suffered.
  expect(trial.deliveries.missing).toBe(0);
  expect(trial.latencyMs?.fromSchedule.max).toBeGreaterThan(200);
  expect(trial.latencyMs?.fromPublish.p50).toBeLessThan(100);
});

// It must get its core: where the host gives it to others, the burning worker has less than 80%.
test('a client worker that is busy with something else is over 80% of a core', async () => {
  const trial = await measured({ ...plan, transport: 'websocket' }, spoilt('burn'));
  expect(failed(trial, 'client-cpu').measured).toBeGreaterThan(80);
});

test('a clock that is ahead makes latencies below zero, and the trial an error', async () => {
  const trial = await runTrial(planOf('sse', { ...plan, windowSeconds: 3 }), settingsOf(spoilt('clock')));
  expect(trial.status).toBe('error');
  expect(trial.reasons).toEqual([expect.stringMatching(/latencies below zero: the clocks/)]);
});

describe('other processes on the cores', () => {
  const split = splitCores();
  let hog: ChildProcess | undefined;
  afterEach(async () => {
    if (hog?.exitCode === null && hog.signalCode === null) {
      hog.kill('SIGKILL');
      await once(hog, 'exit');
    }
  });
  /** Ends by itself, should this test not. */
  function startHog(on: string): void {
    const busy = 'for (const end = Date.now() + 20_000; Date.now() < end; );';
    hog = spawn('taskset', ['-c', on, process.execPath, '-e', busy], { stdio: 'ignore' });
  }

  test.skipIf(split.server === null)('that of the server is seen, and that of the clients', async () => {
    for (const side of ['server', 'clients'] as const) {
      startHog(split[side] as string);
      const network: Network = loopback(split, 'a test');
      const trial = await measured({ transport: 'websocket' }, { network, cores: split });
      expect(failed(trial, `others-${side}`).measured).toBeGreaterThan(30);
      hog?.kill('SIGTERM');
      if (hog) await once(hog, 'exit');
    }
  });
});

describe('a saturated generator never makes a valid trial', () => {
  // Two milliseconds of toil with each of a thousand chunks a second, whatever the machine can do.
  const transports = Object.keys(load.transports) as Transport[];
  test.each(transports)('%s', async transport => {
    const trial = await measured(
      {
        transport,
        load: { ...load, subscribers: 100, arrivals: { kind: 'periodic', ratePerSecond: 1000 } },
      },
      { ...spoilt('toil'), cores: { ...cores, clientWorkers: 1 } },
    );
    expect(trial.status).toBe('invalid');
    const own = ['client-cpu', 'client-loop-delay', 'client-counters'];
    const failures = trial.gates.filter(gate => !gate.passed).map(({ id }) => id);
    expect(failures.filter(id => own.includes(id))).not.toEqual([]);
  });
});
