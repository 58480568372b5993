import { SILENCE_MS } from '../../scenarios/load/time-outs.ts';
import { bodyEncodings, codingRequest, endUncompressed } from './ask-compression.ts';
import { keepConnected } from './connection.ts';
import { eventReader } from './event-reader.ts';
import { httpRequests } from './http-requests.ts';
import { gzipLineReader } from './inflate.ts';
import type { Protocol, Wire } from './protocol.ts';
import { encodingOf, isOfType, type RefusedAnswer, refusedAnswer } from './refused-answer.ts';
import type { Connect } from './subscriber.ts';

function eventStream(wire: Wire): Protocol {
  let refused: RefusedAnswer | undefined;

  const readEvents = eventReader({
    onEvent({ event, data }) {
      if (event === undefined) wire.deliver([JSON.parse(data)]);
      else if (event === 'start') {
        wire.cursor = JSON.parse(data).cursor;
        wire.established();
      } else if (event === 'gone') {
        const { code, message } = JSON.parse(data);
        wire.end(code, message);
      } else throw new Error(`the server ended the stream: ${event} ${data}`);
    },
  });
  const readContent = wire.target.compression ? gzipLineReader(readEvents) : readEvents;
  const { get, receive, ended } = httpRequests(wire, {
    onHead(statusCode, headers, head) {
      if (statusCode !== 200 || !isOfType(headers, 'text/event-stream', bodyEncodings(wire)))
        refused = refusedAnswer(wire, statusCode, headers, head);
      else if (wire.target.compression && encodingOf(headers) !== 'gzip') endUncompressed(wire, 'the stream');
      else if (wire.cursor !== undefined) wire.established();
    },
    onBody(chunk) {
      if (refused) refused.onBody(chunk);
      else readContent(chunk);
    },
    onEnd() {
      if (!refused) throw new Error('the server ended the stream');
      refused.onEnd();
    },
  });

  const after = wire.cursor === undefined ? '' : `Last-Event-ID: ${wire.cursor}\r\n`;
  const path = `/notifications/stream?topic=${encodeURIComponent(wire.topic)}`;
  get(path, `${wire.requestHeaders}${codingRequest(wire)}Accept: text/event-stream\r\n${after}`);
  return { receive, ended };
}

/** Follows an event stream like a browser's EventSource: reconnects with `Last-Event-ID`. */
export const sse: Connect = (target, options) => keepConnected(target, options, eventStream, SILENCE_MS);
