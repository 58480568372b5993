import { COMPRESSIONS, type Compression } from '../../scenarios/load/connection.ts';
import { inProse, isPush, isTested, TRANSPORTS } from '../../scenarios/load/transport.ts';
import { byConnection } from '../model/connections.ts';
import { type Measure, metricsOf, spreadOfMetric } from '../model/metric.ts';
import type { PointView } from '../model/point.ts';
import { list, times } from '../text/format.ts';

const NAMES: Record<Compression, string> = {
  'per-message': 'compressed per message',
  'shared-context': 'compressed with shared context',
};

/** The transports that send by themselves: what differs between the two ways to compress. */
const STREAMS = TRANSPORTS.filter(one => isTested(one) && isPush(one));

function valueAt(view: PointView, transport: (typeof STREAMS)[number], measure: Measure): number | null {
  const figures = view.transports.find(one => one.transport === transport);
  return (figures && spreadOfMetric(figures, measure)?.value) ?? null;
}

/** `×0.51 to ×0.86`; null where nothing is known. */
function changeInWords(
  points: readonly PointView[],
  measure: Measure,
  compression: Compression,
): string | null {
  const ratios = (byConnection(points) ?? []).flatMap(({ plain, others }) =>
    others
      .filter(({ point }) => point.load.connection?.compression === compression)
      .flatMap(view =>
        STREAMS.flatMap(transport => {
          const [before, after] = [valueAt(plain, transport, measure), valueAt(view, transport, measure)];
          return before && after ? [after / before] : [];
        }),
      ),
  );
  if (ratios.length === 0) return null;
  return [...new Set([Math.min(...ratios), Math.max(...ratios)].map(times))].join(' to ');
}

/**
 * What compression changed of bytes and CPU, from the lowest to the highest of all payloads and
 * streams; null for points that do not differ by it. Ratios of medians, without an interval.
 */
export function compressionInWords(points: readonly PointView[]): string | null {
  const measures = metricsOf(points);
  const bytes = measures.find(({ id }) => id === 'wire') ?? measures.find(({ id }) => id === 'bytes');
  const cpu = measures.find(({ id }) => id === 'cpu');
  if (!bytes || !cpu) return null;
  const said = COMPRESSIONS.toReversed().flatMap(compression => {
    const [ofBytes, ofCpu] = [bytes, cpu].map(measure => changeInWords(points, measure, compression));
    return ofBytes && ofCpu ? [`${NAMES[compression]}, bytes ${ofBytes} and server CPU ${ofCpu}`] : [];
  });
  if (said.length === 0) return null;
  return `Compared with none, for ${list(STREAMS.map(inProse))} over all payloads: ${said.join('; ')}.`;
}
