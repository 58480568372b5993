import { type FigureComparison, judgedOf, type RunComparison } from '../../analysis/runs/compare-runs.ts';
import type { Difference } from '../../analysis/runs/environment-differences.ts';
import type { Failure } from '../../analysis/runs/failures.ts';
import type { PairKey, Unpaired } from '../../analysis/runs/pairs.ts';
import type { Verdict } from '../../analysis/statistics/paired-ratios.ts';
import type { TwoSampleInterval } from '../../analysis/statistics/two-samples.ts';
import { inProse, isTested } from '../../scenarios/load/transport.ts';
import { counted, given, integer, list, moment, NOTHING, withUnit } from '../text/format.ts';
import { intervalInWords, ratioInWords } from './interval.ts';
import { VERDICTS } from './verdicts.ts';

/** Why two runs are not compared. */
export const REFUSALS = {
  aa: 'An A/A run compares each transport with itself. It has nothing to compare with another run.',
  smoke:
    'A smoke run measures nothing: it only shows that everything works. It is not compared and supports no conclusion.',
  joined:
    'A joined run has several sessions. Compare the runs that it was made from, or use npm run replicate.',
} as const;

/** Titles of the columns that `cellsOf` fills. */
export const FIGURE_COLUMNS = [
  'First',
  'Second',
  'Second / first',
  'Second / first, of ratios to the floor',
  'Verdict',
];

const runInWords = ({ id, startedAt, preset }: RunComparison['before']): string =>
  `${id}, started ${moment(startedAt)}, preset ${preset}`;

/** Which runs are compared: one line each, and a third line if both are the same run. */
function runsInWords({ before, after }: RunComparison): string[] {
  return [
    `First: ${runInWords(before)}`,
    `Second: ${runInWords(after)}`,
    ...(before.id === after.id ? ['Both are the same run, so nothing can differ'] : []),
  ];
}

/** `cores: 2, then 8` */
function differenceInWords({ what, before, after }: Difference): string {
  const texts = before === after ? `${before}, both times` : `${before}, then ${after}`;
  return `${what}: ${texts}`;
}

const WIDENED =
  'Intervals of latency and CPU contain what two recorded sessions differ by when nothing has changed. The TCP floor shows a larger change of the machine.';
const NOT_WIDENED =
  'The intervals cover the scatter between blocks, but not a change of the machine between the runs. The TCP floor shows such a change.';

/** What the verdicts are based on. */
function basisInWords({ sameMachine, figures }: RunComparison): string {
  const isWidened = figures.some(({ plain }) => plain?.method === 'between-sessions');
  return sameMachine
    ? `As far as the runs record it, the machine was the same, so verdicts compare the values directly. ${isWidened ? WIDENED : NOT_WIDENED}`
    : 'The machines or their load differ. A verdict on latency or CPU needs two ratios that agree: that of the values, and that of their ratios to the TCP floor. Bytes are compared directly.';
}

/**
 * In how many comparisons the TCP floor differs, which no transport under test can cause; null
 * where it does not.
 */
function floorInWords({ figures }: RunComparison): string | null {
  const own = figures.filter(({ transport, judged }) => transport === 'tcp-floor' && judged);
  const moved = own.filter(({ verdict }) => verdict === 'more' || verdict === 'less');
  if (moved.length === 0) return null;
  return `The TCP floor itself differs in ${integer(moved.length)} of ${counted(own.length, 'comparison')}: the machine has changed, or something that all transports share, such as Node. Read the ratios to the TCP floor before you blame a transport.`;
}

/** `2 higher (regressions), 1 lower (improvements), 80 equal within 5%, 37 not decided` */
function verdictsInWords(compared: readonly FigureComparison[], band: number): string {
  const count = (verdict: Verdict) => integer(compared.filter(one => one.verdict === verdict).length);
  return `${count('more')} ${VERDICTS.more} (regressions), ${count('less')} ${VERDICTS.less} (improvements), ${count('equal')} equal within ${given(band * 100)}%, ${count('unresolved')} not decided`;
}

/** Share of comparisons that lie beyond one end of the 95% interval by chance. */
const CHANCE_EACH_WAY = 0.025;

/**
 * How many values were compared, with what result, and how many differences chance alone would
 * explain.
 */
function countInWords(comparison: RunComparison): string {
  const judged = judgedOf(comparison);
  if (judged.length === 0) {
    const floor = comparison.sameMachine
      ? ''
      : ' Because the machines differ, the TCP floor must have them too.';
    return `No conclusion: no transport under test has values in two blocks of both runs.${floor}`;
  }
  const byChance = given(Number((CHANCE_EACH_WAY * judged.length).toPrecision(2)));
  return `${counted(judged.length, 'comparison')} of transports under test: ${verdictsInWords(judged, comparison.band)}. If nothing had changed, chance alone would still make up to ${byChance} of them “${VERDICTS.more}” and as many “${VERDICTS.less}” (2.5% each way).`;
}

