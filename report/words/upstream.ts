import { canonical } from '../../analysis/runs/pairs.ts';
import { inProse, TRAITS, TRANSPORTS, type Transport } from '../../scenarios/load/transport.ts';
import { type Measure, spreadOfMetric } from '../model/metric.ts';
import type { PointView } from '../model/point.ts';
import { times, withUnit } from '../text/format.ts';

/** Everything of a load but how its users send; null where nobody sends. */
function keyWithoutUpstream({ point: { load } }: PointView): string | null {
  return load.senders ? canonical({ ...load, senders: { ...load.senders, upstream: null } }) : null;
}

const medianOf = (view: PointView, wanted: Transport, measure: Measure): number | undefined => {
  const figures = view.transports.find(({ transport }) => transport === wanted);
  return figures && spreadOfMetric(figures, measure)?.value;
};

/**
 * `Server CPU per delivery: WebSocket 30.8 µs if it sends frames, 55.1 µs if it sends by POST
 * (×1.79, without an interval).`: what sending on its own connection changes, at two points that
 * differ by it alone. The ratio is that of the two values. Null for other points.
 */
export function upstreamInWords(points: readonly PointView[], measure: Measure): string | null {
  const [first, second, ...others] = points;
  if (!first || !second || others.length > 0) return null;
  const key = keyWithoutUpstream(first);
  if (key === null || key !== keyWithoutUpstream(second)) return null;
  const own = points.find(({ point }) => point.load.senders?.upstream === 'own');
  const post = points.find(({ point }) => point.load.senders?.upstream === 'post');
  if (!own || !post) return null;
  const said = TRANSPORTS.filter(one => TRAITS[one].hasUpstream).flatMap(transport => {
    const [frames, posts] = [own, post].map(view => medianOf(view, transport, measure));
    if (!frames || !posts) return [];
    return [
      `${inProse(transport)} ${withUnit(frames, measure.unit)} if it sends frames, ${withUnit(posts, measure.unit)} if it sends by POST (${times(posts / frames)}, without an interval)`,
    ];
  });
  if (said.length === 0) return null;
  return `${measure.title}: ${said.join('; ')}.`;
}
