import { KNOWN_SPREADS } from '../../analysis/comparison/known-spreads.ts';
import type { PairKind } from '../../analysis/comparison/pair-kinds.ts';
import type { MetricId } from '../../analysis/comparison/transports.ts';
import { isClear } from '../../analysis/sessions/confirmation.ts';
import { recordedComparisons } from '../../analysis/sessions/recorded-comparisons.ts';
import { alikeIn } from '../../analysis/sessions/same-servers.ts';
import {
  median,
  PRACTICAL_EQUALITY,
  type RatioInterval,
  type Verdict,
  verdict,
} from '../../analysis/statistics/paired-ratios.ts';
import { readRecordedSessions } from '../../results/format/recorded-sessions.ts';
import { ROOT } from '../../root.ts';
import type { MadeSpread } from './recorded-session.ts';

/** What is simulated: a spread that recorded sessions show, and the log ratios that they show. */
export interface Seen {
  spread: MadeSpread;
  truths: readonly number[];
}

const recorded = readRecordedSessions(ROOT);

/** A recorded spread, and the median log ratios recorded of its metric and kind of pair. */
export function seenIn(metric: MetricId, kind: PairKind, scenario: string): Seen {
  const spread = KNOWN_SPREADS[metric]?.[kind]?.[scenario];
  if (!spread) throw new Error(`no spread of ${metric}, ${kind}, ${scenario}`);
  const truths = alikeIn(metric, recorded)
    .flatMap(group => recordedComparisons(group, metric))
    .filter(one => one.kind === kind)
    .map(({ logs }) => median([...logs.values()].map(own => median(own) as number)) as number);
  return { spread, truths };
}

export const drawn = <One>(random: () => number, from: readonly One[]): One =>
  from[Math.floor(random() * from.length)] as One;

/** How what runs say stands against other runs. */
export interface Counts {
  compared: number;
  /** Values of the other run in the interval of the one. */
  inside: number;
  /** Verdicts less or more, and those of which the other run says the opposite. */
  decided: number;
  contradicted: number;
  /** Verdicts less or more of which another session finds the opposite, by more than 5%. */
  reversed: number;
  /** Differences that all sessions agree on by more than 1.3 times. */
  clear: number;
  clearDecided: number;
}

export const noCounts = (): Counts => ({
  compared: 0,
  inside: 0,
  decided: 0,
  contradicted: 0,
  reversed: 0,
  clear: 0,
  clearDecided: 0,
});

const OPPOSITE: Partial<Record<Verdict, Verdict>> = { less: 'more', more: 'less' };

/** On which side of the practically equal a log ratio lies. */
function sideOf(log: number): Verdict {
  if (Math.abs(log) <= Math.log(1 + PRACTICAL_EQUALITY)) return 'equal';
  return log > 0 ? 'more' : 'less';
}

interface Simulated {
  one: RatioInterval | null;
  other: RatioInterval | null;
  /** The median log of another session, which should lie in the interval of the one. */
  expected: number;
  /** The median log of each session there is. */
  medians: readonly number[];
}

/** Counts what one run says of a comparison, and another of the same. */
export function countIn(counts: Counts, { one, other, expected, medians }: Simulated): void {
  if (!one || !other) throw new Error('no interval');
  const [said, replied] = [verdict(one), verdict(other)];
  const opposite = OPPOSITE[said];
  counts.compared++;
  if (Math.log(one.low) <= expected && expected <= Math.log(one.high)) counts.inside++;
  if (opposite) counts.decided++;
  if (opposite && opposite === replied) counts.contradicted++;
  if (opposite && opposite === sideOf(expected)) counts.reversed++;
  if (!isClear(medians)) return;
  counts.clear++;
  if (said === ((medians[0] as number) > 0 ? 'more' : 'less')) counts.clearDecided++;
}
