import { describe, expect, test } from 'vitest';
import { ratioInterval } from '../../../analysis/comparison/ratio-interval.ts';
import { spreadIn } from '../../../analysis/comparison/session-spread.ts';
import { METRICS, type MetricId } from '../../../analysis/comparison/transports.ts';
import { saidBy, spreadsWithout } from '../../../analysis/sessions/confirmation.ts';
import {
  type RecordedComparison,
  recordedComparisons,
} from '../../../analysis/sessions/recorded-comparisons.ts';
import { alikeIn } from '../../../analysis/sessions/same-servers.ts';
import { median, type RatioInterval } from '../../../analysis/statistics/paired-ratios.ts';
import { readRecordedSessions } from '../../../results/format/recorded-sessions.ts';
import { ROOT } from '../../../root.ts';

// Sessions of one hour on one processor resemble each other more than those of other days do. So
// here a session is confirmed by those of other days and processors alone, and the spread is
// learnt without all that resembles the two.

const sessions = readRecordedSessions(ROOT);
const HOURS = 3;
const byId = new Map(sessions.map(session => [session.id, session]));
const without = spreadsWithout(sessions);
const METRIC_IDS = METRICS.map(({ id }) => id);

/** Whether two sessions are of one kind of processor, and begin within three hours. */
function areNear(a: string, b: string): boolean {
  const [one, other] = [byId.get(a), byId.get(b)];
  if (!one || !other) throw new Error('not recorded');
  const apartMs = Math.abs(Date.parse(one.startedAt) - Date.parse(other.startedAt));
  return one.processor === other.processor && apartMs < HOURS * 3_600_000;
}

const near = (ids: readonly string[]): string[] =>
  sessions.map(({ id }) => id).filter(id => ids.some(one => areNear(one, id)));

const comparisonsOf = (metric: MetricId): RecordedComparison[] =>
  alikeIn(metric, sessions).flatMap(group => recordedComparisons(group, metric));

const medianOf = (comparison: RecordedComparison, id: string) =>
  Math.exp(median(comparison.logs.get(id) as number[]) as number);

interface Found {
  interval: RatioInterval | null | undefined;
  ratio: number;
}

/** The share of the ratios that lie in their interval. */
function insideShare(found: readonly Found[]): number {
  const known = found.flatMap(({ interval, ratio }) =>
    interval ? [interval.low <= ratio && ratio <= interval.high] : [],
  );
  expect(known.length).toBeGreaterThan(100);
  return known.filter(Boolean).length / known.length;
}

describe('sessions of other days and processors', () => {
  test.each(METRIC_IDS)('%s: confirm one', metric => {
    const found = comparisonsOf(metric).flatMap(comparison =>
      [...comparison.logs].flatMap(([one, logs]) =>
        [...comparison.logs.keys()]
          .filter(other => !areNear(one, other))
          .map(other => ({
            interval: saidBy(logs, comparison, without(...near([one, other])))?.interval,
            ratio: medianOf(comparison, other),
          })),
      ),
    );
    // The fastest machine has three sessions of one hour. Without them nothing tells how much
    // faster than others a machine may be, which p50 of polls over push follows.
    expect(insideShare(found)).toBeGreaterThanOrEqual(metric === 'p50' ? 0.9 : 0.93);
  });

  test.each(METRIC_IDS)('%s: confirm three joined that began one after the other', metric => {
    const found = comparisonsOf(metric).flatMap(comparison => {
      const { kind, scenario, logs } = comparison;
      const ids = [...logs.keys()].toSorted();
      return ids.slice(2).flatMap((_, index): Found[] => {
        const joined = ids.slice(index, index + 3);
        const ratios = joined.flatMap((id, session) =>
          (logs.get(id) as number[]).map((log, block) => ({ session, block, ratio: Math.exp(log) })),
        );
        return ids
          .filter(other => joined.every(id => !areNear(id, other)))
          .map(other => {
            const spread = spreadIn(without(...near([...joined, other])), metric, kind, scenario);
            return {
              interval: spread && ratioInterval(ratios, spread),
              ratio: medianOf(comparison, other),
            };
          });
      });
    });
    // Little is left to learn the spread of p99 from.
    expect(insideShare(found)).toBeGreaterThanOrEqual(metric === 'p99' ? 0.85 : 0.9);
  });
});
