import { createParser, type ParserCallbacks } from 'eventsource-parser';
import { eventReader } from '../../clients/transports/event-reader.ts';
import type { Read } from './event-stream-standard.ts';

/** Reads a stream that arrives in these pieces. */
type ReadPieces = (pieces: readonly Uint8Array[]) => Read;

/** Collects what a reader hands out. */
const collecting =
  (open: (callbacks: ParserCallbacks) => (piece: Buffer) => void): ReadPieces =>
  pieces => {
    const read: Read = { events: [], lastEventId: '', retryMs: undefined };
    const take = open({
      onId(id) {
        read.lastEventId = id;
      },
      onEvent({ event = 'message', data }) {
        read.events.push({ type: event, data, lastEventId: read.lastEventId });
      },
      onRetry(ms) {
        read.retryMs = ms;
      },
    });
    for (const piece of pieces) take(Buffer.from(piece));
    return read;
  };

/** What the lab's reader makes of it. */
export const readByLab = collecting(eventReader);

/** What eventsource-parser makes of it, behind the decoder of the platform. */
export const readByParser = collecting(callbacks => {
  const decoder = new TextDecoder();
  const parser = createParser(callbacks);
  return piece => parser.feed(decoder.decode(piece, { stream: true }));
});
