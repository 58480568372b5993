import { isWarmFor } from '../../analysis/comparison/warm-up.ts';
import { isTested, TRANSPORTS, type Transport } from '../../scenarios/load/transport.ts';
import type { Curve, Placed } from './axis.ts';
import { compareBy, type Measure, spreadOfMetric } from './metric.ts';

/** Two transports whose order changes along an axis. */
export interface Crossover {
  /** The transport that is lower before, and the one that is lower after. */
  before: Transport;
  after: Transport;
  /** The points between which it happens. */
  from: number;
  to: number;
  /** The value of `after` divided by that of `before`, at both of these. */
  ratios: { from: number; to: number };
  /**
   * The position, interpolated by a straight line between the medians on logarithmic axes; null
   * where the ends are not neighbours.
   */
  at: number | null;
  /**
   * Whether the 95% intervals of the ratio at both ends lie on opposite sides of 1, beyond
   * practical equality.
   */
  resolved: boolean;
}

/** The ratio of two transports at one position. */
interface Stand {
  x: number;
  /** Logarithm of the first's value divided by the second's. */
  log: number;
  resolved: boolean;
}

function standsOf(placed: readonly Placed[], a: Transport, b: Transport, measure: Measure): Stand[] {
  return placed.flatMap(({ view, x }) => {
    const [first, second] = [a, b].map(name => view.transports.find(one => one.transport === name));
    if (!first || !second) return [];
    const [own, other] = [spreadOfMetric(first, measure)?.value, spreadOfMetric(second, measure)?.value];
    if (!own || !other || own <= 0 || other <= 0) return [];
    const { interval, verdict } = compareBy(first.valid, second.valid, measure);
    // With pairs, the median of the paired ratios, because the interval is that of this median.
    const log = interval ? Math.log(interval.median) : Math.log(own / other);
    return [{ x, log, resolved: verdict === 'less' || verdict === 'more' }];
  });
}

/** Where a straight line of log ratio over log x through two positions reaches a ratio of 1. */
function meeting(from: Stand, to: Stand): number {
  const share = from.log / (from.log - to.log);
  if (from.x <= 0 || to.x <= 0) return from.x + share * (to.x - from.x);
  return Math.exp(Math.log(from.x) + share * (Math.log(to.x) - Math.log(from.x)));
}

function crossoversOf(stands: readonly Stand[], a: Transport, b: Transport): Crossover[] {
  const found: Crossover[] = [];
  for (const [index, to] of stands.entries()) {
    const from = stands[index - 1];
    if (!from || from.log === 0 || Math.sign(from.log) === Math.sign(to.log)) continue;
    // If the ends themselves are not decided, points further out may be.
    const sign = Math.sign(from.log);
    const left = stands.slice(0, index).findLast(one => one.resolved);
    const right = stands.slice(index).find(one => one.resolved);
    const resolved =
      left !== undefined &&
      right !== undefined &&
      Math.sign(left.log) === sign &&
      Math.sign(right.log) === -sign;
    const [start, end] = resolved ? [left, right] : [from, to];
    found.push({
      ...(sign < 0 ? { before: a, after: b } : { before: b, after: a }),
      from: start.x,
      to: end.x,
      ratios: { from: Math.exp(sign * start.log), to: Math.exp(sign * end.log) },
      at: resolved && (left !== from || right !== to) ? null : meeting(from, to),
      resolved,
    });
  }
  // Ratios that scatter around 1 between two decided ends are one cross-over.
  const seen = new Set<string>();
  return found.filter(one => {
    const key = `${one.resolved} ${one.from} ${one.to}`;
    return !one.resolved || (!seen.has(key) && seen.add(key));
  });
}

/**
 * Where the order of transports changes in a measure along an axis: each pair, each position. None
 * where a warm-up is too short for the measure.
 */
export function crossovers({ placed }: Curve, measure: Measure): Crossover[] {
  const tested = TRANSPORTS.filter(isTested);
  if (placed.some(({ view }) => !isWarmFor(measure, view.scenario))) return [];
  // An A/A run compares no two transports.
  const valid = placed.flatMap(({ view }) => view.transports.flatMap(figures => figures.valid));
  if (valid.some(({ arm }) => arm !== null)) return [];
  return tested.flatMap((a, index) =>
    tested.slice(index + 1).flatMap(b => crossoversOf(standsOf(placed, a, b, measure), a, b)),
  );
}