/**
 * How many comparisons have no verdict because blocks or the TCP floor are missing; null where
 * none.
 */
function openInWords(comparison: RunComparison): string | null {
  const own = comparison.figures.filter(({ transport }) => isTested(transport));
  const open = own.length - judgedOf(comparison).length;
  if (open === 0) return null;
  const wanted = comparison.sameMachine
    ? 'two valid blocks in both runs'
    : 'two valid blocks in both runs, for latency and CPU also of the TCP floor';
  return `${counted(open, 'more comparison')} of transports under test without a verdict: a verdict needs ${wanted}.`;
}

const placeInWords = ({ scenario, point, transport }: PairKey): string =>
  `${scenario.title}: ${point.label}, ${inProse(transport)}`;

/** A regression that has no value: trials that no longer succeed. */
function failureInWords({ kind, reasons, ...place }: Failure): string {
  const what =
    kind === 'lost'
      ? 'valid trials in the first run, none in the second'
      : 'a trial ended in an error in the second run, none in the first';
  return `${placeInWords(place)}: ${what} (${reasons.join('; ') || 'no reason was recorded'})`;
}

/** What has no counterpart in the other run, and why. */
function unpairedInWords({ scenario, point, transport, reason }: Unpaired): string {
  const place = [`${scenario}${point === null ? '' : `: ${point}`}`, transport && inProse(transport)];
  return `${place.filter(one => one !== null).join(', ')}: ${reason}`;
}

/** Which metrics only one of the runs has; null where there is none. */
function oneSidedInWords({ oneSided }: RunComparison): string | null {
  if (oneSided.length === 0) return null;
  const metrics = oneSided.map(({ metric, count }) => `${metric.title} (${integer(count)})`);
  return `Left out, because only one of the runs has a value: ${list(metrics)}.`;
}

function ratioWithInterval(interval: TwoSampleInterval | null): string {
  return interval === null ? NOTHING : `${ratioInWords({ interval })} (${intervalInWords({ interval })})`;
}

/**
 * The verdict of one comparison. A reference is never better or worse: its change shows that of the
 * machine.
 */
function verdictInWords({ transport, verdict, judged }: FigureComparison, band: number): string {
  if (verdict === 'equal') return `equal within ${given(band * 100)}%`;
  if (verdict === 'unresolved') return judged ? 'not decided by these runs' : NOTHING;
  if (!isTested(transport)) return VERDICTS[verdict];
  return `${VERDICTS[verdict]}: ${verdict === 'more' ? 'a regression' : 'an improvement'}`;
}

/** The cells of one comparison that follow its point, transport and metric. */
export function cellsOf(one: FigureComparison, band: number): string[] {
  const { before, after, metric, plain, toFloor } = one;
  return [
    withUnit(before, metric.unit),
    withUnit(after, metric.unit),
    ratioWithInterval(plain),
    ratioWithInterval(toFloor),
    verdictInWords(one, band),
  ];
}

/**
 * Comparisons that differ, regressions first and references last; all others in the order of the
 * run.
 */
export function sortedOut({ figures }: RunComparison): {
  differing: FigureComparison[];
  others: FigureComparison[];
} {
  const differs = ({ verdict }: FigureComparison) => verdict === 'more' || verdict === 'less';
  const rank = ({ transport, verdict }: FigureComparison) =>
    (isTested(transport) ? 0 : 2) + (verdict === 'more' ? 0 : 1);
  return {
    differing: figures.filter(differs).toSorted((a, b) => rank(a) - rank(b)),
    others: figures.filter(one => !differs(one)),
  };
}

/** All sentences of a comparison, in their order; its values stand in a table. */
export interface RunComparisonWords {
  runs: string[];
  differences: string[];
  basis: string;
  failures: string[];
  count: string;
  details: string[];
  unpaired: string[];
}

/** The sentences of a comparison of two runs, without its table. */
export function runComparisonInWords(comparison: RunComparison): RunComparisonWords {
  const details = [floorInWords(comparison), openInWords(comparison), oneSidedInWords(comparison)];
  return {
    runs: runsInWords(comparison),
    differences: comparison.differences.map(differenceInWords),
    basis: basisInWords(comparison),
    failures: comparison.failures.map(failureInWords),
    count: countInWords(comparison),
    details: details.filter(text => text !== null),
    unpaired: comparison.unpaired.map(unpairedInWords),
  };
}
