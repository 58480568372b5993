import type { Compression } from '../../scenarios/load/connection.ts';
import { inProse, isPush, isTested, TRANSPORTS, type Transport } from '../../scenarios/load/transport.ts';
import { byConnection } from '../model/connections.ts';
import { type Measure, metricsOf, spreadOfMetric } from '../model/metric.ts';
import type { PointView } from '../model/point.ts';
import { list, times } from '../text/format.ts';

const NAMES: Record<Compression, string> = {
  'per-message': 'compressed per message',
  'shared-context': 'compressed with shared context',
};

/** How a point is compressed: the coding of its polls, if its load names one. */
function nameOf({ point: { load } }: PointView): string | null {
  const { connection, transports } = load;
  const { coding } = transports['short-polling'] ?? transports['long-polling'] ?? {};
  return connection?.compression ? (coding ?? NAMES[connection.compression]) : null;
}

/**
 * The transports that are compared: those that send by themselves, because the two ways to compress
 * are the same for polls; polls where there are no others.
 */
function comparedAt(points: readonly PointView[]): Transport[] {
  const all = TRANSPORTS.filter(
    one => isTested(one) && points.some(({ point }) => one in point.load.transports),
  );
  const streams = all.filter(isPush);
  return streams.length > 0 ? streams : all;
}

function valueAt(view: PointView, transport: Transport, measure: Measure): number | null {
  const figures = view.transports.find(one => one.transport === transport);
  return (figures && spreadOfMetric(figures, measure)?.value) ?? null;
}

/** `×0.51 to ×0.86`; null where nothing is known. */
function changeInWords(points: readonly PointView[], measure: Measure, name: string): string | null {
  const ratios = (byConnection(points) ?? []).flatMap(({ plain, others }) =>
    others
      .filter(view => nameOf(view) === name)
      .flatMap(view =>
        comparedAt(points).flatMap(transport => {
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
  const names = [...new Set(points.flatMap(view => nameOf(view) ?? []))].toSorted();
  const said = names.flatMap(name => {
    const [ofBytes, ofCpu] = [bytes, cpu].map(measure => changeInWords(points, measure, name));
    return ofBytes && ofCpu ? [`${name}, bytes ${ofBytes} and server CPU ${ofCpu}`] : [];
  });
  if (said.length === 0) return null;
  return `Compared with none, for ${list(comparedAt(points).map(inProse))} over all payloads: ${said.join('; ')}.`;
}
