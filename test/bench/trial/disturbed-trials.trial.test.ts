import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { afterEach, describe, expect, test } from 'vitest';
import { openNetwork } from '../../../bench/network/network.ts';
import type { Load } from '../../../scenarios/load/load.ts';
import { failed, measured, stopInWindow } from '../../harness/failing-gates.ts';
import { cores, load, ours } from '../../harness/trial-setup.ts';

// Each gate meets the real fault that it guards against. On a busy machine more gates may fail than
// the one under test; none may pass that should not.

const isolated = await openNetwork('isolated', cores).catch((error: Error) => error);
const withoutIsolation = isolated instanceof Error ? ` (${isolated.message})` : '';
if (!(isolated instanceof Error)) await isolated.close();

afterEach(() => expect(ours()).toEqual([]));

describe('a process that is stopped', () => {
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

test('a window in which nothing is due measures nothing', async () => {
  const trial = await measured({
    load: { ...load, arrivals: { kind: 'periodic', ratePerSecond: 0.1 } },
    windowSeconds: 0.5,
  });
  failed(trial, 'nothing-due');
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
            // With another address the clients' end of the cable hears nothing: what is sent to it
            // meanwhile is gone.
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
