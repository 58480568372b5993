import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type Latency, mergeLatency } from '../../../analysis/comparison/merged-latency.ts';
import { median } from '../../../analysis/statistics/paired-ratios.ts';
import {
  longPollLatencyOver,
  pushLatencyOver,
  type Reach,
  reachOf,
  shortPollLatencyOver,
} from '../../../report/planner/distance.ts';
import type { PlannedLatency } from '../../../report/planner/latency.ts';
import { readRun } from '../../../results/format/run-file.ts';
import { ROOT } from '../../../root.ts';
import type { TestedTransport } from '../../../scenarios/load/transport.ts';

const run = readRun(join(ROOT, 'results/sample/distance'));

const MIX = [
  { share: 0.6, rttMs: 20 },
  { share: 0.3, rttMs: 80 },
  { share: 0.1, rttMs: 300 },
];

const STEPS = 10_000;

/** The share of deliveries that took at most so long. */
function shareWithin(latency: Latency, ms: number): number {
  let [least, most] = [0, STEPS];
  while (least < most) {
    const middle = Math.ceil((least + most) / 2);
    if ((latency.quantileMs(middle / STEPS) ?? Number.POSITIVE_INFINITY) <= ms) least = middle;
    else most = middle - 1;
  }
  return least / STEPS;
}

/** The latency of users of the mix, put together from what each distance had. */
function measuredMix(transport: TestedTransport, pointOf: (rttMs: number) => string): PlannedLatency {
  const parts = MIX.map(({ share, rttMs }) => {
    const trials = run.trials.flatMap(one =>
      one.status === 'valid' &&
      one.scenario === 'distance' &&
      one.point === pointOf(rttMs) &&
      one.transport === transport
        ? [one]
        : [],
    );
    const latency = mergeLatency(trials, 'fromSchedule');
    if (!latency) throw new Error(`no ${transport} at ${pointOf(rttMs)}`);
    return { share, latency, meanMs: median(trials.map(one => one.latencyMs?.fromSchedule.mean ?? 0)) ?? 0 };
  });
  let [least, most] = [0, 2000];
  for (let halving = 0; halving < 20; halving++) {
    const middle = (least + most) / 2;
    const within = parts.reduce((sum, { share, latency }) => sum + share * shareWithin(latency, middle), 0);
    if (within >= 0.99) most = middle;
    else least = middle;
  }
  return { meanMs: parts.reduce((sum, { share, meanMs }) => sum + share * meanMs, 0), p99Ms: most };
}

const offPercent = (planned: number, measured: number): number =>
  (100 * Math.abs(planned - measured)) / measured;

// Nothing of the planner was fitted to these cells.
describe('a mix of round trips, as the planner has it and as the cells of the sample put together', () => {
  const waits = { ratePerSecond: 10, waitMs: 25_000 };
  test.each<[TestedTransport, string, (reach: readonly Reach[]) => PlannedLatency]>([
    ['sse', '10', pushLatencyOver],
    ['websocket', '10', pushLatencyOver],
    ['long-polling', '10', reach => longPollLatencyOver(reach, waits)],
    ['short-polling', 'poll-1s', reach => shortPollLatencyOver(reach, 1000)],
  ])('%s: mean and p99 within 5%%', (transport, point, planned) => {
    const { meanMs, p99Ms } = planned(reachOf(MIX, run.environment.transit?.meanMs ?? 0));
    const measured = measuredMix(transport, rttMs => `${rttMs}ms-${point}`);
    expect(offPercent(meanMs, measured.meanMs)).toBeLessThan(5);
    expect(offPercent(p99Ms, measured.p99Ms)).toBeLessThan(5);
  });
});
