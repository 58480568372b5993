import { describe, expect, test } from 'vitest';
import { judge } from '../../../bench/gates/judge.ts';
import type { MeasuredTrial } from '../../../results/format/trial.ts';
import { madeRecovery } from '../../made/outcomes.ts';
import { madeTrial } from '../../made/run.ts';

const hiccups = { seconds: 1, p50Ms: 0.1, p99Ms: 1, maxMs: 5, loopDelayP99Ms: 1 };
const load = { arrivals: { kind: 'periodic', ratePerSecond: 25 } } as const;
const context = { hiccups, largestBatchPerWorker: 10, load };
const sound = () => madeTrial({ scenario: 'ticker', point: 'default', transport: 'sse', block: 0 });
const judged = (change: (trial: MeasuredTrial) => void) => {
  const trial = sound();
  change(trial);
  return judge(trial, context).reasons;
};

const machine = (load: MeasuredTrial['machine']) => (trial: MeasuredTrial) => {
  trial.machine = load;
};

test('a sound trial passes', () => {
  const { gates, reasons } = judge(sound(), context);
  expect(reasons).toEqual([]);
  expect(gates.every(gate => gate.passed && gate.measured <= gate.bound)).toBe(true);
});

test.each<[string, (trial: MeasuredTrial) => void, RegExp]>([
  ['a lost delivery', t => (t.deliveries.missing = 1), /^1 deliveries missing$/],
  ['a doubled delivery', t => (t.deliveries.duplicate = 2), /^2 deliveries duplicate$/],
  ['an early one', t => (t.deliveries.reordered = 3), /^3 deliveries out of order$/],
  [
    'a loss in warm-up',
    t => (t.deliveries.outsideWindow.missing = 4),
    /^4 deliveries missing outside the window$/,
  ],
  ['a double in warm-up', t => (t.deliveries.outsideWindow.duplicate = 5), /^5 deliveries duplicate outside/],
  [
    'an early one in drain',
    t => (t.deliveries.outsideWindow.reordered = 6),
    /^6 deliveries out of order outside/,
  ],
  ['a slow reader', t => (t.server.connections.droppedSlow = 1), /slow reader/],
  ['an empty window', t => (t.deliveries.expected = 0), /^nothing was due/],
  [
    'a late publisher',
    t => (t.generator.publishLagP99Ms = 2.01),
    /^publisher late by 2.01 ms at p99, over the bound of 2.00 ms$/,
  ],
  ['a busy generator', t => (t.generator.cpuPercent = 81), /^client worker at 81% of a core, over 80%$/],
  [
    'a rate that was not kept',
    t => (t.generator.publishedInWindow = 98),
    /^98 notifications sent .* 100 were due/,
  ],
  [
    'a starved client',
    t => (t.generator.eventLoopDelayP99Ms = 3.1),
    /^event loop of a client worker late by 3.1 ms/,
  ],
  [
    'a thief',
    machine({ stealPercent: 11, otherCpuPercent: { server: 0, clients: 0 } }),
    /^the hypervisor took 11% of the window, over 10%$/,
  ],
  [
    'a quota',
    machine({ stealPercent: 0, throttledPercent: 1.2, otherCpuPercent: { server: 0, clients: 0 } }),
    /^a CPU quota stopped the lab’s processes for 1\.2% of the window, over 1%$/,
  ],
  [
    'another process on the server’s cores',
    machine({ stealPercent: 0, otherCpuPercent: { server: 12, clients: 0 } }),
    /^other processes used the server’s cores for 12%/,
  ],
  [
    'another process on the clients’ cores',
    machine({ stealPercent: 0, otherCpuPercent: { server: 0, clients: 12 } }),
    /^other processes used the clients’ cores for 12%/,
  ],
  [
    'a lost packet',
    t =>
      (t.bandwidth.ledger = {
        headerBytes: 1,
        remainderBytes: 0,
        remainderPercent: 0,
        retransmittedSegments: 1,
      }),
    /^1 TCP segments were retransmitted$/,
  ],
  [
    'a late server',
    t => (t.server.counterReadDelayMs = t.windowMs * 0.04),
    /^the server read its counters .* late/,
  ],
  [
    'a late client',
    t => (t.generator.counterReadDelayMs = t.windowMs * 0.04),
    /^a client worker read its counters .* late/,
  ],
])('%s makes it invalid and says why', (_, change, reason) => {
  const reasons = judged(change);
  expect(reasons).toEqual([expect.stringMatching(reason)]);
});

test('a quota that stops nothing passes its gate; where none is known, there is no such gate', () => {
  const gateOf = (throttledPercent?: number | null) => {
    const trial = sound();
    const others = { stealPercent: 0, otherCpuPercent: { server: 0, clients: 0 } };
    trial.machine = { ...others, ...(throttledPercent !== undefined && { throttledPercent }) };
    return judge(trial, context).gates.find(({ id }) => id === 'throttled');
  };
  expect(gateOf(0)).toMatchObject({ measured: 0, bound: 1, passed: true });
  expect(gateOf(1)).toMatchObject({ passed: true });
  expect(gateOf(null)).toBeUndefined();
  expect(gateOf()).toBeUndefined();
});

test('a trial does not count if a quota stopped the idle machine from which its bounds were learnt', () => {
  const reasonsAfter = (throttledPercent: number | null) =>
    judge(sound(), { ...context, hiccups: { ...hiccups, throttledPercent } }).reasons;
  expect(reasonsAfter(98)).toEqual([
    'a CPU quota stopped the lab’s processes for 98.0% of the watch of the idle machine, over 1%',
  ]);
  expect(reasonsAfter(0.9)).toEqual([]);
  expect(reasonsAfter(null)).toEqual([]);
});

