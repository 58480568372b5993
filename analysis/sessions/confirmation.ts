import type { RecordedSession } from '../../results/format/recorded-session.ts';
import { ratioInterval } from '../comparison/ratio-interval.ts';
import { type Spreads, spreadIn } from '../comparison/session-spread.ts';
import { METRICS, type MetricId } from '../comparison/transports.ts';
import { median, type RatioInterval, type Verdict, verdict } from '../statistics/paired-ratios.ts';
import { type RecordedComparison, recordedComparisons } from './recorded-comparisons.ts';
import { alikeIn } from './same-servers.ts';
import { spreadsOf } from './spread.ts';

/** How what one recorded session says stands in the others of its kind, for one metric. */
export interface Confirmation {
  /** Ordered pairs of sessions with a comparison in both. */
  compared: number;
  /** How many medians of the other session lie in the interval of the one. */
  inside: number;
  /** The same for each session as the only one that is known, by its id. */
  byKnown: Map<string, { compared: number; inside: number }>;
  /** Verdicts less or more, and those of which the other session says the opposite. */
  decided: number;
  contradicted: number;
  /** Comparisons that all sessions agree on by more than `CLEAR` times, one for each session. */
  clear: number;
  /** How many of these the session decides by itself. */
  clearDecided: number;
}

/** A ratio beyond this, or below its inverse, in every session is a clear difference. */
export const CLEAR = 1.3;

interface Said {
  interval: RatioInterval;
  verdict: Verdict;
}

/** What one session says of a comparison, with these spreads or from its blocks alone. */
export function saidBy(
  logs: readonly number[],
  comparison: RecordedComparison,
  spreads: Spreads | null,
): Said | null {
  const { metric, kind, scenario } = comparison;
  const spread = spreads && spreadIn(spreads, metric, kind, scenario);
  const ratios = logs.map((log, block) => ({ block, ratio: Math.exp(log) }));
  const interval = ratioInterval(ratios, spread);
  return interval && { interval, verdict: verdict(interval) };
}

/** Whether all of these medians, as logs, lie beyond `CLEAR` on one side. */
export function isClear(medians: readonly number[]): boolean {
  return medians.every(log => log > Math.log(CLEAR)) || medians.every(log => log < -Math.log(CLEAR));
}

const OPPOSITE: Partial<Record<Verdict, Verdict>> = { less: 'more', more: 'less' };

/** The spreads that the sessions show without some of them, each set computed once. */
export function spreadsWithout(sessions: readonly RecordedSession[]): (...left: string[]) => Spreads {
  const found = new Map<string, Spreads>();
  return (...left) => {
    const key = left.toSorted().join();
    const spreads = found.get(key) ?? spreadsOf(sessions.filter(({ id }) => !left.includes(id)));
    found.set(key, spreads);
    return spreads;
  };
}

/**
 * Takes each recorded session in turn as the only one that is known, and looks whether the others
 * confirm it. A new run is not recorded, and nor is the one that confirms it: each interval uses
 * the spread that all sessions but these two show. Without `widened` it uses none, as if a session
 * spoke for others.
 */
export function confirmations(
  sessions: readonly RecordedSession[],
  widened = true,
): Map<MetricId, Confirmation> {
  const without = spreadsWithout(sessions);
  return new Map(
    METRICS.map(({ id: metric }) => {
      const counts: Confirmation = {
        compared: 0,
        inside: 0,
        byKnown: new Map(),
        decided: 0,
        contradicted: 0,
        clear: 0,
        clearDecided: 0,
      };
      const comparisons = alikeIn(metric, sessions)
        .flatMap(group => recordedComparisons(group, metric))
        .filter(({ logs }) => logs.size > 1);
      for (const comparison of comparisons) {
        const clear = isClear([...comparison.logs.values()].map(logs => median(logs) as number));
        for (const [one, own] of comparison.logs) {
          if (clear) {
            counts.clear++;
            const said = saidBy(own, comparison, widened ? without(one) : null);
            if (said?.verdict === 'less' || said?.verdict === 'more') counts.clearDecided++;
          }
          for (const [other, theirs] of comparison.logs) {
            if (one === other) continue;
            const spreads = widened ? without(one, other) : null;
            const [mine, reply] = [saidBy(own, comparison, spreads), saidBy(theirs, comparison, spreads)];
            if (!mine || !reply) continue;
            const { low, high } = mine.interval;
            const { median: found } = reply.interval;
            const known = counts.byKnown.get(one) ?? { compared: 0, inside: 0 };
            counts.byKnown.set(one, known);
            for (const count of [counts, known]) {
              count.compared++;
              if (low <= found && found <= high) count.inside++;
            }
            const opposite = OPPOSITE[mine.verdict];
            if (opposite) counts.decided++;
            if (opposite && opposite === reply.verdict) counts.contradicted++;
          }
        }
      }
      return [metric, counts];
    }),
  );
}
