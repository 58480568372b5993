import { inProse, isTested, TRANSPORTS, type Transport } from '../../scenarios/load/transport.ts';
import { type Measure, spreadOfMetric } from '../model/metric.ts';
import type { PointView } from '../model/point.ts';
import { capital, figure, times } from '../text/format.ts';

/** A value at a point. */
interface AtPoint {
  value: number;
  label: string;
}

/** `from 44 ms at “1 Mbit/s …” to 2,353 ms at “256 kbit/s …”`: the least and the most of values. */
function fromTo(values: readonly AtPoint[], inWords: (value: number) => string): string {
  const sorted = values.toSorted((a, b) => a.value - b.value);
  const ends = [sorted.at(0), sorted.at(-1)].flatMap(end => end ?? []);
  const [least, most] = ends.map(({ value, label }) => `${inWords(value)} at “${label}”`);
  return `from ${least} to ${most}`;
}

/**
 * How much latency the headers of one transport cost over links of little bandwidth, compared with
 * another that all points have, and the latency of that other: `Median latency of long polling
 * compared with WebSocket: from ×0.94 at “256 kbit/s down, 1 a second of 16 KiB” to ×1.77 at
 * “256 kbit/s down, 40 a second of 200 B”, without intervals. WebSocket itself: from 44 ms at ….`
 * The first and last of these transports in the order of tables. Null for other points, and where
 * fewer than two have both.
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
    const { label } = view.point;
    return own && other ? [{ ratio: { value: own / other, label }, other: { value: other, label } }] : [];
  });
  if (known.length < 2) return null;
  const ratios = fromTo(
    known.map(({ ratio }) => ratio),
    times,
  );
  const values = fromTo(
    known.map(({ other }) => other),
    value => `${figure(value)}\u00a0${measure.unit}`,
  );
  return [
    `${measure.title} of ${inProse(more)} compared with ${inProse(less)}: ${ratios}, without intervals.`,
    `${capital(inProse(less))} itself: ${values}.`,
    backlogInWords(points, less, measure),
  ]
    .filter(Boolean)
    .join(' ');
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
  return `With one more user’s backlog: ${inProse(transport)} median from ${change('middle')}\u00a0${measure.unit}, p90 from ${change('high')}\u00a0${measure.unit}.`;
}
