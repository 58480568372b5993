import type { Environment } from '../../results/format/environment.ts';
import type { Transport } from '../../scenarios/load/transport.ts';
import { publishLag } from './figures.ts';
import type { PointView } from './point.ts';

/** From this share of a p99, the report mentions lateness that the transport does not cause. */
const LARGE_SHARE = 0.5;

/** Transports whose tail is largely caused by a late publisher or by the machine. */
export interface Lateness {
  transports: Transport[];
  publishLagP99Ms: number;
  hiccupP99Ms: number;
}

/**
 * Null where the tails of a point are long compared with the publisher's lag and the machine's
 * hiccups.
 */
export function latenessOf(view: PointView, environment: Environment): Lateness | null {
  const hiccupP99Ms = environment.hiccups.p99Ms;
  const touched = view.transports.filter(figures => {
    const { p99, merged } = figures.latency.fromSchedule;
    // With few notifications no p99 is compared, but the p99 of all trials together is still shown.
    const tailMs = p99?.value ?? merged?.quantileMs(0.99) ?? null;
    const lateness = Math.max(publishLag(figures.valid).worstMs ?? 0, hiccupP99Ms);
    return tailMs !== null && lateness > 0 && lateness >= LARGE_SHARE * tailMs;
  });
  if (touched.length === 0) return null;
  const lag = publishLag(touched.flatMap(figures => figures.valid));
  return {
    transports: touched.map(figures => figures.transport),
    publishLagP99Ms: lag.worstMs ?? 0,
    hiccupP99Ms,
  };
}
