import { isPush, type Transport } from '../../scenarios/load/transport.ts';

/** What the session does to a ratio depends on whether its two transports poll or push. */
export const PAIR_KINDS = ['polling-polling', 'polling-push', 'push-push'] as const;
export type PairKind = (typeof PAIR_KINDS)[number];

/** The kind of a pair, in either order. The TCP floor pushes. */
export function pairKindOf(one: Transport, other: Transport): PairKind {
  const pushing = [one, other].filter(isPush).length;
  return (['polling-polling', 'polling-push', 'push-push'] as const)[pushing] as PairKind;
}

/** What it does to the value of one transport depends on the same. */
export const VALUE_KINDS = ['polling', 'push'] as const;
export type ValueKind = (typeof VALUE_KINDS)[number];

export const valueKindOf = (transport: Transport): ValueKind => (isPush(transport) ? 'push' : 'polling');
