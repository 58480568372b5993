import type { Comparison } from '../../analysis/comparison/transports.ts';
import { isTested, type Transport } from '../../scenarios/load/transport.ts';
import type { Preset } from '../../scenarios/scenario.ts';
import type { TransportFigures } from './figures.ts';
import { compareBy, type Measure, spreadOfMetric } from './metric.ts';
import type { PointView } from './point.ts';
import type { Spread } from './spread.ts';

/** A contestant with its figure of one metric. */
export interface Entry {
  transport: Transport;
  spread: Spread;
}

/** A contestant that is not the first, compared with the first: its figure divided by the first's, block by block. */
export interface Rival extends Entry {
  against: Comparison;
}

/**
 * What a metric says of a point's contestants, least first. `lowest`: all others have more than the first. `equal`: some
 * have practically the same, all others more. `unresolved`: of some, this run cannot tell. `without`: those without figure.
 */
export type Outcome = { without: Transport[] } & (
  | { kind: 'lowest' | 'equal' | 'unresolved'; first: Entry; rivals: Rival[] }
  | { kind: 'not-compared'; reason: string; entries: Entry[] }
);

type Tried = Entry & { figures: TransportFigures };

const entryOf = ({ transport, spread }: Tried): Entry => ({ transport, spread });

/** The contestants but the first, each compared with it. */
function rivalsOf(first: Tried, tried: readonly Tried[], metric: Measure): Rival[] {
  return tried
    .filter(one => one !== first)
    .map(one => ({ ...entryOf(one), against: compareBy(one.figures.valid, first.figures.valid, metric) }));
}

/**
 * The contestant with the least figure, unless another is resolved to be less than it in the blocks that both have: then
 * figures of different blocks mislead, and the pairs decide.
 */
function firstOf(tried: readonly Tried[], metric: Measure): Tried | undefined {
  const unbeaten = tried.find(one =>
    rivalsOf(one, tried, metric).every(({ against }) => against.verdict !== 'less'),
  );
  return unbeaten ?? tried[0];
}

function kindOf(rivals: readonly Rival[]): 'lowest' | 'equal' | 'unresolved' {
  const verdicts = rivals.map(({ against }) => against.verdict);
  if (verdicts.every(verdict => verdict === 'more')) return 'lowest';
  return verdicts.every(verdict => verdict === 'more' || verdict === 'equal') ? 'equal' : 'unresolved';
}

/** Beyond this ratio a rival whose blocks scatter is not called as good. */
const MOST_RATIO = 1.25;

/**
 * Whether a rival is not told apart from the first: compared at all, not resolved to have more, and near enough that its scatter does not
 * make it one of the best.
 */
export const isClose = ({ against: { interval, verdict } }: Rival): boolean =>
  interval !== null && verdict !== 'more' && interval.median <= MOST_RATIO;

/** Names a winner only where, against every other contestant, the interval of the paired ratio says so. */
export function rank(view: PointView, metric: Measure, preset: Preset): Outcome {
  const contestants = view.transports.filter(({ transport }) => isTested(transport));
  const tried: Tried[] = contestants
    .flatMap(figures => {
      const spread = spreadOfMetric(figures, metric);
      return spread ? [{ transport: figures.transport, spread, figures }] : [];
    })
    .toSorted((a, b) => a.spread.value - b.spread.value);
  const without = contestants
    .map(({ transport }) => transport)
    .filter(transport => !tried.some(one => one.transport === transport));
  const notCompared = (reason: string): Outcome => ({
    kind: 'not-compared',
    reason,
    entries: tried.map(entryOf),
    without,
  });
  const first = firstOf(tried, metric);
  if (!first) {
    const anyValid = contestants.some(({ valid }) => valid.length > 0);
    return notCompared(anyValid ? 'too few notifications in each trial to tell' : 'no valid trial');
  }
  if (preset === 'smoke') return notCompared('a smoke run is no measurement');
  if (first.figures.valid.some(({ arm }) => arm !== null)) {
    return notCompared('an A/A run compares each transport with itself alone');
  }
  if (tried.length === 1) {
    return notCompared(
      without.length > 0 ? 'no other contestant has a figure' : 'no other contestant was tried',
    );
  }
  const rivals = rivalsOf(first, tried, metric);
  if (rivals.every(({ against }) => against.interval === null)) {
    return notCompared('fewer than two blocks in common, so that there is no interval');
  }
  return { kind: kindOf(rivals), first: entryOf(first), rivals, without };
}