test('where latency is long, a tenth of its median is the bound for the publisher', () => {
  const slow = (trial: MeasuredTrial) => {
    if (trial.latencyMs) trial.latencyMs.fromSchedule.p50 = 500;
    trial.generator.publishLagP99Ms = 49;
  };
  expect(judged(slow)).toEqual([]);
});

test('a fan-out keeps the clients busy for as long as it takes them, and not longer', () => {
  const busy = (trial: MeasuredTrial) => {
    trial.generator.eventLoopDelayP99Ms = 5.9;
  };
  const trial = sound();
  busy(trial);
  // 9 µs of client CPU a delivery.
  expect(judge(trial, { hiccups, largestBatchPerWorker: 550, load }).reasons).toEqual([]);
  expect(judge(trial, { hiccups, largestBatchPerWorker: 500, load }).reasons).toHaveLength(1);
});

describe('of fewer sends than p99 needs', () => {
  const few = (sends: number, lag: { p50: number; p90: number; p99?: number; latest: number }) =>
    judged(({ generator }) => {
      generator.publishedInWindow = sends;
      generator.scheduledInWindow = sends;
      generator.publishLagP50Ms = lag.p50;
      generator.publishLagP90Ms = lag.p90;
      generator.publishLagP99Ms = lag.p99 ?? lag.latest;
      generator.publishLagMaxMs = lag.latest;
    });

  test('p90 is asked, and p50 of fewer than ten', () => {
    expect(few(46, { p50: 0.5, p90: 1.9, latest: 2.8 })).toEqual([]);
    expect(few(46, { p50: 0.5, p90: 2.1, latest: 2.8 })).toEqual([
      'publisher late by 2.10 ms at p90, over the bound of 2.00 ms',
    ]);
    expect(few(8, { p50: 1.9, p90: 2.1, latest: 2.8 })).toEqual([]);
    expect(few(8, { p50: 2.1, p90: 2.2, latest: 2.8 })).toEqual([
      'publisher late by 2.10 ms at p50, over the bound of 2.00 ms',
    ]);
  });

  test('the latest may be later by a step of a timer, and by no more', () => {
    expect(few(99, { p50: 0.5, p90: 0.6, latest: 3 })).toEqual([]);
    expect(few(99, { p50: 0.5, p90: 0.6, latest: 3.1 })).toEqual([
      'publisher late by up to 3.10 ms, over the bound of 3.00 ms',
    ]);
    // From a hundred on it is p99 that speaks of the tail.
    expect(few(100, { p50: 0.5, p90: 0.6, p99: 1.9, latest: 7 })).toEqual([]);
    expect(few(100, { p50: 0.5, p90: 0.6, p99: 2.8, latest: 2.8 })).toEqual([
      'publisher late by 2.80 ms at p99, over the bound of 2.00 ms',
    ]);
  });
});

test('a dead connection may be cut off as a slow reader once, a live one never', () => {
  const failed = (droppedSlow: number, cutOff: number) =>
    judged(trial => {
      trial.server.connections.droppedSlow = droppedSlow;
      trial.recovery = madeRecovery({ dead: { connections: 10, cutOff, closed: 0, closedMs: null } });
    });
  expect(failed(10, 10)).toEqual([]);
  expect(failed(12, 10)).toEqual(['2 slow readers dropped by the server']);
  expect(failed(2, 0)).toEqual(['2 slow readers dropped by the server']);
});

test('one notification on the other side of an edge is no wrong rate', () => {
  expect(judged(trial => (trial.generator.publishedInWindow = 101))).toEqual([]);
});

test('an expected failure is no fault of its trial, and nothing else is forgiven', () => {
  const trial = sound();
  trial.generator.reconnects = 3;
  trial.server.connections.droppedSlow = 1;
  trial.deliveries.duplicate = 1;
  const failedWith = (over: Partial<typeof load> & Record<string, unknown>) =>
    judge(trial, { ...context, load: { ...load, ...over } })
      .gates.filter(({ passed }) => !passed)
      .map(({ id }) => id);
  expect(failedWith({})).toEqual(['duplicate', 'reconnects', 'slow-readers']);
  expect(failedWith({ fault: { kind: 'disconnect', atSeconds: 1 } })).toEqual(['duplicate', 'slow-readers']);
  expect(failedWith({ stalledShare: 0.1 })).toEqual(['duplicate', 'reconnects']);
  expect(failedWith({ overload: true })).toEqual(['duplicate']);
});

test('of many packets one in a thousand may be lost, of few none', () => {
  const trial = madeTrial(
    { scenario: 'ticker', point: 'default', transport: 'sse', block: 0 },
    { wire: 300 },
  );
  const failsWith = (packets: number, lost: number) => {
    const { wire, ledger } = trial.bandwidth;
    if (!wire || !ledger) throw new Error('made with a wire');
    Object.assign(wire, { downPackets: packets, upPackets: 0 });
    ledger.retransmittedSegments = lost;
    return judge(trial, context).reasons;
  };
  expect(failsWith(999, 1)).toEqual(['1 TCP segments were retransmitted']);
  expect(failsWith(2000, 2)).toEqual([]);
  expect(failsWith(2000, 3)).toHaveLength(1);
});
