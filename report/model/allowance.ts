import type { RatioInterval } from '../../analysis/statistics/paired-ratios.ts';
import type { Transport } from '../../scenarios/load/transport.ts';
import type { Preset } from '../../scenarios/scenario.ts';
import type { Measure } from './metric.ts';
import type { PointView } from './point.ts';
import { rank } from './rank.ts';
import type { Spread } from './spread.ts';

/**
 * What the verdict on a transport allows its value to be: the value of the first of the point times
 * the 95% interval of their ratio. It holds more than the blocks show where the interval is widened
 * by how much sessions differ.
 */
export interface Allowance {
  transport: Transport;
  low: number;
  high: number;
  method: RatioInterval['method'];
  /** Not decided, although the blocks of this transport and those of the first do not overlap. */
  isApart: boolean;
}

const areApart = (one: Spread, other: Spread): boolean => one.max < other.min || other.max < one.min;

/**
 * The allowances of a point in a measure, for all transports but the first; empty if not compared.
 */
export function allowancesOf(view: PointView, measure: Measure, preset: Preset): Allowance[] {
  const outcome = rank(view, measure, preset);
  if (outcome.kind === 'not-compared') return [];
  const { first, rivals } = outcome;
  return rivals.flatMap(({ transport, spread, against: { interval, verdict } }) =>
    interval === null
      ? []
      : [
          {
            transport,
            low: first.spread.value * interval.low,
            high: first.spread.value * interval.high,
            method: interval.method,
            isApart: verdict === 'unresolved' && areApart(spread, first.spread),
          },
        ],
  );
}
