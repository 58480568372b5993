import { type FigureComparison, judgedOf, type RunComparison } from '../../analysis/runs/compare-runs.ts';
import type { Difference } from '../../analysis/runs/environment-differences.ts';
import type { Failure } from '../../analysis/runs/failures.ts';
import type { PairKey, Unpaired } from '../../analysis/runs/pairs.ts';
import type { Verdict } from '../../analysis/statistics/paired-ratios.ts';
import type { TwoSampleInterval } from '../../analysis/statistics/two-samples.ts';
import { inProse, isTested } from '../../scenarios/load/transport.ts';
import { counted, given, integer, list, moment, NOTHING, withUnit } from '../text/format.ts';
import { intervalInWords, ratioInWords } from './interval.ts';

/** Why two runs are not compared. */
export const REFUSALS = {
  aa: 'An A/A run compares each transport with itself, and has nothing to compare with another run.',
  smoke:
    'A smoke run measures nothing: it only shows that everything works. Nothing is compared, and nothing concluded.',
} as const;

/** Titles of what `cellsOf` says. */
export const FIGURE_COLUMNS = ['First', 'Second', 'Second / first', 'Of ratios to the floor', 'Verdict'];

const runInWords = ({ id, startedAt, preset }: RunComparison['before']): string =>
  `${id}, started ${moment(startedAt)}, preset ${preset}`;

/** Which runs are compared: one line each, and one more where they are one. */
function runsInWords({ before, after }: RunComparison): string[] {
  return [
    `First: ${runInWords(before)}`,
    `Second: ${runInWords(after)}`,
    ...(before.id === after.id ? ['Both are the same run, in which nothing can differ'] : []),
  ];
}

/** `cores: 2, then 8` */
function differenceInWords({ what, before, after }: Difference): string {
  const texts = before === after ? `${before}, both times` : `${before}, then ${after}`;
  return `${what}: ${texts}`;
}

/** What the verdicts rest on. */
function basisInWords({ sameMachine }: RunComparison): string {
  return sameMachine
    ? 'As far as the runs tell, the machine was the same, so a verdict rests on the figures as they are. Intervals know the scatter between blocks, and not what happened to the machine between the runs; the TCP floor shows that.'
    : 'The machines, or what they were doing, differ. Of latency and CPU a verdict is spoken only where the ratio of the figures and the ratio of their ratios to the TCP floor say the same; bytes are compared as they are.';
}

/** How far the floor moved, which is no transport's doing; null where it did not, or is no measure. */
function floorInWords({ figures }: RunComparison): string | null {
  const own = figures.filter(({ transport, judged }) => transport === 'tcp-floor' && judged);
  const moved = own.filter(({ verdict }) => verdict === 'more' || verdict === 'less');
  if (moved.length === 0) return null;
  return `The TCP floor itself differs in ${integer(moved.length)} of ${counted(own.length, 'comparison')}: the machine has changed, or what all transports share has, such as Node. Look at the ratios to the floor before you blame a transport.`;
}

/** `2 more (regressions), 1 less (improvements), 80 equal within 5%, 37 not resolved` */
function verdictsInWords(compared: readonly FigureComparison[], band: number): string {
  const count = (verdict: Verdict) => integer(compared.filter(one => one.verdict === verdict).length);
  return `${count('more')} more (regressions), ${count('less')} less (improvements), ${count('equal')} equal within ${given(band * 100)}%, ${count('unresolved')} not resolved`;
}

/** Share of comparisons that leave the 95% interval on either side by chance. */
const CHANCE_EACH_WAY = 0.025;

/** How many figures were compared, what came of it, and how much of that chance alone would explain. */
function countInWords(comparison: RunComparison): string {
  const judged = judgedOf(comparison);
  if (judged.length === 0) {
    const floor = comparison.sameMachine ? '' : ', nor the TCP floor beside it where the machines differ';
    return `Nothing can be concluded: no contestant has a figure in two blocks of both runs${floor}.`;
  }
  const byChance = given(Number((CHANCE_EACH_WAY * judged.length).toPrecision(2)));
  return `${counted(judged.length, 'comparison')} of contestants: ${verdictsInWords(judged, comparison.band)}. If nothing had changed, chance alone would still make up to ${byChance} of them more and as many less (2.5% each way).`;
}

/** What was left open for want of blocks or of a floor; null where nothing was. */
function openInWords(comparison: RunComparison): string | null {
  const own = comparison.figures.filter(({ transport }) => isTested(transport));
  const open = own.length - judgedOf(comparison).length;
  if (open === 0) return null;
  const wanted = comparison.sameMachine
    ? 'two valid blocks in both runs'
    : 'two valid blocks in both runs, of latency and CPU also of the TCP floor';
  return `${counted(open, 'more comparison')} of contestants without a verdict: it takes ${wanted}.`;
}

const placeInWords = ({ scenario, point, transport }: PairKey): string =>
  `${scenario.title}: ${point.label}, ${inProse(transport)}`;

/** A regression that has no figure. */
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

/** Which figures only one of the runs has; null where there is none. */
function oneSidedInWords({ oneSided }: RunComparison): string | null {
  if (oneSided.length === 0) return null;
  const metrics = oneSided.map(({ metric, count }) => `${metric.title} (${integer(count)})`);
  return `Left out, because only one of the runs has a figure: ${list(metrics)}.`;
}

function ratioWithInterval(interval: TwoSampleInterval | null): string {
  return interval === null ? NOTHING : `${ratioInWords({ interval })} (${intervalInWords({ interval })})`;
}

/** What is said of one comparison. A reference neither gets better nor worse: it tells of the machine. */
function verdictInWords({ transport, verdict, judged }: FigureComparison, band: number): string {
  if (verdict === 'equal') return `equal within ${given(band * 100)}%`;
  if (verdict === 'unresolved') return judged ? 'not resolved by these runs' : NOTHING;
  if (!isTested(transport)) return verdict;
  return verdict === 'more' ? 'more: a regression' : 'less: an improvement';
}

/** The cells of one comparison behind its place, transport and metric. */
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

/** What differs, regressions first and references last, and all the rest in the order of the run. */
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

/** All that is said of a comparison besides its figures, in the order in which it is said. */
export interface RunComparisonWords {
  runs: string[];
  differences: string[];
  basis: string;
  failures: string[];
  count: string;
  details: string[];
  unpaired: string[];
}

/** What two runs say of each other, figure by figure aside. */
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
