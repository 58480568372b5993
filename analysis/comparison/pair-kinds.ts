import { isPush, type Transport } from '../../scenarios/load/transport.ts';

/** What the session does to a ratio depends on whether its two transports poll or push. */
export const PAIR_KINDS = ['polling-polling', 'polling-push', 'push-push'] as const;
export type PairKind = (typeof PAIR_KINDS)[number];

/** The kind of a pair, in either order. The TCP floor pushes. */
export function pairKindOf(one: Transport, other: Transport): PairKind {
  const pushing = [one, other].filter(isPush).length;
  return (['polling-polling', 'polling-push', 'push-push'] as const)[pushing] as PairKind;
}

/** How log ratios of one metric and one kind of pair spread, between sessions and within them. */
export interface Spread {
  /** Standard deviation of the log ratio between sessions, without what the blocks explain. */
  tau: number;
  /** Standard deviation of the log ratio between the blocks of a session. */
  sigma: number;
  /** Of tau: recorded sessions less one. Comparisons of one session are not independent. */
  degreesOfFreedom: number;
}

/** By the id of a metric, then by kind of pair; missing where it is not known. */
export type Spreads = Record<string, Partial<Record<PairKind, Spread>>>;
