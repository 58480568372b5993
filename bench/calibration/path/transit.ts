import { lineBytes, notificationBytes } from '../../../analysis/models/frames.ts';
import { PACKET_HEADER_BYTES } from '../../../analysis/models/network.ts';
import type { Environment } from '../../../results/format/environment.ts';
import type { Path } from '../../../scenarios/load/path.ts';
import { KNOT_SPACING } from '../../network/path/jitter.ts';
import { TRANSIT, TRANSIT_TOPIC, TRANSITS_PER_SECOND } from '../calibration.ts';
import { jitterErrorMs, WITHIN } from './bounds.ts';
import type { MeasuredPath } from './recovered.ts';
import { wantedDelayMs } from './wanted.ts';

/** One notification of the transit in its own segment, on Ethernet. */
const FRAME_BYTES =
  PACKET_HEADER_BYTES +
  lineBytes(notificationBytes({ seq: 100, topic: TRANSIT_TOPIC, payloadBytes: TRANSIT.payloadBytes }));
/** Transits must not wait for each other before a bandwidth limit. */
const MOST_LINK_SHARE = 0.1;
/** On a slow path the window is longer, until it has so many, but not longer than this. */
const WANTED_TRANSITS = 20;
const MOST_WINDOW_SECONDS = 10;

/** How transits are paced over a path, and for how long they are measured. */
export interface TransitPace {
  ratePerSecond: number;
  windowSeconds: number;
}

/** At most a tenth of the narrowest link, and never more often than without a path. */
export function transitPace(path: Path, windowSeconds: number): TransitPace {
  const { downKbitPerSecond = Infinity, upKbitPerSecond = Infinity } = path;
  const bitsPerSecond = 1000 * Math.min(downKbitPerSecond, upKbitPerSecond);
  const ratePerSecond = Math.min(TRANSITS_PER_SECOND, (MOST_LINK_SHARE * bitsPerSecond) / (8 * FRAME_BYTES));
  const longSeconds = Math.min(MOST_WINDOW_SECONDS, WANTED_TRANSITS / ratePerSecond);
  return { ratePerSecond, windowSeconds: Math.max(windowSeconds, longSeconds) };
}

/**
 * d of the models. Over a path that loses it is the median: the mean has the delays of what was
 * lost in it, and the models add those themselves.
 */
export const transitOf = (
  { lossPercent }: Path,
  { meanMs, p50Ms }: NonNullable<Environment['transit']>,
): number => (lossPercent === undefined ? meanMs : p50Ms);

/** Whether one transit is as wanted; also where either is not known. */
export function isTransitAsWanted({
  transitMs,
  wantedTransitMs,
  transitBoundMs,
}: Pick<MeasuredPath, 'transitMs' | 'wantedTransitMs' | 'transitBoundMs'>): boolean {
  if (transitMs === null || wantedTransitMs === null || transitBoundMs === null) return true;
  return Math.abs(transitMs - wantedTransitMs) <= transitBoundMs;
}

/**
 * What one transit should take, and by how much it may differ, in ms: half of the round trip, the
 * bits of one segment, and `idleMs`, a transit on the idle machine without a path. The path wakes
 * processes again, which may cost as much as those wake-ups and those of the emulator,
 * `baselineMs`; the machine may be late by `hiccupP99Ms`. Of a jitter, few values were drawn.
 */
export function wantedTransit(
  path: Path,
  {
    idleMs,
    baselineMs,
    hiccupP99Ms,
    windowSeconds,
  }: Record<'idleMs' | 'baselineMs' | 'hiccupP99Ms' | 'windowSeconds', number>,
): { wantedMs: number; boundMs: number } {
  const { jitterMs = 0 } = path;
  const knots = jitterMs === 0 ? 1 : (1000 * windowSeconds) / (KNOT_SPACING * jitterMs);
  return {
    wantedMs: wantedDelayMs(path, 'down', FRAME_BYTES) + idleMs,
    boundMs: idleMs + baselineMs + hiccupP99Ms + WITHIN * jitterErrorMs(jitterMs, Math.max(1, knots)),
  };
}
