import type { RecordedSession } from '../../results/format/recorded-session.ts';
import type { Transport } from '../../scenarios/load/transport.ts';
import { pairKindOf, valueKindOf } from '../comparison/pair-kinds.ts';
import type { SpreadKind } from '../comparison/session-spread.ts';
import { isPositive, METRICS, type MetricId } from '../comparison/transports.ts';
import { COMPARED_PAIRS } from './compared-pairs.ts';

/** What recorded sessions have in common: one metric at one point, with its blocks' logs. */
export interface RecordedLogs {
  scenario: string;
  point: string;
  metric: MetricId;
  kind: SpreadKind;
  /** By the id of the session; only sessions with two blocks or more. */
  logs: Map<string, number[]>;
}

/** One metric of two transports at one point: the log ratios of each session's blocks. */
export interface RecordedComparison extends RecordedLogs {
  subject: Transport;
  baseline: Transport;
}

type Cell = RecordedSession['cells'][number];

/** The logs of the ratios of two cells, block by block. */
function logRatios(subject: Cell, baseline: Cell, metric: MetricId): number[] {
  return subject.blocks.flatMap((block, index) => {
    const own = subject.values[metric][index] ?? null;
    const other = baseline.values[metric][baseline.blocks.indexOf(block)] ?? null;
    return isPositive(own) && isPositive(other) ? [Math.log(own / other)] : [];
  });
}

/**
 * Gathers by key over sessions. `of` gives all keys of one session, each with what it is and the
 * logs of its blocks.
 */
function gathered<One extends RecordedLogs>(
  sessions: readonly RecordedSession[],
  of: (cells: readonly Cell[]) => [key: string, what: Omit<One, 'logs'>, logs: number[]][],
): One[] {
  const all = new Map<string, One>();
  for (const { id, cells } of sessions) {
    for (const [key, what, logs] of of(cells)) {
      if (logs.length < 2) continue;
      const one = all.get(key) ?? ({ ...what, logs: new Map() } as unknown as One);
      one.logs.set(id, logs);
      all.set(key, one);
    }
  }
  return [...all.values()];
}

/** All metrics, or only one. */
const metricsOf = (only: MetricId | undefined): MetricId[] =>
  METRICS.map(({ id }) => id).filter(id => only === undefined || id === only);

/**
 * Every comparison that at least one of these sessions has, of all metrics or one. They must have
 * the same loads.
 */
export const recordedComparisons = (
  sessions: readonly RecordedSession[],
  only?: MetricId,
): RecordedComparison[] =>
  gathered<RecordedComparison>(sessions, cells =>
    [...Map.groupBy(cells, ({ scenario, point }) => `${scenario} ${point}`)].flatMap(([place, own]) =>
      COMPARED_PAIRS.flatMap(([subject, baseline]) => {
        const [first, second] = [subject, baseline].map(name => own.find(cell => cell.transport === name));
        if (!first || !second) return [];
        const { scenario, point } = first;
        const kind = pairKindOf(subject, baseline);
        return metricsOf(only).map((metric): [string, Omit<RecordedComparison, 'logs'>, number[]] => [
          `${place} ${subject} ${baseline} ${metric}`,
          { scenario, point, subject, baseline, metric, kind },
          logRatios(first, second, metric),
        ]);
      }),
    ),
  );

/**
 * Every value that at least one of these sessions has, of all metrics or one. They must have the
 * same loads.
 */
export const recordedValues = (sessions: readonly RecordedSession[], only?: MetricId): RecordedLogs[] =>
  gathered<RecordedLogs>(sessions, cells =>
    cells.flatMap(({ scenario, point, transport, values }) =>
      metricsOf(only).map((metric): [string, Omit<RecordedLogs, 'logs'>, number[]] => [
        `${scenario} ${point} ${transport} ${metric}`,
        { scenario, point, metric, kind: valueKindOf(transport) },
        values[metric].filter(isPositive).map(Math.log),
      ]),
    ),
  );
