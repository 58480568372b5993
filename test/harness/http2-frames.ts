const PREFACE = 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n';
const HEAD_BYTES = 9;
const DATA = 0;

/** Bytes of HTTP/2 by what they are. */
export interface Http2Parts {
  /** The content of DATA frames. */
  content: number;
  /** The preface, the heads of all frames, and the content of all others. */
  added: number;
}

/** What whole frames have, one after the other. Throws if the last is not complete. */
export function partsOf(plain: Buffer): Http2Parts {
  const parts: Http2Parts = { content: 0, added: 0 };
  let at = 0;
  while (at < plain.length) {
    if (plain.subarray(at, at + PREFACE.length).equals(Buffer.from(PREFACE))) {
      parts.added += PREFACE.length;
      at += PREFACE.length;
      continue;
    }
    const length = plain.readUIntBE(at, 3);
    const isContent = plain[at + 3] === DATA;
    parts.content += isContent ? length : 0;
    parts.added += HEAD_BYTES + (isContent ? 0 : length);
    at += HEAD_BYTES + length;
  }
  if (at > plain.length) throw new Error(`a frame ends ${at - plain.length} B behind the last record`);
  return parts;
}
