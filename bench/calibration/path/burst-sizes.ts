import { lineBytes, notificationBytes } from '../../../analysis/models/frames.ts';
import { PACKET_HEADER_BYTES } from '../../../analysis/models/network.ts';
import { queueLimitBytes } from '../../../analysis/models/path.ts';
import { recipientsOf } from '../../../scenarios/load/bandwidth.ts';
import type { Load } from '../../../scenarios/load/load.ts';
import type { Path } from '../../../scenarios/load/path.ts';

/** One notification to so many connections at once. */
export interface BurstSize {
  connections: number;
  payloadBytes: number;
}

export const BURST_TOPIC = 'burst';
/** A payload whose notification fits one segment. */
const SMALL_PAYLOAD_BYTES = 1200;
/** A burst passes a limit within this time: TCP sends again after 0.2 s and a round trip. */
const PASSING_MS = 100;

const frameBytes = (payloadBytes: number): number =>
  PACKET_HEADER_BYTES + lineBytes(notificationBytes({ seq: 100, topic: BURST_TOPIC, payloadBytes }));

/** What passes a limit in time, and fits the queue before it, in bytes. */
const passingBytes = (kbitPerSecond: number | undefined, rttMs: number): number =>
  kbitPerSecond === undefined
    ? Number.POSITIVE_INFINITY
    : Math.min(queueLimitBytes(kbitPerSecond, rttMs), (kbitPerSecond * PASSING_MS) / 8);

/**
 * What a load sends at once: a notification to those that get it. To all its connections something
 * small comes at once at least, as the answers of polls that began together.
 */
const sizesOf = (load: Load): BurstSize[] => [
  { connections: recipientsOf(load), payloadBytes: load.payloadBytes },
  {
    connections: load.subscribers,
    payloadBytes:
      recipientsOf(load) === load.subscribers
        ? load.payloadBytes
        : Math.min(load.payloadBytes, SMALL_PAYLOAD_BYTES),
  },
];

/** As much of a size as passes the limits of a path; null if not even one connection's does. */
function fitting(
  { downKbitPerSecond: down, upKbitPerSecond: up, rttMs }: Path,
  size: BurstSize,
): BurstSize | null {
  if (down === undefined && up === undefined) return size;
  const payloadBytes = Math.min(size.payloadBytes, SMALL_PAYLOAD_BYTES);
  const connections = Math.floor(
    Math.min(
      size.connections,
      passingBytes(down, rttMs) / frameBytes(payloadBytes),
      passingBytes(up, rttMs) / PACKET_HEADER_BYTES,
    ),
  );
  return connections < 1 ? null : { connections, payloadBytes };
}

/**
 * The bursts by which a path is checked before the trials of these loads: to the most connections,
 * and with the largest payload. Over limited bandwidth, as much of them as the queue holds and the
 * limit lets through soon. None where the path loses packets on purpose, or not even that fits.
 */
export function burstSizes(path: Path, loads: readonly Load[]): BurstSize[] {
  if (path.lossPercent !== undefined) return [];
  const sizes = loads.flatMap(sizesOf);
  const most = (first: keyof BurstSize, then: keyof BurstSize) =>
    sizes.toSorted((a, b) => b[first] - a[first] || b[then] - a[then])[0];
  const asked = [most('connections', 'payloadBytes'), most('payloadBytes', 'connections')];
  const found: BurstSize[] = [];
  for (const one of asked.map(size => size && fitting(path, size))) {
    if (one && !found.some(known => isWithin(one, known))) found.push(one);
  }
  return found;
}

const isWithin = (one: BurstSize, other: BurstSize): boolean =>
  one.connections <= other.connections && one.payloadBytes <= other.payloadBytes;
