import { constants, gunzipSync, inflateRawSync, zstdDecompressSync } from 'node:zlib';
import type { BodyCoding } from '../../scenarios/load/transport-options.ts';

// Reads what a server compressed, at once: a message is delivered in the same turn of the event
// loop in which it was read. Node's streams would need another turn and a thread.

/** A compressed message may refer to this much before it (RFC 1951 §2). */
const WINDOW_BYTES = 32 * 1024;
/** What a flush ends with, and a WebSocket message leaves out (RFC 7692 §7.2.2). */
const FLUSH_MARK = Buffer.from([0, 0, 0xff, 0xff]);
/** No message may become larger: a few bytes can stand for many. */
export const MAX_CONTENT_BYTES = 16 * 1024 * 1024;

const HOW = { finishFlush: constants.Z_SYNC_FLUSH, maxOutputLength: MAX_CONTENT_BYTES };

const total = { compressedBytes: 0, contentBytes: 0 };

/** What this process has read so far: bytes as they came, and what they became. */
export const inflatedSoFar = (): { compressedBytes: number; contentBytes: number } => ({ ...total });

function counted(compressed: Buffer, content: Buffer): Buffer {
  total.compressedBytes += compressed.length;
  total.contentBytes += content.length;
  return content;
}

/** The end of what a stream has held so far. */
function createWindow(): { bytes(): Buffer; add(content: Buffer): void } {
  const held = Buffer.alloc(2 * WINDOW_BYTES);
  let length = 0;
  return {
    bytes: () => held.subarray(Math.max(0, length - WINDOW_BYTES), length),
    add(content) {
      const last = content.subarray(-WINDOW_BYTES);
      if (length + last.length > held.length) {
        held.copyWithin(0, length - WINDOW_BYTES, length);
        length = WINDOW_BYTES;
      }
      length += last.copy(held, length);
    },
  };
}

/** Deflated data that ends with a flush, after this content. */
function inflated(data: Buffer, before: Buffer): Buffer {
  // An empty dictionary is refused.
  return inflateRawSync(data, before.length === 0 ? HOW : { ...HOW, dictionary: before });
}

/** Reads the compressed messages of a WebSocket. Throws if one is damaged. */
export function messageInflater(sharesContext: boolean): (data: Buffer) => Buffer {
  const window = sharesContext ? createWindow() : null;
  const nothing = Buffer.alloc(0);
  return data => {
    const content = inflated(Buffer.concat([data, FLUSH_MARK]), window?.bytes() ?? nothing);
    window?.add(content);
    return counted(data, content);
  };
}

const DECODERS = { gzip: gunzipSync, zstd: zstdDecompressSync } satisfies Record<BodyCoding, unknown>;

/** The whole body of an answer, out of its coding. Throws if it is damaged. */
export const decoded = (body: Buffer, coding: BodyCoding): Buffer =>
  counted(body, DECODERS[coding](body, { maxOutputLength: MAX_CONTENT_BYTES }));

/** Method and flags of a gzip stream without a name (RFC 1952 §2.3). */
const GZIP_START = Buffer.from([0x1f, 0x8b, 8, 0]);
const GZIP_HEAD_BYTES = 10;
const LINE_FEED = 0x0a;

/**
 * Reads a gzip stream of lines that is flushed after each event: passes on what was flushed, as
 * soon as it is there. The returned function takes each chunk and keeps none of it. It throws if
 * the stream is no gzip or damaged.
 */
export function gzipLineReader(onContent: (content: Buffer) => void): (chunk: Buffer) => void {
  const window = createWindow();
  let isInside = false;
  let rest = Buffer.alloc(0);
  return chunk => {
    rest = Buffer.concat([rest, chunk]);
    if (!isInside) {
      if (rest.length < GZIP_HEAD_BYTES) return;
      if (!rest.subarray(0, GZIP_START.length).equals(GZIP_START)) throw new Error('the stream is not gzip');
      total.compressedBytes += GZIP_HEAD_BYTES;
      rest = rest.subarray(GZIP_HEAD_BYTES);
      isInside = true;
    }
    if (rest.length > MAX_CONTENT_BYTES) throw new Error(`no flush within ${MAX_CONTENT_BYTES} bytes`);
    if (!rest.subarray(-FLUSH_MARK.length).equals(FLUSH_MARK)) return;
    const content = inflated(rest, window.bytes());
    // Compressed bytes can look like a flush by chance: what comes out then ends within a line.
    if (content.at(-1) !== LINE_FEED) return;
    window.add(content);
    counted(rest, content);
    rest = Buffer.alloc(0);
    onContent(content);
  };
}
