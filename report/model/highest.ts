import type { Transport } from '../../scenarios/load/transport.ts';
import { compareBy, type Measure } from './metric.ts';
import type { PointView } from './point.ts';
import type { Outcome, Rival } from './rank.ts';

/**
 * The transport that is known to have more than each of the others at a point; null where this run
 * does not decide it.
 */
export function highestOf(
  { transports }: PointView,
  measure: Measure,
  { first, rivals }: Pick<Exclude<Outcome, { kind: 'not-compared' }>, 'first' | 'rivals'>,
): Rival | null {
  const validOf = (name: Transport) => transports.find(({ transport }) => transport === name)?.valid ?? [];
  const isAbove = (one: Transport, other: Transport) =>
    compareBy(validOf(one), validOf(other), measure).verdict === 'more';
  const found = rivals.find(({ transport, against }) => {
    const others = [first, ...rivals].map(one => one.transport).filter(one => one !== transport);
    return against.verdict === 'more' && others.every(other => isAbove(transport, other));
  });
  return found ?? null;
}
