import { inProse, isTested, TRANSPORTS, type Transport } from '../../scenarios/load/transport.ts';
import { type Measure, spreadOfMetric } from '../model/metric.ts';
import type { PointView } from '../model/point.ts';
import { capital, figure, list, times } from '../text/format.ts';

/**
 * How much latency the headers of one transport cost over links of little bandwidth, compared with
 * another that all points have, and the latency of that other: `Median latency of long polling
 * compared with WebSocket, without an interval: ×1.77 at “256 kbit/s down, 40 a second of 200 B”,
 * …. WebSocket itself: 52.3, … ms.` The first and last of these transports in the order of tables.
 * Null for other points, and where fewer than two have both.
 */
export function narrowPathInWords(points: readonly PointView[], measure: Measure): string | null {
  if (points.length < 2 || !points.every(({ point }) => point.load.path?.downKbitPerSecond)) return null;
  const shared = TRANSPORTS.filter(
    one => isTested(one) && points.every(({ point }) => one in point.load.transports),
  );
  const [more, less] = [shared.at(0), shared.at(-1)];
  if (!more || !less || more === less) return null;
  const valueAt = ({ transports }: PointView, wanted: typeof more) => {
    const figures = transports.find(({ transport }) => transport === wanted);
    return (figures && spreadOfMetric(figures, measure)?.value) ?? null;
  };
  const known = points.flatMap(view => {
    const [own, other] = [valueAt(view, more), valueAt(view, less)];
    return own && other ? [{ place: `${times(own / other)} at “${view.point.label}”`, other }] : [];
  });
  if (known.length < 2) return null;
  const backlog = backlogInWords(points, less, measure);
  const places = list(known.map(({ place }) => place));
  const values = list(known.map(({ other }) => figure(other)));
  return `${measure.title} of ${inProse(more)} compared with ${inProse(less)}, without an interval: ${places}. ${capital(inProse(less))} itself: ${values}\u00a0${measure.unit}.${backlog && ` ${backlog}`}`;
}

const NINETY = 0.9;

/**
 * What the backlog of one more user does to all: the latency of a transport at the point that has
 * one, beside the first point at the same rate without. Empty without such points.
 */
function backlogInWords(points: readonly PointView[], transport: Transport, measure: Measure): string {
  const beside = points.find(({ point }) => point.load.arrivals.kind === 'trace');
  const plain = points.find(
    ({ point: { load } }) =>
      load.arrivals.kind !== 'trace' &&
      load.path?.downKbitPerSecond === beside?.point.load.path?.downKbitPerSecond &&
      load.payloadBytes === beside?.point.load.payloadBytes,
  );
  const latencyAt = (view: PointView | undefined) => {
    const latency = view?.transports.find(one => one.transport === transport)?.latency.fromSchedule;
    const [middle, high] = [latency?.p50?.value, latency?.merged?.quantileMs(NINETY)];
    return middle && high ? { middle, high } : null;
  };
  const [without, withIt] = [latencyAt(plain), latencyAt(beside)];
  if (!without || !withIt) return '';
  const change = (key: 'middle' | 'high') => `${figure(without[key])} to ${figure(withIt[key])}`;
  return `The backlog of one more user changes the median of ${inProse(transport)} from ${change('middle')}\u00a0${measure.unit}, and p90 from ${change('high')}\u00a0${measure.unit}.`;
}
