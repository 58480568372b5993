import type { Path } from '../../../scenarios/load/path.ts';
import { KNOT_SPACING } from '../../network/path/jitter.ts';
import { packetsToTell } from './loss-interval.ts';
import { frameMs, kbitOf, type Side } from './wanted.ts';

/** One stream of packets to one side. */
export interface Stream {
  packets: number;
  everyMicros: number;
  /** UDP payload of each. */
  bytes: number;
}

/** A path that does nothing. */
export const EMPTY: Path = { rttMs: 0 };

/** Headers of a UDP packet on Ethernet: 14 + 20 + 8 (RFC 791 §3.1, RFC 768). */
const UDP_HEADER_BYTES = 42;
const PROBE_BYTES = 60;
const BULK_BYTES = 1400;
/** Some show whether nothing is lost, more how much is. They are at least this far apart. */
const PROBES = {
  lossless: { packets: 300, everyMicros: 2000 },
  lossy: { packets: 2000, everyMicros: 1000 },
};
/** The jitter should draw so many values while it is probed, so that its spread shows. */
const WANTED_KNOTS = 200;
/** Probes of one direction take no longer than this, so slow paths and rare losses get fewer. */
const MOST_PROBING_SECONDS = 8;
/** The empty path is probed for about so long. */
const BASELINE_SECONDS = 1;
const LEAST_BASELINE_PACKETS = 10;
/** The stream that shows the bandwidth is this much faster, and this long. */
const OVERLOAD = 1.5;
const BULK_SECONDS = 1;
const LEAST_BULK_PACKETS = 20;
/** Where so few large packets would take longer than this, small ones are sent. */
const MOST_BULK_SECONDS = 2;
/** What is still under way after a stream is waited for. */
const SETTLE_MS = 100;

/** Bytes of a stream's frame, as the path counts it. */
export const frameBytesOf = ({ bytes }: Pick<Stream, 'bytes'>): number => bytes + UDP_HEADER_BYTES;

/** Time from the first packet of a stream to the one that would follow its last, in µs. */
export const streamMicros = ({ packets, everyMicros }: Stream): number => packets * everyMicros;

/** Single probes, slow enough that none waits for another before the bandwidth limit. */
export function probesOf(path: Path, side: Side): Stream {
  const { jitterMs = 0, lossPercent, lossBurstPackets } = path;
  const wanted = PROBES[lossPercent === undefined ? 'lossless' : 'lossy'];
  const slowMicros = 2000 * frameMs(frameBytesOf({ bytes: PROBE_BYTES }), kbitOf(path, side));
  const everyMicros = Math.max(wanted.everyMicros, slowMicros);
  const packets = Math.max(
    wanted.packets,
    lossPercent === undefined ? 0 : packetsToTell(lossPercent / 100, lossBurstPackets),
    Math.ceil((WANTED_KNOTS * KNOT_SPACING * jitterMs * 1000) / everyMicros),
  );
  const most = Math.floor((MOST_PROBING_SECONDS * 1e6) / everyMicros);
  return { packets: Math.min(packets, most), everyMicros, bytes: PROBE_BYTES };
}

/**
 * Probes of the empty path, at the pace of those of a path: processes that sleep longer wake later.
 */
export function baselineOf(path: Path, side: Side): Stream {
  const probes = probesOf(path, side);
  const fitting = Math.floor((BASELINE_SECONDS * 1e6) / probes.everyMicros);
  return { ...probes, packets: Math.min(probes.packets, Math.max(LEAST_BASELINE_PACKETS, fitting)) };
}

/**
 * More packets than a bandwidth lets through. They go over the path without its loss and jitter
 * (`limitsOf`), so that only the limit shapes them.
 */
export function bulkOf(kbitPerSecond: number): Stream {
  const largeMs = frameMs(frameBytesOf({ bytes: BULK_BYTES }), kbitPerSecond);
  const bytes = LEAST_BULK_PACKETS * largeMs > MOST_BULK_SECONDS * 1000 ? PROBE_BYTES : BULK_BYTES;
  const everyMicros = (1000 * frameMs(frameBytesOf({ bytes }), kbitPerSecond)) / OVERLOAD;
  const packets = Math.max(LEAST_BULK_PACKETS, Math.floor((BULK_SECONDS * 1e6) / everyMicros));
  return { packets, everyMicros, bytes };
}

/** A path with its delay and limits alone. */
export const limitsOf = ({ jitterMs: _, lossPercent: __, lossBurstPackets: ___, ...limits }: Path): Path =>
  limits;

/** How long a stream may be under way after it was sent, in ms: in the queue, then on the path. */
export function settleMs(path: Path, side: Side, stream: Stream): number {
  const passingMs = stream.packets * frameMs(frameBytesOf(stream), kbitOf(path, side));
  return Math.max(0, passingMs - streamMicros(stream) / 1000) + path.rttMs + SETTLE_MS;
}

/** How long all streams take, in s: probes of the path and of an empty one, and of its limits. */
export function probingSeconds(path: Path): number {
  const seconds = (given: Path, side: Side, stream: Stream) =>
    streamMicros(stream) / 1e6 + settleMs(given, side, stream) / 1000;
  return (['down', 'up'] as const).reduce((sum, side) => {
    const kbit = kbitOf(path, side);
    const bulk = kbit === undefined ? 0 : seconds(limitsOf(path), side, bulkOf(kbit));
    const probes = seconds(EMPTY, side, baselineOf(path, side)) + seconds(path, side, probesOf(path, side));
    return sum + probes + bulk;
  }, 0);
}
