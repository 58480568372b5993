import type { Comparison } from '../../analysis/comparison/transports.ts';
import { isWarmFor } from '../../analysis/comparison/warm-up.ts';
import { isTested, type Transport } from '../../scenarios/load/transport.ts';
import type { Preset } from '../../scenarios/scenario.ts';
import type { TransportFigures } from './figures.ts';
import { compareBy, type Measure, spreadOfMetric } from './metric.ts';
import type { PointView } from './point.ts';
import type { Spread } from './spread.ts';

/** A transport under test with its value of one metric. */
export interface Entry {
  transport: Transport;
  spread: Spread;
}

/** A transport compared with the first: its value divided by the first's, block by block. */
export interface Rival extends Entry {
  against: Comparison;
}

/**
 * The ranking of a point's transports under test in one metric, lowest first. `lowest`: all others
 * have more than the first. `equal`: some are practically equal, all others have more.
 * `unresolved`: this run does not decide some. `without`: transports without a value.
 */
export type Outcome = { without: Transport[] } & (
  | { kind: 'lowest' | 'equal' | 'unresolved'; first: Entry; rivals: Rival[] }
  | { kind: 'not-compared'; reason: string; entries: Entry[] }
);

type Tried = Entry & { figures: TransportFigures };

const entryOf = ({ transport, spread }: Tried): Entry => ({ transport, spread });

/** All transports except the first, each compared with it. */
function rivalsOf(first: Tried, tried: readonly Tried[], metric: Measure): Rival[] {
  return tried
    .filter(one => one !== first)
    .map(one => ({ ...entryOf(one), against: compareBy(one.figures.valid, first.figures.valid, metric) }));
}

/**
 * The transport with the lowest value, unless another is decided to be less in the blocks that both
 * have. Then values of different blocks mislead, and the pairs decide.
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

/**
 * Above this ratio, a transport whose blocks scatter does not count as close, where the interval
 * speaks of this session only.
 */
const MOST_RATIO = 1.25;

/**
 * Whether a transport is not distinguishable from the first: it was compared and is not known to
 * have more. Where the interval does not hold what other sessions would find, its ratio must be
 * small, so that scatter alone does not make it one of the best.
 */
export function isClose({ against: { interval, verdict } }: Rival): boolean {
  if (interval === null || verdict === 'more') return false;
  const holdsSessions = interval.method === 'between-sessions' || interval.method === 'random-effects';
  return holdsSessions || interval.median <= MOST_RATIO;
}

/** Whether a transport has a value of 0 in a block: 0 has no ratio, so there is no pair. */
const isZero = ({ figures }: Tried, { of }: Measure): boolean => figures.valid.some(trial => of(trial) === 0);

/**
 * The transports that lead a point: the first and all that are not distinguishable from it. Empty
 * where none is known to have more, as nothing is decided there.
 */
export function frontOf({ first, rivals }: { first: Entry; rivals: readonly Rival[] }): Transport[] {
  if (!rivals.some(({ against }) => against.verdict === 'more')) return [];
  return [first, ...rivals.filter(isClose)].map(({ transport }) => transport);
}

/**
 * Names a winner only where the intervals of the paired ratios against all other transports show
 * it.
 */
export function rank(view: PointView, metric: Measure, preset: Preset): Outcome {
  const tested = view.transports.filter(({ transport }) => isTested(transport));
  const tried: Tried[] = tested
    .flatMap(figures => {
      const spread = spreadOfMetric(figures, metric);
      return spread ? [{ transport: figures.transport, spread, figures }] : [];
    })
    .toSorted((a, b) => a.spread.value - b.spread.value);
  const without = tested
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
    const anyValid = tested.some(({ valid }) => valid.length > 0);
    return notCompared(anyValid ? 'too few notifications in each trial' : 'no valid trial');
  }
  if (preset === 'smoke') return notCompared('a smoke run is no measurement');
  if (!isWarmFor(metric, view.scenario)) {
    const { warmUpSeconds } = view.scenario.parameters;
    return notCompared(`a warm-up of ${warmUpSeconds} s is too short to compare processor time`);
  }
  if (first.figures.valid.some(({ arm }) => arm !== null)) {
    return notCompared('an A/A run compares each transport only with itself');
  }
  if (tried.length === 1) {
    return notCompared(
      without.length > 0 ? 'no other transport under test has a value' : 'no other transport under test ran',
    );
  }
  const rivals = rivalsOf(first, tried, metric);
  if (rivals.every(({ against }) => against.interval === null)) {
    return notCompared(
      isZero(first, metric)
        ? 'the lowest value is 0, and nothing can be divided by 0'
        : 'fewer than two blocks in common, so there is no interval',
    );
  }
  return { kind: kindOf(rivals), first: entryOf(first), rivals, without };
}
