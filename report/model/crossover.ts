import { isTested, TRANSPORTS, type Transport } from '../../scenarios/load/transport.ts';
import type { Axis, Placed } from './axis.ts';
import { compareBy, type Measure, spreadOfMetric } from './metric.ts';

/** Two contestants that change places along an axis. */
export interface Crossover {
  /** Who has less before, and who after. */
  before: Transport;
  after: Transport;
  /** The points between which it happens. */
  from: number;
  to: number;
  /** Where, by the straight line between the medians on logarithmic axes; null where the ends are no neighbours. */
  at: number | null;
  /** Whether at both ends the 95% interval of the ratio lies on its own side of 1, practical equality left out. */
  resolved: boolean;
}

/** How two transports stand to each other at one place. */
interface Stand {
  x: number;
  /** log of the first's figure divided by the second's. */
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
    // The median of the paired ratios where there are pairs: it is what the interval is of.
    const log = interval ? Math.log(interval.median) : Math.log(own / other);
    return [{ x, log, resolved: verdict === 'less' || verdict === 'more' }];
  });
}

/** Where a straight line through two places, of log ratio over log x, is at 1. */
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
    // Where the ends themselves are not resolved, those beyond may be.
    const sign = Math.sign(from.log);
    const left = stands.slice(0, index).findLast(one => one.resolved);
    const right = stands.slice(index).find(one => one.resolved);
    const resolved =
      left !== undefined &&
      right !== undefined &&
      Math.sign(left.log) === sign &&
      Math.sign(right.log) === -sign;
    found.push({
      ...(sign < 0 ? { before: a, after: b } : { before: b, after: a }),
      from: resolved ? left.x : from.x,
      to: resolved ? right.x : to.x,
      at: resolved && (left !== from || right !== to) ? null : meeting(from, to),
      resolved,
    });
  }
  // Figures that swing around 1 between two resolved ends change places once.
  const seen = new Set<string>();
  return found.filter(one => {
    const key = `${one.resolved} ${one.from} ${one.to}`;
    return !one.resolved || (!seen.has(key) && seen.add(key));
  });
}

/** Where contestants change places in a measure along an axis: each pair, each place. */
export function crossovers({ placed }: Axis, measure: Measure): Crossover[] {
  const contestants = TRANSPORTS.filter(isTested);
  // A run of each transport against itself compares no two of them.
  const valid = placed.flatMap(({ view }) => view.transports.flatMap(figures => figures.valid));
  if (valid.some(({ arm }) => arm !== null)) return [];
  return contestants.flatMap((a, index) =>
    contestants.slice(index + 1).flatMap(b => crossoversOf(standsOf(placed, a, b, measure), a, b)),
  );
}
