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

/** The text with which a client begins (§3.4). */
const PREFACE_BYTES = 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'.length;
const settingsBytes = (settings: number): number => FRAME_HEAD_BYTES + 6 * settings;

/** The frame by which a side confirms the settings of the other. */
export const SETTINGS_CONFIRMED_BYTES = settingsBytes(0);
/** A client's beginning: Node's has no settings other than the defaults. */
export const CLIENT_BEGINNING_BYTES = PREFACE_BYTES + settingsBytes(0);
/**
 * A server's beginning: two settings (extended CONNECT, the most streams), and that it has the
 * client's.
 */
export const SERVER_BEGINNING_BYTES = settingsBytes(2) + SETTINGS_CONFIRMED_BYTES;
/** The frame that ends one stream: an error code (§6.4). */
export const RESET_BYTES = FRAME_HEAD_BYTES + 4;
/** The frame that ends the connection: the last stream, and an error code (§6.8). */
export const GOAWAY_BYTES = FRAME_HEAD_BYTES + 4 + 4;

/** How much a side may send before the other allows more: on the connection, and on each stream. */
const WINDOW_BYTES = 65_535;
const WINDOW_UPDATE_BYTES = FRAME_HEAD_BYTES + 4;
/** From so much content on, the reader allows more. */
export const ALLOWS_MORE_AFTER_BYTES = Math.floor(WINDOW_BYTES / 2);

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
  const deliveries = Math.ceil(ALLOWS_MORE_AFTER_BYTES / contentBytes);
  const records = connection?.subscribersPerConnection === undefined ? 1 : windows;
  return (windows * WINDOW_UPDATE_BYTES + (connection?.tls ? records * TLS_RECORD_BYTES : 0)) / deliveries;
}
