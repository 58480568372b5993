import { constants, deflateRawSync, gzipSync, zstdCompressSync } from 'node:zlib';
import type { Codec } from '../../analysis/models/codec.ts';

/** What deflate may refer to is 2^15 B at most (RFC 1951 §2). */
const MOST_WINDOW_BITS = 15;
const FLUSH = { finishFlush: constants.Z_SYNC_FLUSH };

/**
 * zlib as the servers use it, with its defaults where a load says nothing else. With the text
 * before it as dictionary, a text has the bytes that one stream over all texts gives it.
 */
export const codec: Codec = {
  flushedBytes(text, before, deflate = {}) {
    const windowBytes = 2 ** (deflate.windowBits ?? MOST_WINDOW_BITS);
    // A character has one byte at least.
    const dictionary = Buffer.from(before.slice(-windowBytes)).subarray(-windowBytes);
    const how = { ...deflate, ...FLUSH };
    return deflateRawSync(text, dictionary.length === 0 ? how : { ...how, dictionary }).length;
  },
  bodyBytes: (text, coding) => (coding === 'zstd' ? zstdCompressSync(text) : gzipSync(text)).length,
};
