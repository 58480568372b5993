import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, test } from 'vitest';
import { splitCores } from '../../../bench/machine/cores.ts';
import { loopback, type Network, openNetwork } from '../../../bench/network/network.ts';
import { runTrial } from '../../../bench/trial/trial.ts';
import type { RunningProcess, TrialPlan, TrialSettings } from '../../../bench/trial/trial-plan.ts';
import type { MeasuredTrial } from '../../../results/format/trial.ts';
import { ROOT } from '../../../root.ts';
import type { Load } from '../../../scenarios/load/load.ts';
import type { Transport } from '../../../scenarios/load/transport.ts';
import { cores, load, ours, pidOf, planOf, settingsOf } from '../../harness/trial-setup.ts';

// Each gate is provoked by the fault that it guards against, for real. A machine that is busy besides may fail more gates
// than the one that is looked at; none may pass that should not.

/** Bounds as on a good machine. */
const hiccups = { seconds: 1, p50Ms: 0.05, p99Ms: 0.5, maxMs: 3, loopDelayP99Ms: 3 };
const isolated = await openNetwork('isolated', cores).catch((error: Error) => error);
const withoutIsolation = isolated instanceof Error ? ` (${isolated.message})` : '';
if (!(isolated instanceof Error)) await isolated.close();

afterEach(() => expect(ours()).toEqual([]));

async function measured(
  plan: Partial<TrialPlan>,
  settings: Partial<TrialSettings> = {},
): Promise<MeasuredTrial> {
  const trial = await runTrial(planOf(plan.transport ?? 'sse', plan), settingsOf({ hiccups, ...settings }));
  if (trial.status === 'error') throw new Error(`${trial.stage}: ${trial.reasons.join()}`);
  return trial;
}

/** The gate, which must have failed, and with it the trial. */
function failed(trial: MeasuredTrial, id: string) {
  const gate = trial.gates.find(one => one.id === id);
  expect(gate, `no gate ${id}`).toBeDefined();
  expect(gate).toMatchObject({ passed: false });
  expect(trial.status).toBe('invalid');
  return gate as NonNullable<typeof gate>;
}

/** Stops a process soon after the window has begun, and continues it later. */
function stopInWindow(role: RunningProcess['role'], stoppedMs: number): Partial<TrialSettings> {
  return {
    async onStage(stage, processes) {
      if (stage !== 'measure') return;
      const pid = pidOf(processes, role);
      // By then it has read its counters.
      await sleep(200);
      process.kill(pid, 'SIGSTOP');
      await sleep(stoppedMs);
      process.kill(pid, 'SIGCONT');
    },
  };
}

describe('a process that is stopped', () => {
  test('a publisher for 300 ms is late', async () => {
    const trial = await measured({ windowSeconds: 2 }, stopInWindow('publisher', 300));
    expect(failed(trial, 'publisher-lag').measured).toBeGreaterThan(200);
    // Nothing was lost, and the latency says what the subscribers suffered.
    expect(trial.deliveries.missing).toBe(0);
    expect(trial.latencyMs?.fromSchedule.max).toBeGreaterThan(200);
    expect(trial.latencyMs?.fromPublish.p50).toBeLessThan(100);
  });

  test('a publisher of few notifications for 250 ms is once very late', async () => {
    const trial = await measured(
      { load: { ...load, arrivals: { kind: 'periodic', ratePerSecond: 5 } }, windowSeconds: 4 },
      stopInWindow('publisher', 250),
    );
    // Of twenty sends, 200 ms apart, one or two fall into the stop: p90 need not see them.
    expect(failed(trial, 'publisher-latest').measured).toBeGreaterThan(40);
    expect(trial.deliveries.missing).toBe(0);
  });

  test('a publisher beyond the end of the window misses the rate', async () => {
    const trial = await measured({}, stopInWindow('publisher', 1200));
    expect(failed(trial, 'rate').measured).toBeGreaterThan(50);
  });

  test('a client worker for 300 ms starves', async () => {
    const trial = await measured({ windowSeconds: 2 }, stopInWindow('client', 300));
    expect(failed(trial, 'client-loop-delay').measured).toBeGreaterThan(100);
  });

  test('a client worker beyond the end of the window counts too late', async () => {
    const trial = await measured({}, stopInWindow('client', 1200));
    expect(failed(trial, 'client-counters').measured).toBeGreaterThan(100);
  });

  test('a client worker that leaves a megabyte unread is cut off', async () => {
    const large: Load = {
      ...load,
      arrivals: { kind: 'periodic', ratePerSecond: 200 },
      payloadBytes: 262_144,
    };
    const trial = await measured(
      { load: { ...large, audience: { kind: 'shared', topic: 't' } }, windowSeconds: 2.5 },
      stopInWindow('client', 1500),
    );
    expect(failed(trial, 'slow-readers').measured).toBeGreaterThan(0);
  });

  test('a server beyond the end of the window counts too late', async () => {
    const trial = await measured({}, stopInWindow('server', 1200));
    expect(failed(trial, 'server-counters').measured).toBeGreaterThan(100);
  });
});

