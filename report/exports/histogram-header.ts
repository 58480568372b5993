import { unzlibSync, zlibSync } from 'fflate';

/** The compressed V2 format: its cookie, the length of what follows, and a zlib stream. */
const LENGTH_AT = 4;
const STREAM_AT = 8;
/** Fields of the V2 header, inside that stream. */
const NORMALIZING_INDEX_OFFSET_AT = 8;
const CONVERSION_RATIO_AT = 32;

const bytesOf = (base64: string): Uint8Array =>
  Uint8Array.from(atob(base64), character => character.charCodeAt(0));

const base64Of = (bytes: Uint8Array): string =>
  btoa(Array.from(bytes, byte => String.fromCharCode(byte)).join(''));

const viewOf = ({ buffer, byteOffset, byteLength }: Uint8Array): DataView =>
  new DataView(buffer, byteOffset, byteLength);

/**
 * The same histogram (HdrHistogram V2, compressed, base64) with two fields of its header as the
 * format has them. hdr-histogram-js 3.0.1 writes a normalizing index offset of 1, though its counts
 * are not shifted, and the integer 1 where the double 1.0 belongs
 * (findings/hdr-histogram-js-header.sh). Readers in C and Rust take them at their word. Format:
 * AbstractHistogram.encodeIntoByteBuffer of HdrHistogram 2.1 for Java.
 */
export function withStandardHeader(base64: string): string {
  const compressed = bytesOf(base64);
  const histogram = unzlibSync(compressed.subarray(STREAM_AT));
  const header = viewOf(histogram);
  header.setInt32(NORMALIZING_INDEX_OFFSET_AT, 0);
  header.setFloat64(CONVERSION_RATIO_AT, 1);
  const stream = zlibSync(histogram);
  const made = new Uint8Array(STREAM_AT + stream.length);
  made.set(compressed.subarray(0, STREAM_AT));
  made.set(stream, STREAM_AT);
  viewOf(made).setInt32(LENGTH_AT, stream.length);
  return base64Of(made);
}
