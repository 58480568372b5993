import { inProse, type Transport } from '../../scenarios/load/transport.ts';
import type { Preset } from '../../scenarios/scenario.ts';
import { highestOf } from '../model/highest.ts';
import type { Measure } from '../model/metric.ts';
import type { PointView } from '../model/point.ts';
import { frontOf, rank, timesFirst } from '../model/rank.ts';
import { list, range, times } from '../text/format.ts';

/** A point and what it is called in a sentence. */
export interface NamedPoint {
  view: PointView;
  /** Stands after “at”: `50 a second`, `“all send by POST”`. */
  name: string;
}

/** A transport that is known to have more than the lowest, and how many times as much. */
interface Higher {
  transport: Transport;
  timesLowest: number;
}

/** Who is lowest at a point, or tied with it, and who is known to have more. */
interface Standing {
  name: string;
  /** Empty where the point decides nothing. */
  lowest: Transport[];
  /** The values of the lowest; of all transports where the point decides nothing. */
  values: number[];
  /** Known to have more than each of the others. */
  highest: Higher | null;
  /** The largest ratio that is known to be more; null where the point decides nothing. */
  most: Higher | null;
}

function standingOf({ view, name }: NamedPoint, measure: Measure, preset: Preset): Standing[] {
  const outcome = rank(view, measure, preset);
  if (outcome.kind === 'not-compared') return [];
  const { first, rivals } = outcome;
  const highest = highestOf(view, measure, outcome);
  const lowest = frontOf(outcome);
  const [most] = rivals
    .filter(({ against }) => against.verdict === 'more')
    .map(one => ({ transport: one.transport, timesLowest: timesFirst(one) ?? Number.NaN }))
    .toSorted((a, b) => b.timesLowest - a.timesLowest);
  return [
    {
      name,
      lowest,
      values: [first, ...rivals]
        .filter(({ transport }) => lowest.length === 0 || lowest.includes(transport))
        .map(({ spread }) => spread.value),
      highest: highest && { transport: highest.transport, timesLowest: timesFirst(highest) ?? Number.NaN },
      most: lowest.length === 0 ? null : (most ?? null),
    },
  ];
}

const isSame = (a: Standing, b: Standing): boolean =>
  a.lowest.length === b.lowest.length && a.lowest.every(transport => b.lowest.includes(transport));

/** `lowest with SSE at 10 a second (12.2–13.1 µs; long polling ×5.89)` */
function lowestInWords({ lowest, name, values, most }: Standing, unit: string): string {
  const size = `${range(Math.min(...values), Math.max(...values))}\u00a0${unit}`;
  if (lowest.length === 0) return `not decided at ${name} (${size})`;
  const more = most ? `; ${inProse(most.transport)} ${times(most.timesLowest)}` : '';
  return `lowest with ${list(lowest.map(inProse))} at ${name} (${size}${more})`;
}

/**
 * `, highest with short polling (×78 to ×81 of the lowest)`; where it is not the same at every
 * point, `, others up to ×81 of it`.
 */
function highestInWords(standings: readonly Standing[]): string {
  const known = standings.flatMap(({ highest }) => highest ?? []);
  const [first] = known;
  const isOne = known.length === standings.length && known.every(one => one.transport === first?.transport);
  const ratios = (isOne ? known : standings.flatMap(({ most }) => most ?? []))
    .map(({ timesLowest }) => timesLowest)
    .filter(Number.isFinite);
  if (!first || !isOne) {
    return ratios.length === 0 ? '' : `, others up to ${times(Math.max(...ratios))} of it`;
  }
  if (ratios.length < known.length) return `, highest with ${inProse(first.transport)}`;
  const ends = [Math.min, Math.max].map(end => times(end(...ratios)));
  return `, highest with ${inProse(first.transport)} (${[...new Set(ends)].join(' to ')} of the lowest)`;
}

/**
 * Which transports are lowest in a measure over several points, and by how much, in one sentence:
 * all along, or at the first and at the last of them. Null where no two transports are compared at
 * these.
 */
export function acrossInWords(
  points: readonly NamedPoint[],
  measure: Measure,
  preset: Preset,
): string | null {
  const standings = points.flatMap(point => standingOf(point, measure, preset));
  const [first, last] = [standings[0], standings.at(-1)];
  if (!first || !last) return null;
  if (standings.every(({ lowest }) => lowest.length === 0)) {
    return `${measure.title}: the lowest is not decided by this run.`;
  }
  if (standings.every(one => isSame(one, first))) {
    return `${measure.title} at each of ${standings.length} points: lowest with ${list(first.lowest.map(inProse))}${highestInWords(standings)}.`;
  }
  const [start, end] = [first, last].map(one => lowestInWords(one, measure.unit));
  return `${measure.title}: ${start}, and ${end}.`;
}
