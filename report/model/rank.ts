import type { Comparison } from '../../analysis/comparison/transports.ts';
import { isWarmFor } from '../../analysis/comparison/warm-up.ts';
import { median } from '../../analysis/statistics/paired-ratios.ts';
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
 * A transport counts beside the lowest only if it is known to have less than so many times as much.
 * One run of preset quick tells CPU apart from about this factor on, so a smaller one would leave
 * the winner of a need to chance.
 */
export const MOST_TIMES = 3;

/** The first transport of a point, and all others compared with it. */
type Ranked = Pick<Exclude<Outcome, { kind: 'not-compared' }>, 'first' | 'rivals'>;

/**
 * Whether a transport counts beside the first: it is not distinguishable from it, and its whole
 * interval lies below `MOST_TIMES`. A wider interval says too little, so that it decides nothing.
 */
export const isClose = ({ against: { interval, verdict } }: Rival): boolean =>
  interval !== null && verdict !== 'more' && interval.high < MOST_TIMES;

/** How many times the first a rival has: the median of its interval, or that of the only block. */
export const timesFirst = ({ against: { interval, ratios } }: Rival): number | null =>
  interval?.median ?? median(ratios.map(({ ratio }) => ratio));

/** Whether a transport may have so much less than the first that the first does not count. */
const mayBeFarBelow = ({ against: { interval, verdict } }: Rival): boolean =>
  interval !== null && verdict !== 'more' && interval.low * MOST_TIMES <= 1;

/** Whether a transport has a value of 0 in a block: 0 has no ratio, so there is no pair. */
const isZero = ({ figures }: Tried, { of }: Measure): boolean => figures.valid.some(trial => of(trial) === 0);

/**
 * The transports that count as lowest at a point: the first, and all that are not distinguishable
 * from it and known to have less than `MOST_TIMES` as much. Empty where none is known to have more,
 * or where another may have so much less than the first: nothing is decided there.
 */
export function frontOf({ first, rivals }: Ranked): Transport[] {
  if (!rivals.some(({ against }) => against.verdict === 'more') || rivals.some(mayBeFarBelow)) return [];
  return [first, ...rivals.filter(isClose)].map(({ transport }) => transport);
}

/**
 * The same as a reader is shown them: without those that have more than a transport which is known
 * to be worse than the first. To call these tied would contradict what stands beside it.
 */
export function shownFrontOf(ranked: Ranked): Transport[] {
  const worse = ranked.rivals.filter(({ against }) => against.verdict === 'more');
  const leastWorse = Math.min(...worse.map(({ spread }) => spread.value));
  const isBehind = (transport: Transport): boolean =>
    ranked.rivals.some(one => one.transport === transport && one.spread.value > leastWorse);
  return frontOf(ranked).filter(transport => !isBehind(transport));
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
