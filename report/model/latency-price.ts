import type { Transport } from '../../scenarios/load/transport.ts';
import type { Preset } from '../../scenarios/scenario.ts';
import { metricsOf } from './metric.ts';
import type { PointView } from './point.ts';
import { type Entry, type Rival, rank } from './rank.ts';

/** The median latency of one who is best in something else, against the least that was to be had at the same point. */
export interface LatencyPrice {
  own: Rival;
  least: Entry;
}

/** What a transport gives away in median latency at a point; null where it is resolved to give away nothing, or not resolved at all. */
export function latencyPriceOf(view: PointView, transport: Transport, preset: Preset): LatencyPrice | null {
  const latency = metricsOf([view]).find(({ id }) => id === 'p50');
  const outcome = latency && rank(view, latency, preset);
  if (!outcome || outcome.kind === 'not-compared') return null;
  const own = outcome.rivals.find(rival => rival.transport === transport);
  return own?.against.verdict === 'more' ? { own, least: outcome.first } : null;
}
