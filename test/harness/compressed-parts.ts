import { type Packet, SERVER_MAC } from './decrypted.ts';

/** Bytes that were compressed among those that a server sent over HTTP/1.1 on one connection. */
type Count = (plain: Buffer) => number;

/** The bodies of answers, each after a head with its length. */
const bodies: Count = plain => {
  let bytes = 0;
  for (let at = 0; at < plain.length; ) {
    const end = plain.indexOf('\r\n\r\n', at);
    if (end < 0) throw new Error('an answer without the end of its head');
    const head = plain.subarray(at, end).toString('latin1').toLowerCase();
    const length = Number(/^content-length: (\d+)$/m.exec(head)?.[1] ?? 0);
    if (head.includes('\r\ncontent-encoding: gzip')) bytes += length;
    at = end + 4 + length;
  }
  return bytes;
};

/** The chunks of a stream that began before. */
const chunks: Count = plain => {
  let bytes = 0;
  for (let at = 0; at < plain.length; ) {
    const end = plain.indexOf('\r\n', at);
    const length = Number.parseInt(plain.subarray(at, end).toString('latin1'), 16);
    if (end < 0 || Number.isNaN(length)) throw new Error('a stream without chunks');
    bytes += length;
    at = end + 2 + length + 2;
  }
  return bytes;
};

const COMPRESSED_BIT = 0x40;
const LENGTH_BITS = 0x7f;
const TWO_BYTE_LENGTH = 126;

/** The content of frames that say they are compressed; none is longer than 65,535 B. */
const frames: Count = plain => {
  let bytes = 0;
  for (let at = 0; at < plain.length; ) {
    const short = plain.readUInt8(at + 1) & LENGTH_BITS;
    const isLong = short === TWO_BYTE_LENGTH;
    const length = isLong ? plain.readUInt16BE(at + 2) : short;
    if (plain.readUInt8(at) & COMPRESSED_BIT) bytes += length;
    at += (isLong ? 4 : 2) + length;
  }
  return bytes;
};

const COUNTS = { 'short-polling': bodies, 'long-polling': bodies, sse: chunks, websocket: frames };

/**
 * How many bytes servers sent compressed, by the framing of a transport in decrypted packets.
 * Throws if these do not begin and end with whole messages.
 */
export function compressedBytesIn(packets: readonly Packet[], transport: keyof typeof COUNTS): number {
  const down = packets.filter(({ from }) => from === SERVER_MAC);
  return [...Map.groupBy(down, ({ connection }) => connection).values()]
    .map(own => COUNTS[transport](Buffer.concat(own.map(({ plain }) => plain))))
    .reduce((sum, bytes) => sum + bytes, 0);
}
