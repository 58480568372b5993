import { bucketsOf } from '../../analysis/models/distribution.ts';
import { type PooledQuantiles, pooledQuantiles } from '../../analysis/models/pooled-quantiles.ts';
import { inProse, nameOf, type Transport } from '../../scenarios/load/transport.ts';
import type { TransportFigures } from '../model/figures.ts';
import { figure, given, integer, percent, withUnit } from '../text/format.ts';
import { measuredLine, quantileMs } from './measured-line.ts';
import type { ChartFigure, Check } from './spec.ts';

/** A larger distance is a finding, like a residual of that size. */
const MAX_PERCENT = 5;

function distanceCheck(what: string, { distanceMs, distancePercent }: PooledQuantiles): Check {
  const warn = distancePercent > MAX_PERCENT;
  return {
    warn,
    text: `${what} is ${withUnit(distanceMs, 'ms')} in the mean over all deliveries, ${percent(distancePercent)} of the mean of the model${warn ? ': a finding to explain' : ''}.`,
  };
}

/** A model's line through its quantiles, from 0 to 100%. */
function modelLine({ modelMs }: PooledQuantiles): [number, number][] {
  const line = modelMs.map((valueMs, index): [number, number] => [
    valueMs,
    (100 * (index + 0.5)) / modelMs.length,
  ]);
  return [[modelMs[0] as number, 0], ...line, [modelMs.at(-1) as number, 100]];
}

const modelAt = ({ modelMs }: PooledQuantiles, share: number): number =>
  modelMs[Math.min(modelMs.length - 1, Math.floor((share / 100) * modelMs.length))] as number;

/**
 * Measured latency against the distribution of a model that gives quantiles, all valid trials
 * together; null where there is none.
 */
export function quantileCdfFigure({ transport, valid }: TransportFigures): ChartFigure | null {
  const pooled = pooledQuantiles(valid);
  if (!pooled) return null;
  const buckets = bucketsOf(pooled.hdrs);
  const measured = measuredLine(buckets);
  const model = modelLine(pooled);
  const [least, most] = [measured[0]?.[0] ?? 0, measured.at(-1)?.[0] ?? 0];
  const [first, last] = [model[0]?.[0] ?? 0, model.at(-1)?.[0] ?? 0];
  const at = (share: number) => quantileMs(buckets, share / 100);
  const name = inProse(transport);
  return {
    title: `Latency of ${name}: measurement and model`,
    summary: `The model has half of the latencies within ${withUnit(modelAt(pooled, 50), 'ms')}, and 95% within ${withUnit(modelAt(pooled, 95), 'ms')}. Measured: half of ${integer(pooled.count)} deliveries arrived within ${withUnit(at(50), 'ms')}, 95% within ${withUnit(at(95), 'ms')}.`,
    checks: [distanceCheck('The distance between the two lines', pooled)],
    spec: {
      kind: 'cdf',
      xAxis: `Latency from schedule, ${name} (ms)`,
      transport,
      measured,
      model: [[Math.min(first, least), 0], ...model, [Math.max(last, most), 100]],
    },
    table: tableOf(transport, pooled, at),
  };
}

function tableOf(
  transport: Transport,
  pooled: PooledQuantiles,
  at: (share: number) => number | undefined,
): ChartFigure['table'] {
  return {
    caption: `${nameOf(transport)}: latency within which a share of the deliveries arrived`,
    columns: ['Share of deliveries', 'Model (ms)', 'Measured (ms)'],
    rows: [5, 25, 50, 75, 95, 99].map(share => [
      `${given(share)}%`,
      figure(modelAt(pooled, share)),
      figure(at(share)),
    ]),
  };
}

/** The same as a sentence, for a chart that would only show agreement; empty without a model. */
export function quantileChecks({ transport, valid }: TransportFigures): Check[] {
  const pooled = pooledQuantiles(valid);
  const what = `The distance between the measured distribution of ${inProse(transport)} and its model`;
  return pooled ? [distanceCheck(what, pooled)] : [];
}
