import type { RecordedSession } from '../../results/format/recorded-session.ts';
import type { Transport } from '../../scenarios/load/transport.ts';
import {
  PAIR_KINDS,
  type PairKind,
  pairKindOf,
  type Spread,
  type Spreads,
} from '../comparison/pair-kinds.ts';
import { isPositive, METRICS, type MetricId } from '../comparison/transports.ts';
import { median, momentsOf } from '../statistics/paired-ratios.ts';
import { medianVariance } from '../statistics/session-estimates.ts';
import { COMPARED_PAIRS } from './compared-pairs.ts';

/** One metric of two transports at one point: the log ratios of each session's blocks. */
export interface RecordedComparison {
  scenario: string;
  point: string;
  subject: Transport;
  baseline: Transport;
  metric: MetricId;
  /** By the id of the session; only sessions with two blocks or more. */
  logs: Map<string, number[]>;
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

/** Every comparison that at least one of these sessions has. They must have the same loads. */
export function recordedComparisons(sessions: readonly RecordedSession[]): RecordedComparison[] {
  const all = new Map<string, RecordedComparison>();
  for (const { id, cells } of sessions) {
    for (const [place, own] of Map.groupBy(cells, ({ scenario, point }) => `${scenario} ${point}`)) {
      for (const [subject, baseline] of COMPARED_PAIRS) {
        const [first, second] = [subject, baseline].map(name => own.find(cell => cell.transport === name));
        if (!first || !second) continue;
        for (const { id: metric } of METRICS) {
          const logs = logRatios(first, second, metric);
          if (logs.length < 2) continue;
          const key = `${place} ${subject} ${baseline} ${metric}`;
          const { scenario, point } = first;
          const known = all.get(key) ?? { scenario, point, subject, baseline, metric, logs: new Map() };
          known.logs.set(id, logs);
          all.set(key, known);
        }
      }
    }
  }
  return [...all.values()];
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

/**
 * The spread of some comparisons, pooled: the variance of the sessions' medians, less what the
 * scatter of the blocks explains of it (the method of moments of a one-way random-effects model;
 * Searle, Casella and McCulloch, Variance Components, 1992, section 3.3). Each has two sessions or
 * more. Null without comparisons.
 */
function pooledSpread(comparisons: readonly RecordedComparison[]): Omit<Spread, 'degreesOfFreedom'> | null {
  if (comparisons.length === 0) return null;
  const repeated = comparisons.map(({ logs }) => [...logs.values()]);
  const blocks = repeated.flat();
  const squares = sum(blocks.map(logs => momentsOf(logs).variance * (logs.length - 1)));
  const variance = squares / sum(blocks.map(({ length }) => length - 1));
  const between = repeated.map(sessions => {
    const medians = sessions.map(logs => median(logs) as number);
    return {
      squares: momentsOf(medians).variance * (medians.length - 1),
      degreesOfFreedom: medians.length - 1,
      expected: sum(sessions.map(({ length }) => medianVariance(variance, length))) / sessions.length,
    };
  });
  const degreesOfFreedom = sum(between.map(one => one.degreesOfFreedom));
  const observed = sum(between.map(one => one.squares)) / degreesOfFreedom;
  const expected = sum(between.map(one => one.expected * one.degreesOfFreedom)) / degreesOfFreedom;
  return { tau: Math.sqrt(Math.max(0, observed - expected)), sigma: Math.sqrt(variance) };
}

/** Sessions that measured in the same way: only they may differ by the session alone. */
export const alike = ({ preset, serverKeptAwake }: RecordedSession) => `${preset} ${serverKeptAwake}`;

/**
 * The spreads that recorded sessions show. Sessions are compared where preset and the state of the
 * server's cores are the same; what each such group shows is pooled.
 */
export function spreadsOf(sessions: readonly RecordedSession[]): Spreads {
  const groups = [...Map.groupBy(sessions, alike).values()].map(recordedComparisons);
  const spreads: Spreads = {};
  for (const { id: metric } of METRICS) {
    const kinds: Partial<Record<PairKind, Spread>> = {};
    for (const kind of PAIR_KINDS) {
      const own = groups.map(comparisons =>
        comparisons.filter(
          one => one.metric === metric && pairKindOf(one.subject, one.baseline) === kind && one.logs.size > 1,
        ),
      );
      const spread = pooledSpread(own.flat());
      if (spread === null) continue;
      const counts = own.map(group => new Set(group.flatMap(({ logs }) => [...logs.keys()])).size);
      kinds[kind] = { ...spread, degreesOfFreedom: sum(counts.map(count => Math.max(0, count - 1))) };
    }
    if (Object.keys(kinds).length > 0) spreads[metric] = kinds;
  }
  return spreads;
}
