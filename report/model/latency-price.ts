import type { Transport } from '../../scenarios/load/transport.ts';
import type { Preset } from '../../scenarios/scenario.ts';
import { metricsOf } from './metric.ts';
import type { PointView } from './point.ts';
import { type Entry, type Rival, rank } from './rank.ts';

/**
 * The median latency of a transport that is best in another measure, with the lowest at the same
 * point.
 */
export interface LatencyPrice {
  own: Rival;
  least: Entry;
}

/**
 * How much more median latency a transport has than the lowest at a point; null where it has no
 * more or this is not decided.
 */
export function latencyPriceOf(view: PointView, transport: Transport, preset: Preset): LatencyPrice | null {
  const latency = metricsOf([view]).find(({ id }) => id === 'p50');
  const outcome = latency && rank(view, latency, preset);
  if (!outcome || outcome.kind === 'not-compared') return null;
  const own = outcome.rivals.find(rival => rival.transport === transport);
  return own?.against.verdict === 'more' ? { own, least: outcome.first } : null;
}
