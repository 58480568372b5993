/** Compresses as the servers do. The bench has one; zlib is not available to a page. */
export interface Codec {
  /**
   * Bytes of a text as deflate, flushed after it (RFC 1951). `before` is what it may refer to, of
   * which the last 32 KiB count.
   */
  flushedBytes(text: string, before: string): number;
  /** Bytes of a text as gzip (RFC 1952). */
  gzipBytes(text: string): number;
}

/** What a flush ends with; a WebSocket message leaves it out (RFC 7692 §7.2.1). */
export const FLUSH_MARK_BYTES = 4;
