import type { BodyCoding, Deflate } from '../../scenarios/load/transport-options.ts';

/** Compresses as the servers do. The bench has one; zlib is not available to a page. */
export interface Codec {
  /**
   * Bytes of a text as deflate, flushed after it (RFC 1951). `before` is what it may refer to, of
   * which the last 32 KiB count, or less where `deflate` says so.
   */
  flushedBytes(text: string, before: string, deflate?: Deflate): number;
  /** Bytes of a whole text as gzip (RFC 1952) or zstd (RFC 8878). */
  bodyBytes(text: string, coding: BodyCoding): number;
}

/** What a flush ends with; a WebSocket message leaves it out (RFC 7692 §7.2.1). */
export const FLUSH_MARK_BYTES = 4;