describe('requests of a tool', () => {
  const asking = (over: Partial<Load>): Load => ({
    ...load,
    audience: { kind: 'shared', topic: 'news' },
    subscribers: 100,
    arrivals: { kind: 'none' },
    transports: { 'short-polling': { intervalMs: 1000 } },
    requests: { answer: 'empty', ratePerSecond: 100 },
    ...over,
  });
  const byAutocannon = { transport: 'short-polling', tool: 'autocannon', windowSeconds: 2 } as const;

  test('which are answered otherwise than they should be are no capacity', async () => {
    // There is news, where none was to be.
    const arrivals = { kind: 'periodic', ratePerSecond: 10 } as const;
    const trial = await measured({ ...byAutocannon, load: asking({ arrivals }) });
    expect(failed(trial, 'failed-requests').measured).toBeGreaterThan(50);
    expect(trial.toolReport?.requests?.perSecond).toBeLessThan(50);
  });

  test('which a server keeps waiting miss the rate', async () => {
    const trial = await measured({ ...byAutocannon, load: asking({}) }, stopInWindow('server', 2500));
    expect(failed(trial, 'request-rate').measured).toBeGreaterThan(20);
    // Who waits cannot ask, and autocannon adds what it takes to have been missed.
    expect(trial.toolReport?.requests?.perSecond).toBeGreaterThan(0);
  });
});

/** Settings of a trial whose processes do what SPOIL says; see spoil.ts. */
const spoilt = (what: string): Partial<TrialSettings> => {
  const preload = ['env', `SPOIL=${what}`, `NODE_OPTIONS=--import=${join(ROOT, 'test/harness/spoil.ts')}`];
  return { network: { ...loopback(cores, 'a test'), serverPrefix: preload, clientPrefix: preload } };
};

describe('a delivery that is spoiled', () => {
  // One topic of 100 a second, 20 of them before the window of 100.
  const shared: Load = { ...load, audience: { kind: 'shared', topic: 't' } };
  const plan = { load: shared, warmUpSeconds: 0.1 };

  test.each(['sse', 'websocket', 'tcp-floor'] as const)(
    '%s: one dropped on purpose is missing',
    async transport => {
      const trial = await measured({ ...plan, transport }, spoilt('drop'));
      expect(failed(trial, 'missing').measured).toBe(1);
      expect(trial.deliveries).toMatchObject({ missing: 1, duplicate: 0, reordered: 0 });
    },
  );

  test('one doubled on purpose is a duplicate', async () => {
    const trial = await measured({ ...plan, transport: 'websocket' }, spoilt('double'));
    expect(failed(trial, 'duplicate').measured).toBe(1);
  });

  test('one that overtakes another is out of order', async () => {
    const trial = await measured({ ...plan, transport: 'tcp-floor' }, spoilt('swap'));
    expect(failed(trial, 'reordered').measured).toBe(1);
  });

  test.each([
    ['drop', 'missing-outside'],
    ['double', 'duplicate-outside'],
    ['swap', 'reordered-outside'],
  ])('%s in the warm-up counts as well', async (what, id) => {
    const trial = await measured({ ...plan, warmUpSeconds: 0.5, transport: 'sse' }, spoilt(what));
    expect(failed(trial, id).measured).toBe(1);
    expect(trial.deliveries).toMatchObject({ missing: 0, duplicate: 0, reordered: 0 });
  });

  test('a client worker that is busy with something else is over 80% of a core', async () => {
    const trial = await measured({ ...plan, transport: 'websocket' }, spoilt('burn'));
    expect(failed(trial, 'client-cpu').measured).toBeGreaterThan(80);
  });

  test('a connection that breaks in mid-window comes back, and the trial does not count', async () => {
    const trial = await measured({ ...plan, transport: 'sse' }, spoilt('cut'));
    expect(failed(trial, 'reconnects').measured).toBe(1);
    expect(trial.deliveries).toMatchObject({ missing: 0, duplicate: 0, reordered: 0 });
  });

  test('a clock that is ahead makes latencies below zero, and the trial an error', async () => {
    const trial = await runTrial(planOf('sse', { ...plan, windowSeconds: 3 }), settingsOf(spoilt('clock')));
    expect(trial.status).toBe('error');
    expect(trial.reasons).toEqual([expect.stringMatching(/latencies below zero: the clocks/)]);
  });
});

test('a window in which nothing is due measures nothing', async () => {
  const trial = await measured({
    load: { ...load, arrivals: { kind: 'periodic', ratePerSecond: 0.1 } },
    windowSeconds: 0.5,
  });
  failed(trial, 'nothing-due');
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

describe('another process on the cores', () => {
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
    hog = spawn('timeout', ['20', 'taskset', '-c', on, process.execPath, '-e', 'for (;;);'], {
      stdio: 'ignore',
    });
  }

  test.skipIf(split.server === null)('that of the server is seen, and that of the clients', async () => {
    for (const side of ['server', 'clients'] as const) {
      startHog(split[side] as string);
      const network: Network = loopback(split, 'a test');
      const trial = await measured({ transport: 'websocket' }, { network, cores: split });
      expect(failed(trial, `foreign-${side}`).measured).toBeGreaterThan(30);
      hog?.kill('SIGTERM');
      if (hog) await once(hog, 'exit');
    }
  });
});

test.skipIf(isolated instanceof Error)(
  `a packet that is lost is sent again, and the trial does not count${withoutIsolation}`,
  async () => {
    const network = await openNetwork('isolated', cores);
    try {
      let outage: Promise<unknown> | undefined;
      const trial = await measured(
        { windowSeconds: 2 },
        {
          network,
          onStage(stage) {
            if (stage !== 'measure') return;
            // With another address the clients' end of the cable hears nothing: what is sent to it meanwhile is gone.
            const deaf =
              'ip link set wire address 02:00:00:00:00:99; sleep 0.2; ip link set wire address 02:00:00:00:00:02';
            const [file, ...rest] = [...network.clientPrefix, 'sh', '-c', deaf];
            outage = once(spawn(file as string, rest, { stdio: 'ignore' }), 'exit');
          },
        },
      );
      await outage;
      expect(failed(trial, 'retransmits').measured).toBeGreaterThan(0);
      expect(trial.deliveries.missing).toBe(0);
    } finally {
      await network.close();
    }
  },
);
