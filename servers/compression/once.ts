import { constants, crc32, deflateRawSync } from 'node:zlib';
import type { Deflate } from '../../scenarios/load/transport-options.ts';

// What every receiver gets alike is compressed once for all of them. zlib has its own defaults,
// unless a load says otherwise: level 6, a window of 32 KiB, memory level 8.

/** Ends each block that is flushed; a WebSocket message leaves it out (RFC 7692 §7.2.1). */
const FLUSH_BYTES = 4;

/** The data of a compressed WebSocket message, which refers to no other. */
export function deflatedMessage(data: Buffer, deflate?: Deflate): Buffer {
  const flushed = deflateRawSync(data, { ...deflate, finishFlush: constants.Z_SYNC_FLUSH });
  return flushed.subarray(0, flushed.length - FLUSH_BYTES);
}

/** The first bytes of gzip: no name, no time, of Unix (RFC 1952 §2.3). */
export const GZIP_HEAD = Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3]);

/** A part of a gzip stream that refers to no part before it, and can be read when it is there. */
export const gzipPart = (content: Buffer, deflate?: Deflate): Buffer =>
  deflateRawSync(content, { ...deflate, finishFlush: constants.Z_FULL_FLUSH });

/** The last block, which is empty. */
const LAST_BLOCK = Buffer.from([3, 0]);

/** Counts what the parts of one gzip stream hold, for its end. */
export interface GzipEnd {
  add(content: Buffer): void;
  /** The last bytes of the stream: checksum and size of all that was added (RFC 1952 §2.3.1). */
  bytes(): Buffer;
}

export function gzipEnd(): GzipEnd {
  let checksum = 0;
  let byteCount = 0;
  return {
    add(content) {
      checksum = crc32(content, checksum);
      byteCount = (byteCount + content.length) % 2 ** 32;
    },
    bytes() {
      const numbers = Buffer.alloc(8);
      numbers.writeUInt32LE(checksum, 0);
      numbers.writeUInt32LE(byteCount, 4);
      return Buffer.concat([LAST_BLOCK, numbers]);
    },
  };
}
