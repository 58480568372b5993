import type { Path } from '../../scenarios/load/path.ts';
import { TRAITS, type Transport } from '../../scenarios/load/transport.ts';
import { lineBytes, notificationBytes } from '../models/frames.ts';
import { lossDelays } from '../models/loss.ts';
import { queueLimitBytes, SEGMENT_BYTES, segmentsOf, serializationMs } from '../models/path.ts';
import type { Weighted } from '../models/quantiles.ts';
import { INITIAL_WINDOW_SEGMENTS, slowStart } from '../models/slow-start.ts';

// What the path of a trial adds to a message, where the models know it.

/** Above this, retransmissions are lost too often for a model that leaves that out. */
const MOST_LOSS_PERCENT = 5;

/**
 * Whether the models cover a path. Loss only for push, each packet by itself, and without a limit
 * of the bandwidth: how a full link and a loss act together has no closed form.
 */
export function coversPath(path: Path, transport: Transport): boolean {
  const { lossPercent = 0, lossBurstPackets, downKbitPerSecond, upKbitPerSecond } = path;
  if (lossPercent === 0) return true;
  if (TRAITS[transport].delivery !== 'push' || lossBurstPackets !== undefined) return false;
  const isLimited = downKbitPerSecond !== undefined || upKbitPerSecond !== undefined;
  return lossPercent <= MOST_LOSS_PERCENT && !isLimited;
}

/**
 * The notification by which d was measured, as bare TCP carries it: of 120 B, with a seq of two
 * digits. d contains its serialization.
 */
const TRANSIT_BYTES = lineBytes(notificationBytes({ seq: 50, topic: 'calibration', payloadBytes: 120 }));

/** How much longer a message from the server is on its way than d, in ms, by its own bits alone. */
export function moreBitsMs(path: Path | undefined, messageBytes: number): number {
  const limit = path?.downKbitPerSecond;
  return serializationMs(messageBytes, limit) - serializationMs(TRANSIT_BYTES, limit);
}

/**
 * From a request's first byte to the last of its answer, in ms, without the server's work: two
 * transits, and the bits of both messages. d has those of a notification in one of its directions.
 */
export function roundTripMs(
  path: Path | undefined,
  { transitMs, requestBytes, answerBytes }: { transitMs: number; requestBytes: number; answerBytes: number },
): number {
  const upMs = serializationMs(requestBytes, path?.upKbitPerSecond);
  const emptyTransitMs = transitMs - serializationMs(TRANSIT_BYTES, path?.downKbitPerSecond);
  return emptyTransitMs + upMs + transitMs + moreBitsMs(path, answerBytes);
}

/** Whether the queue before the limit drops what waits so long in it. */
export function overflows(path: Path | undefined, waitMs: number): boolean {
  const limit = path?.downKbitPerSecond;
  return limit !== undefined && (waitMs * limit) / 8 > queueLimitBytes(limit, path?.rttMs ?? 0);
}

/**
 * Whether a message fits into one flight, or leaves a limited link no pause: the acknowledgement of
 * its first segment is back before the initial window has passed the limit.
 */
function flowsOn({ rttMs, downKbitPerSecond }: Path, segments: number): boolean {
  if (segments <= INITIAL_WINDOW_SEGMENTS) return true;
  if (downKbitPerSecond === undefined) return false;
  const segmentMs = serializationMs(SEGMENT_BYTES, downKbitPerSecond);
  return (INITIAL_WINDOW_SEGMENTS - 1) * segmentMs >= rttMs;
}

/**
 * The time in ms that further flights of a long message add on one connection, message by message.
 * The returned function is null where no model holds: if a limited link pauses between flights, if
 * bbr spreads them, or if messages share their flights.
 */
export function flightTimes(path: Path | undefined): (atMs: number, messageBytes: number) => number | null {
  if (path === undefined) return () => 0;
  const connection = slowStart(path.rttMs);
  return (atMs, messageBytes) => {
    const segments = segmentsOf(messageBytes);
    if (flowsOn(path, segments)) {
      connection.send(atMs, Math.min(segments, INITIAL_WINDOW_SEGMENTS));
      return 0;
    }
    if (path.downKbitPerSecond !== undefined || path.congestionControl === 'bbr') return null;
    const flights = connection.send(atMs, segments);
    return flights === null ? null : (flights - 1) * path.rttMs;
  };
}

const NO_DELAY: readonly Weighted[] = [{ valueMs: 0, weight: 1 }];

/** The delay by loss of each notification that one connection carries, in ms; in order of time. */
export function lossDelaysOver(path: Path | undefined, atMs: readonly number[]): (readonly Weighted[])[] {
  const { rttMs = 0, lossPercent = 0 } = path ?? {};
  return lossPercent === 0
    ? atMs.map(() => NO_DELAY)
    : lossDelays(atMs, { rttMs, lossShare: lossPercent / 100 });
}
