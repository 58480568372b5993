import type { Connection } from '../../scenarios/load/connection.ts';
import { TLS_RECORD_BYTES } from './tls.ts';

// The bytes of HTTP/2 beyond headers and content (RFC 9113 §4.1, §6).

/** The head of a frame: length, type, flags, number of the stream. */
export const FRAME_HEAD_BYTES = 9;

/** The most content of a frame, unless the other side allows more. */
const MOST_FRAME_BYTES = 16_384;

/** Bytes of DATA frames with so much content. */
export const dataBytes = (contentBytes: number): number =>
  contentBytes + FRAME_HEAD_BYTES * Math.ceil(contentBytes / MOST_FRAME_BYTES);

/** Bytes of the frame of a header block. */
export const headersBytes = (blockBytes: number): number => FRAME_HEAD_BYTES + blockBytes;

/** How much a side may send before the other allows more: on the connection, and on each stream. */
const WINDOW_BYTES = 65_535;
const WINDOW_UPDATE_BYTES = FRAME_HEAD_BYTES + 4;

/**
 * Bytes by which a reader allows more, in the mean for each delivery of so much content. nghttp2
 * does so when half of a window was read: for the connection, and for a stream that stays. On a
 * connection of its own that is in one record, on a shared one at other times.
 */
export function windowUpdateBytes(
  contentBytes: number,
  connection: Connection | undefined,
  windows: 1 | 2,
): number {
  const halfBytes = Math.floor(WINDOW_BYTES / 2);
  const deliveries = Math.ceil(halfBytes / contentBytes);
  const records = connection?.subscribersPerConnection === undefined ? 1 : windows;
  return (windows * WINDOW_UPDATE_BYTES + (connection?.tls ? records * TLS_RECORD_BYTES : 0)) / deliveries;
}
