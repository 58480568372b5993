import { bucketsOf } from '../../analysis/models/distribution.ts';
import { pooledTheory } from '../../analysis/models/residual.ts';
import { inProse, nameOf } from '../../scenarios/load/transport.ts';
import type { TransportFigures } from '../model/figures.ts';
import { figure, given, integer, withUnit } from '../text/format.ts';
import { measuredLine, quantileMs } from './measured-line.ts';
import { quantileCdfFigure, quantileChecks } from './quantile-cdf.ts';
import type { ChartFigure, Check } from './spec.ts';

/** A wider gap is a finding, like a residual over 5%, unless chance alone makes it as wide. */
const MAX_DISTANCE = 0.05;
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
export function cdfFigure(figures: TransportFigures): ChartFigure | null {
  const { transport, valid } = figures;
  const shaped = valid.flatMap(({ latencyMs, theory }) =>
    latencyMs && theory?.distribution?.shape === 'uniform'
      ? [{ hdr: latencyMs.fromSchedule.hdr, count: latencyMs.fromSchedule.count, ...theory.distribution }]
      : [],
  );
  const distances = pooledTheory(valid).distribution;
  // The interval belongs to the point and the transit to the run, so both are the same in every
  // trial.
  const [first] = shaped;
  if (!first || !distances) return quantileCdfFigure(figures);
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
export function shapeChecks(figures: TransportFigures): Check[] {
  const { transport, valid } = figures;
  const distances = pooledTheory(valid).distribution;
  if (!distances) return quantileChecks(figures);
  const count = valid.reduce((sum, { latencyMs }) => sum + (latencyMs?.fromSchedule.count ?? 0), 0);
  const what = `The largest gap between the measured distribution of ${inProse(transport)} and its model`;
  return [distanceCheck(what, distances.ksDistance, distances.ksNoise, count)];
}
