import { inProse, type Transport } from '../../scenarios/load/transport.ts';
import type { Preset } from '../../scenarios/scenario.ts';
import { highestOf } from '../model/highest.ts';
import type { Measure } from '../model/metric.ts';
import type { PointView } from '../model/point.ts';
import { frontOf, rank, timesFirst } from '../model/rank.ts';
import { list, times } from '../text/format.ts';

/** A point and what it is called in a sentence. */
export interface NamedPoint {
  view: PointView;
  /** Stands after “at”: `50 a second`, `“all send by POST”`. */
  name: string;
}

/** Who is lowest at a point, or not distinguishable from it, and who is known to be highest. */
interface Standing {
  name: string;
  /** Empty where the point decides nothing. */
  lowest: Transport[];
  /** How many times the lowest it has, block by block. */
  highest: { transport: Transport; timesLowest: number } | null;
}

function standingOf({ view, name }: NamedPoint, measure: Measure, preset: Preset): Standing[] {
  const outcome = rank(view, measure, preset);
  if (outcome.kind === 'not-compared') return [];
  const most = highestOf(view, measure, outcome);
  return [
    {
      name,
      lowest: frontOf(outcome),
      highest: most ? { transport: most.transport, timesLowest: timesFirst(most) ?? Number.NaN } : null,
    },
  ];
}

const isSame = (a: Standing, b: Standing): boolean =>
  a.lowest.length === b.lowest.length && a.lowest.every(transport => b.lowest.includes(transport));

const lowestInWords = ({ lowest, name }: Standing): string =>
  lowest.length === 0 ? `not decided at ${name}` : `lowest with ${list(lowest.map(inProse))} at ${name}`;

/**
 * `, highest with short polling (×78 to ×81 of the lowest)`; empty where it is not the same at
 * every point.
 */
function highestInWords(standings: readonly Standing[]): string {
  const known = standings.flatMap(({ highest }) => highest ?? []);
  const [first] = known;
  if (!first || known.length < standings.length) return '';
  if (known.some(({ transport }) => transport !== first.transport)) return '';
  if (!known.every(({ timesLowest }) => Number.isFinite(timesLowest))) {
    return `, highest with ${inProse(first.transport)}`;
  }
  const ends = [Math.min, Math.max].map(end => times(end(...known.map(one => one.timesLowest))));
  return `, highest with ${inProse(first.transport)} (${[...new Set(ends)].join(' to ')} of the lowest)`;
}

/**
 * Which transports are lowest in a measure over several points, in one sentence: all along, or at
 * the first and at the last of them. Null where no two transports are compared at these.
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
    return `${measure.title}: not decided by this run.`;
  }
  if (standings.every(one => isSame(one, first))) {
    return `${measure.title} at each of ${standings.length} points: lowest with ${list(first.lowest.map(inProse))}${highestInWords(standings)}.`;
  }
  return `${measure.title}: ${lowestInWords(first)}, and ${lowestInWords(last)}.`;
}
