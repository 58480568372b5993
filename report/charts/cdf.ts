import { type Bucket, bucketsOf } from '../../analysis/models/distribution.ts';
import { pooledTheory } from '../../analysis/models/residual.ts';
import { inProse, nameOf } from '../../scenarios/load/transport.ts';
import type { TransportFigures } from '../model/figures.ts';
import { figure, given, integer, withUnit } from '../text/format.ts';
import type { ChartFigure, Check } from './spec.ts';

/** A wider gap is a finding, like a residual over 5%, unless chance alone makes it as wide. */
const MAX_DISTANCE = 0.05;
/** Points of the measured line; more would not be visible. */
const STEPS = 200;

/** Points of [latency in ms, share in % of deliveries that took no longer]. */
function measuredLine(buckets: readonly Bucket[]): [number, number][] {
  const total = buckets.reduce((sum, { count }) => sum + count, 0);
  const points: [number, number][] = [[(buckets[0]?.fromMicros ?? 0) / 1000, 0]];
  let below = 0;
  let nextStep = 0;
  for (const [index, { toMicros, count }] of buckets.entries()) {
    below += count;
    const share = below / total;
    if (share < nextStep && index < buckets.length - 1) continue;
    points.push([toMicros / 1000, Number((100 * share).toFixed(3))]);
    nextStep = share + 1 / STEPS;
  }
  return points;
}

/**
 * The latency in ms within which a share of the deliveries (0 to 1) arrived: the upper end of its
 * bucket.
 */
function quantileMs(buckets: readonly Bucket[], share: number): number | undefined {
  const total = buckets.reduce((sum, { count }) => sum + count, 0);
  let within = 0;
  const bucket = buckets.find(({ count }) => {
    within += count;
    return within >= share * total;
  });
  return bucket && bucket.toMicros / 1000;
}

function distanceCheck(what: string, ksDistance: number, ksNoise: number, count: number): Check {
  const distance = `${what} (KS distance, 0 to 1) is ${figure(Number(ksDistance.toFixed(4)))}`;
  const chance = `By chance alone, it stays below ${figure(ksNoise)} in 95% of samples of ${integer(count)} independent latencies`;
  const beyond = ksDistance > ksNoise;
  const warn = beyond && ksDistance > MAX_DISTANCE;
  return {
    warn,
    text: `${distance}${beyond ? `, which is ${warn ? '' : 'small but '}more than chance` : ''}${warn ? ' and a finding to explain' : ''}. ${chance}.`,
  };
}

/**
 * Measured latency against the distribution of the model, all valid trials together; null where the
 * model has none.
 */
export function cdfFigure({ transport, valid }: TransportFigures): ChartFigure | null {
  const shaped = valid.flatMap(({ latencyMs, theory }) =>
    latencyMs && theory?.distribution
      ? [{ hdr: latencyMs.fromSchedule.hdr, count: latencyMs.fromSchedule.count, ...theory.distribution }]
      : [],
  );
  const distances = pooledTheory(valid).distribution;
  // The interval belongs to the point and the transit to the run, so both are the same in every
  // trial.
  const [first] = shaped;
  if (!first || !distances) return null;
  const { fromMs, toMs } = first;
  const buckets = bucketsOf(shaped.map(({ hdr }) => hdr));
  const measured = measuredLine(buckets);
  const [least, most] = [measured[0]?.[0] ?? 0, measured.at(-1)?.[0] ?? 0];
  const count = shaped.reduce((sum, one) => sum + one.count, 0);
  const name = inProse(transport);
  const at = (percent: number) => quantileMs(buckets, percent / 100);
  const modelAt = (share: number) => fromMs + ((toMs - fromMs) * share) / 100;
  return {
    title: `Latency of ${name}: measurement and model`,
    summary: `The model spreads latency evenly from ${withUnit(fromMs, 'ms')} (one transit) to ${withUnit(toMs, 'ms')} (one transit and one poll interval), half of it within ${withUnit(modelAt(50), 'ms')}. Measured: half of ${integer(count)} deliveries arrived within ${withUnit(at(50), 'ms')}.`,
    checks: [
      distanceCheck('The largest gap between the two lines', distances.ksDistance, distances.ksNoise, count),
    ],
    spec: {
      kind: 'cdf',
      xAxis: `Latency from schedule, ${name} (ms)`,
      transport,
      measured,
      model: [
        [Math.min(fromMs, least), 0],
        [fromMs, 0],
        [toMs, 100],
        [Math.max(toMs, most), 100],
      ],
    },
    table: {
      caption: `${nameOf(transport)}: latency within which a share of the deliveries arrived`,
      columns: ['Share of deliveries', 'Model (ms)', 'Measured (ms)'],
      rows: [5, 25, 50, 75, 95, 100].map(share => [
        `${given(share)}%`,
        figure(modelAt(share)),
        figure(at(share)),
      ]),
    },
  };
}

/**
 * The same as a sentence, for a chart that would only show agreement; empty where the model has no
 * distribution.
 */
export function shapeChecks({ transport, valid }: TransportFigures): Check[] {
  const distances = pooledTheory(valid).distribution;
  if (!distances) return [];
  const count = valid.reduce((sum, { latencyMs }) => sum + (latencyMs?.fromSchedule.count ?? 0), 0);
  const what = `The largest gap between the measured distribution of ${inProse(transport)} and its model`;
  return [distanceCheck(what, distances.ksDistance, distances.ksNoise, count)];
}
