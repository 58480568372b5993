import { pointRows } from '../../report/model/matrix.ts';
import type { PointView } from '../../report/model/point.ts';
import type { Transport } from '../../scenarios/load/transport.ts';
import type { Preset } from '../../scenarios/scenario.ts';
import type { Mark } from './terminal-table.ts';

/**
 * The marks of a point's transports by the id of each measure. `best`: the lowest, and those equal
 * to it, where this is decided against all others. `leading`: those that count as lowest in the
 * report, where it is not.
 */
export function columnMarks(view: PointView, preset: Preset): Map<string, Map<Transport, Mark>> {
  return new Map(
    pointRows(view, preset).map(({ measure, cells }) => {
      const isOpen = cells.some(({ standing }) => standing === 'open');
      const marked = cells.filter(({ standing, leads }) => (isOpen ? leads : standing === 'best'));
      const mark: Mark = isOpen ? 'leading' : 'best';
      return [measure.id, new Map(marked.map(({ transport }) => [transport, mark]))];
    }),
  );
}
