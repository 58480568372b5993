/** Opcodes of RFC 6455 §5.2. */
export const OPCODE = { continuation: 0, text: 1, binary: 2, close: 8, ping: 9, pong: 10 } as const;

const FIN = 0x80;
const RSV = 0x70;
const MASKED = 0x80;

/**
 * Takes a complete message, or a control frame, which may arrive between the frames of a message.
 * `data` is only valid during the call.
 */
export type OnMessage = (opcode: number, data: Buffer) => void;

/**
 * Reads WebSocket frames of a server (RFC 6455 §5.2: unmasked) from the bytes of one connection.
 * The returned function takes each chunk and keeps none of it. It throws on a protocol error, or on
 * a message over `maxBytes`. Extensions are not negotiated, so reserved bits must be 0.
 */
export function frameReader(maxBytes: number, onMessage: OnMessage): (chunk: Buffer) => void {
  let rest: Buffer | undefined;
  let messageOpcode = 0;
  let fragments: Buffer[] | undefined;

  function frame(first: number, data: Buffer): void {
    const opcode = first & 0x0f;
    const isFinal = (first & FIN) !== 0;
    if (opcode >= OPCODE.close) {
      if (!isFinal || data.length > 125) throw new Error('a control frame that is fragmented or too long');
      onMessage(opcode, data);
      return;
    }
    if ((opcode === OPCODE.continuation) !== (fragments !== undefined))
      throw new Error('a frame out of order');
    if (isFinal && !fragments) {
      onMessage(opcode, data);
      return;
    }
    if (!fragments) messageOpcode = opcode;
    // Copied, because a fragment outlives its chunk.
    fragments = [...(fragments ?? []), Buffer.from(data)];
    if (fragments.reduce((sum, part) => sum + part.length, 0) > maxBytes)
      throw new Error(`a message over ${maxBytes} bytes`);
    if (!isFinal) return;
    const message = Buffer.concat(fragments);
    fragments = undefined;
    onMessage(messageOpcode, message);
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
    if ((first & RSV) !== 0) throw new Error('a reserved bit is set');
    if ((second & MASKED) !== 0) throw new Error('a server must not mask');
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
    if (length > maxBytes) throw new Error(`a message over ${maxBytes} bytes`);
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
