import { Sender } from 'ws';
import { cursorText } from '../../scenarios/load/cursor.ts';
import type { Entry } from '../feed/held.ts';

/** Bytes of one notification on a transport's connection. */
export type Frame = (entry: Entry) => Buffer;

/**
 * Builds each notification's frame once for all subscribers. Remembering the last frame is enough:
 * the feed calls all listeners of one notification before it takes the next.
 */
export function framedOnce(build: Frame): Frame {
  let lastEntry: Entry | undefined;
  let lastFrame: Buffer;
  return entry => {
    if (entry !== lastEntry) {
      lastFrame = build(entry);
      lastEntry = entry;
    }
    return lastFrame;
  };
}

/** One chunk of a chunked HTTP/1.1 body (RFC 9112 §7.1). */
export function httpChunk(content: Buffer): Buffer {
  return Buffer.concat([Buffer.from(`${content.length.toString(16)}\r\n`), content, Buffer.from('\r\n')]);
}

/**
 * An event of an event stream. `id:` is the cursor that the browser sends when it reconnects.
 */
export function sseEvent(entry: Entry): Buffer {
  return Buffer.concat([Buffer.from(`id: ${cursorText(entry)}\ndata: `), entry.json, Buffer.from('\n\n')]);
}

/** Opcodes of messages (RFC 6455 §5.2). */
export const OPCODE = { text: 1, binary: 2 } as const;

/** One unmasked, final frame (RFC 6455 §5.2); a compressed message has its bit (RFC 7692 §6). */
export function webSocketFrame(opcode: number, data: Buffer, isCompressed = false): Buffer {
  const parts = Sender.frame(data, { fin: true, opcode, mask: false, readOnly: true, rsv1: isCompressed });
  return Buffer.concat(parts as Buffer[]);
}

export const webSocketTextFrame = ({ json }: Pick<Entry, 'json'>): Buffer =>
  webSocketFrame(OPCODE.text, json);
export const webSocketBinaryFrame = (data: Buffer): Buffer => webSocketFrame(OPCODE.binary, data);

/** One line of JSON. */
export function line(entry: Entry): Buffer {
  return Buffer.concat([entry.json, Buffer.from('\n')]);
}

/**
 * The body of a poll's answer: the entries (at least one, in sequence, of one topic) and the next
 * cursor, `{"notifications":[…],"cursor":"E-N"}`. It is built once for all subscribers with the
 * same cursor.
 */
export function pollBodies(): (entries: readonly Entry[]) => Buffer {
  let lastFrom: Entry | undefined;
  let lastTo: Entry | undefined;
  let lastBody: Buffer;
  return entries => {
    const from = entries[0] as Entry;
    const to = entries.at(-1) as Entry;
    if (from !== lastFrom || to !== lastTo) {
      const parts = entries.flatMap(entry => [Buffer.from(','), entry.json]).slice(1);
      lastBody = Buffer.concat([
        Buffer.from('{"notifications":['),
        ...parts,
        Buffer.from(`],"cursor":"${cursorText(to)}"}`),
      ]);
      lastFrom = from;
      lastTo = to;
    }
    return lastBody;
  };
}
