import { constants, deflateRawSync, gzipSync } from 'node:zlib';
import type { Codec } from '../../analysis/models/codec.ts';

/** What deflate may refer to (RFC 1951 §2). */
const WINDOW_BYTES = 32 * 1024;
const FLUSH = { finishFlush: constants.Z_SYNC_FLUSH };

/**
 * zlib with its defaults, as the servers use it. With the text before it as dictionary, a text has
 * the bytes that one stream over all texts gives it.
 */
export const codec: Codec = {
  flushedBytes(text, before) {
    // A character has one byte at least.
    const dictionary = Buffer.from(before.slice(-WINDOW_BYTES)).subarray(-WINDOW_BYTES);
    return deflateRawSync(text, dictionary.length === 0 ? FLUSH : { ...FLUSH, dictionary }).length;
  },
  gzipBytes: text => gzipSync(text).length,
};
