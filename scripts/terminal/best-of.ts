import { pointRows } from '../../report/model/matrix.ts';
import type { PointView } from '../../report/model/point.ts';
import type { Transport } from '../../scenarios/load/transport.ts';
import type { Preset } from '../../scenarios/scenario.ts';

/**
 * The best transports of a point by the id of each measure that this run decides: the lowest, and
 * those equal to it. A measure in which any transport is not distinguishable from the lowest has
 * none.
 */
export function bestOf(view: PointView, preset: Preset): Map<string, Transport[]> {
  const decided = pointRows(view, preset).filter(
    ({ cells }) => !cells.some(({ standing }) => standing === 'open'),
  );
  return new Map(
    decided.map(({ measure, cells }) => [
      measure.id,
      cells.filter(({ standing }) => standing === 'best').map(({ transport }) => transport),
    ]),
  );
}
