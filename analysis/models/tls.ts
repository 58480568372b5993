import type { Connection } from '../../scenarios/load/connection.ts';

// The bytes that TLS 1.3 adds to what it carries (RFC 8446 §5).

/** Of a record beyond its content: header 5, type of the content 1, tag of the cipher 16. */
export const TLS_RECORD_BYTES = 5 + 1 + 16;

/** The most content of one record, 2^14 bytes. */
const MOST_CONTENT_BYTES = 16_384;

/**
 * Bytes on the connection for a message of so many bytes that is written by itself; without TLS
 * these bytes alone. Messages that are written together share a record.
 */
export function messageBytes(bytes: number, connection: Connection | undefined): number {
  if (!connection?.tls || bytes === 0) return bytes;
  return bytes + TLS_RECORD_BYTES * Math.ceil(bytes / MOST_CONTENT_BYTES);
}
