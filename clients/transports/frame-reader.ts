import { isUtf8 } from 'node:buffer';
import { CLOSE_CODE, FrameFault } from './frame-fault.ts';

/** Opcodes of RFC 6455 §5.2. All others are reserved. */
export const OPCODE = { continuation: 0, text: 1, binary: 2, close: 8, ping: 9, pong: 10 } as const;

const FIN = 0x80;
const RSV = 0x70;
/** Says of the first frame of a message that it is compressed (RFC 7692 §6). */
const RSV1 = 0x40;
const OPCODE_BITS = 0x0f;
const MASKED = 0x80;
const MAX_CONTROL_BYTES = 125;
const DEFINED: readonly number[] = Object.values(OPCODE);

/**
 * Takes a complete message, or a control frame, which may arrive between the frames of a message.
 * `data` is only valid during the call.
 */
export type OnMessage = (opcode: number, data: Buffer) => void;

/**
 * Reads WebSocket frames of a server (RFC 6455 §5.2: unmasked) from the bytes of one connection.
 * The returned function takes each chunk and keeps none of it. It throws a FrameFault on a protocol
 * error, on text that is not UTF-8, or on a message over `maxBytes`; nothing may be read after
 * that. With `inflate`, messages may be compressed; other reserved bits must be 0.
 */
export function frameReader(
  maxBytes: number,
  onMessage: OnMessage,
  inflate?: (data: Buffer) => Buffer,
): (chunk: Buffer) => void {
  let rest: Buffer | undefined;
  let messageOpcode = 0;
  let isCompressed = false;
  let fragments: Buffer[] | undefined;
  let fragmentBytes = 0;

  function message(opcode: number, data: Buffer): void {
    const content = isCompressed && inflate ? inflate(data) : data;
    if (opcode === OPCODE.text && !isUtf8(content))
      throw new FrameFault('text that is not UTF-8', CLOSE_CODE.invalidText);
    onMessage(opcode, content);
  }

  /** A frame of a message that has several. */
  function fragment(opcode: number, isFinal: boolean, data: Buffer): void {
    if (!fragments) {
      messageOpcode = opcode;
      fragments = [];
      fragmentBytes = 0;
    }
    // Copied, because a fragment outlives its chunk.
    fragments.push(Buffer.from(data));
    fragmentBytes += data.length;
    if (fragmentBytes > maxBytes) throw tooBig();
    if (!isFinal) return;
    const whole = Buffer.concat(fragments);
    fragments = undefined;
    message(messageOpcode, whole);
  }

  function frame(first: number, data: Buffer): void {
    const opcode = first & OPCODE_BITS;
    const isFinal = (first & FIN) !== 0;
    if (opcode >= OPCODE.close) {
      onMessage(opcode, data);
      return;
    }
    if ((opcode === OPCODE.continuation) !== (fragments !== undefined))
      throw new FrameFault('a frame out of order');
    if (!fragments) isCompressed = (first & RSV1) !== 0;
    if (isFinal && !fragments) message(opcode, data);
    else fragment(opcode, isFinal, data);
  }

  const tooBig = () => new FrameFault(`a message over ${maxBytes} bytes`, CLOSE_CODE.tooBig);

  /** Throws where the first two bytes of a frame say what must not be. */
  function checkHead(first: number, second: number): void {
    const opcode = first & OPCODE_BITS;
    const mayBeCompressed = inflate && (opcode === OPCODE.text || opcode === OPCODE.binary);
    if ((first & RSV & ~(mayBeCompressed ? RSV1 : 0)) !== 0) throw new FrameFault('a reserved bit is set');
    if ((second & MASKED) !== 0) throw new FrameFault('a server must not mask');
    if (!DEFINED.includes(opcode)) throw new FrameFault(`a frame with the reserved opcode ${opcode}`);
    if (opcode >= OPCODE.close && ((first & FIN) === 0 || second > MAX_CONTROL_BYTES))
      throw new FrameFault('a control frame that is fragmented or too long');
  }

  /**
   * Reads one frame at `start`. Returns where the next one begins, or undefined if it is
   * incomplete.
   */
  function readFrame(bytes: Buffer, start: number): number | undefined {
    const available = bytes.length - start;
    if (available < 2) return undefined;
    const first = bytes[start] as number;
    const second = bytes[start + 1] as number;
    checkHead(first, second);
    let length = second;
    let headerBytes = 2;
    if (second === 126) {
      headerBytes = 4;
      if (available < headerBytes) return undefined;
      length = bytes.readUInt16BE(start + 2);
    } else if (second === 127) {
      headerBytes = 10;
      if (available < headerBytes) return undefined;
      length = bytes.readUInt32BE(start + 2) * 2 ** 32 + bytes.readUInt32BE(start + 6);
    }
    if (length > maxBytes) throw tooBig();
    if (available < headerBytes + length) return undefined;
    const end = start + headerBytes + length;
    frame(first, bytes.subarray(start + headerBytes, end));
    return end;
  }

  return chunk => {
    const bytes = rest ? Buffer.concat([rest, chunk]) : chunk;
    rest = undefined;
    let start = 0;
    for (let next = readFrame(bytes, 0); next !== undefined; next = readFrame(bytes, start)) start = next;
    if (start < bytes.length) rest = Buffer.from(bytes.subarray(start));
  };
}
