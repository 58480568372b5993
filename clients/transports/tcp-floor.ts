import { keepConnected } from './connection.ts';
import type { Protocol, Wire } from './protocol.ts';
import type { Connect } from './subscriber.ts';

const NEWLINE = 0x0a;

/** Requests a topic from a tcp-floor server. */
export function requestLine(wire: Wire): void {
  wire.write(`${JSON.stringify({ topic: wire.topic, after: wire.cursor })}\n`);
}

function lines(wire: Wire): Protocol {
  let rest: Buffer | undefined;

  function take(text: string): void {
    const value = JSON.parse(text);
    if (value.seq !== undefined) {
      wire.deliver([value]);
      return;
    }
    if (value.cursor !== undefined) {
      wire.cursor = value.cursor;
      wire.established();
      return;
    }
    const { code, message } = value.error;
    if (code === 'SLOW_READER') throw new Error(message);
    wire.end(code, message);
  }

  requestLine(wire);
  if (wire.cursor !== undefined) wire.established();
  return {
    receive(chunk) {
      let bytes = chunk;
      if (rest) bytes = Buffer.concat([rest, chunk]);
      let start = 0;
      for (let end = bytes.indexOf(NEWLINE); end >= 0; end = bytes.indexOf(NEWLINE, start)) {
        take(bytes.toString('utf8', start, end));
        start = end + 1;
      }
      rest = start < bytes.length ? Buffer.from(bytes.subarray(start)) : undefined;
    },
  };
}

/** Follows a topic on a tcp-floor server: one line of JSON per notification. */
export const tcpFloor: Connect = (target, options) => keepConnected(target, options, lines);
