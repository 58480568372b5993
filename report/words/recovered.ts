import { LAST_CAUGHT_UP } from '../../analysis/comparison/outcome-measures.ts';
import { isTested } from '../../scenarios/load/transport.ts';
import type { PointView } from '../model/point.ts';
import { recoveriesOf } from '../model/recovery.ts';
import { figure, withUnit } from '../text/format.ts';
import { endsInWords, type NamedValue } from './ends.ts';

/** Up to so many points have their values in the sentence; more have them together. */
const MOST_APART = 3;

/** When the last subscriber of each transport had caught up at a point, in s. */
const lastAt = ({ transports }: PointView): NamedValue[] =>
  recoveriesOf(transports.filter(({ transport }) => isTested(transport))).flatMap(
    ({ transport, caughtUpMaxMs }) =>
      caughtUpMaxMs === null ? [] : [{ transport, value: caughtUpMaxMs.value / 1000 }],
  );

/** Values of one block have no interval, so that none is known to be lower. */
const isOneBlock = (points: readonly PointView[]): boolean =>
  points.every(({ transports }) => transports.every(({ valid }) => valid.length < 2));

/**
 * `Time from the fault cleared until caught up, last subscriber: 1.01 s (short polling) to 3.14 s
 * (long polling) at “the server is killed”; … at “all cables are cut”.`: when all had caught
 * up. Null where nobody did.
 */
export function lastCaughtUpInWords(points: readonly PointView[]): string | null {
  const known = points.filter(view => lastAt(view).length > 0);
  if (known.length === 0) return null;
  const start = `${LAST_CAUGHT_UP.title}:`;
  const reserve = isOneBlock(known) ? ' One block has no interval.' : '';
  if (known.length > MOST_APART) {
    const values = known.flatMap(lastAt).map(({ value }) => value);
    const ends = `${figure(Math.min(...values))} to ${withUnit(Math.max(...values), 's')}`;
    return `${start} ${ends} at ${known.length} points.${reserve}`;
  }
  const each = known.map(view => {
    const where = points.length === 1 ? '' : ` at “${view.point.label}”`;
    return `${endsInWords(lastAt(view), 's')}${where}`;
  });
  return `${start} ${each.join('; ')}.${reserve}`;
}
