import { momentsOf } from '../statistics/paired-ratios.ts';
import { medianVariance } from '../statistics/session-estimates.ts';
import type { PairKind, ValueKind } from './pair-kinds.ts';

/** How logs of one metric spread, between sessions and within them. */
export interface Spread {
  /** Standard deviation of the log between sessions, without what the blocks explain. */
  tau: number;
  /** Standard deviation of the log between the blocks of a session. */
  sigma: number;
  /** Of tau: recorded sessions less one. Comparisons of one session are not independent. */
  degreesOfFreedom: number;
}

/** Ratios of two transports, or the values of one. */
export type SpreadKind = PairKind | ValueKind;

/** By the id of a metric, by kind, then by scenario; missing where it is not known. */
export type Spreads = Record<string, Partial<Record<SpreadKind, Record<string, Spread>>>>;

/** The widest of some spreads in each of its parts; null without any. */
function widest(spreads: readonly Spread[]): Spread | null {
  if (spreads.length === 0) return null;
  return {
    tau: Math.max(...spreads.map(({ tau }) => tau)),
    sigma: Math.max(...spreads.map(({ sigma }) => sigma)),
    degreesOfFreedom: Math.min(...spreads.map(({ degreesOfFreedom }) => degreesOfFreedom)),
  };
}

/**
 * The spread of a metric in a scenario. A scenario without one of its own gets the widest of the
 * others: nothing says which of them it resembles. So does what no recorded scenario is like, given
 * as null. Null where none is known.
 */
export function spreadIn(
  spreads: Spreads,
  metric: string,
  kind: SpreadKind,
  scenario: string | null,
): Spread | null {
  const known = spreads[metric]?.[kind] ?? {};
  const own = scenario === null ? undefined : known[scenario];
  return own ?? widest(Object.values(known));
}

/**
 * How many blocks the recorded scatter between blocks counts for, beside those of the run: three
 * blocks alone are too few to tell their own.
 */
const RECORDED_BLOCKS = 4;

/**
 * The variance of the median of a session's logs, one for each block, around what all sessions have
 * in common: the spread between sessions, and the scatter of the blocks.
 */
export function sessionVariance(logs: readonly number[], { tau, sigma }: Spread): number {
  const blocks = logs.length;
  const squares = momentsOf(logs).variance * (blocks - 1) + RECORDED_BLOCKS * sigma ** 2;
  return tau ** 2 + medianVariance(squares / (blocks - 1 + RECORDED_BLOCKS), blocks);
}
