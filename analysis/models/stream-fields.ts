import { credentialFields } from './credentials.ts';
import type { Fields } from './hpack.ts';
import { SOME_DATE } from './poll-fields.ts';
import type { StreamRequest } from './stream-messages.ts';

// The fields by which a stream begins over HTTP/2. clients/transports/ writes the requests;
// servers/transports/ and Node write the answers.

const commonFields = ({ target, credential }: StreamRequest, path: string): Fields => [
  [':authority', `${target.host}:${target.port}`],
  [':scheme', 'https'],
  [':path', path],
  ...credentialFields(credential),
];

/** The fields of the request of an event stream. */
export const sseFields = (request: StreamRequest): Fields => [
  [':method', 'GET'],
  ...commonFields(request, `/notifications/stream?topic=${encodeURIComponent(request.topic)}`),
  ['accept', 'text/event-stream'],
  ['last-event-id', request.after],
];

/** Those of the answer to it. */
export const SSE_ANSWER_FIELDS: Fields = [
  [':status', '200'],
  ['content-type', 'text/event-stream; charset=utf-8'],
  ['cache-control', 'no-store'],
  ['x-accel-buffering', 'no'],
  ['date', SOME_DATE],
];

/** The fields of the extended CONNECT that asks for a WebSocket (RFC 8441 §5). */
export const webSocketFields = (request: StreamRequest): Fields => [
  [':method', 'CONNECT'],
  [':protocol', 'websocket'],
  ...commonFields(
    request,
    `/notifications/socket?topic=${encodeURIComponent(request.topic)}&after=${request.after}`,
  ),
  ['sec-websocket-version', '13'],
];

/** Those of the answer to it. */
export const WEBSOCKET_ANSWER_FIELDS: Fields = [
  [':status', '200'],
  ['date', SOME_DATE],
];
