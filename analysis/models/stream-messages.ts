import { type Credential, credentialLine } from '../../scenarios/load/credentials.ts';
import { chunkBytes, cursorBytes, webSocketHeadBytes } from './frames.ts';

// The messages by which a stream begins and ends, without its notifications.
// clients/transports/ writes the requests; servers/transports/, Fastify and ws write the answers.

/** A subscriber's first request: to which server, of which topic, after which cursor. */
export interface StreamRequest {
  target: { host: string; port: number };
  topic: string;
  /** As text. */
  after: string;
  /** By what it shows who asks; lines have none. */
  credential?: Credential | undefined;
}

const requestOf = ({ target, credential }: StreamRequest, path: string, headers: string) =>
  `GET ${path} HTTP/1.1\r\nHost: ${target.host}:${target.port}\r\n${credentialLine(credential)}${headers}\r\n`;

/** Bytes of the request of an event stream. */
export const sseRequestBytes = (request: StreamRequest): number =>
  requestOf(
    request,
    `/notifications/stream?topic=${encodeURIComponent(request.topic)}`,
    `Accept: text/event-stream\r\nLast-Event-ID: ${request.after}\r\n`,
  ).length;

const SSE_HEAD =
  'HTTP/1.1 200 OK\r\n' +
  'content-type: text/event-stream; charset=utf-8\r\n' +
  'cache-control: no-store\r\n' +
  'x-accel-buffering: no\r\n' +
  'connection: close\r\n' +
  'Date: Sun, 06 Nov 1994 08:49:37 GMT\r\n' +
  'Transfer-Encoding: chunked\r\n\r\n';

/** Bytes of the event `start` of an event stream. */
export const sseStartEventBytes = (afterSeq: number): number =>
  'event: start\nid: \ndata: {"cursor":""}\n\n'.length + 2 * cursorBytes(afterSeq);

/** Bytes of the head of an event stream and of its event `start`, which come together. */
export const sseStartBytes = (afterSeq: number): number =>
  SSE_HEAD.length + chunkBytes(sseStartEventBytes(afterSeq));

/** 16 bytes and a hash of 20 in base64 (RFC 6455 §4.1, §4.2.2). */
const KEY = '='.repeat(24);
const ACCEPT = '='.repeat(28);

/** Bytes of the request of a WebSocket. */
export const webSocketRequestBytes = (request: StreamRequest): number =>
  requestOf(
    request,
    `/notifications/socket?topic=${encodeURIComponent(request.topic)}&after=${request.after}`,
    `Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: ${KEY}\r\nSec-WebSocket-Version: 13\r\n`,
  ).length;

/** Bytes of the answer to it. */
export const WEBSOCKET_ANSWER_BYTES = (
  'HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n' +
  `Sec-WebSocket-Accept: ${ACCEPT}\r\n\r\n`
).length;

const startLineBytes = (afterSeq: number) => '{"cursor":""}'.length + cursorBytes(afterSeq);

/** Bytes of its first frame, with the cursor that it starts from. */
export const webSocketStartBytes = (afterSeq: number): number =>
  webSocketHeadBytes(startLineBytes(afterSeq), 'server') + startLineBytes(afterSeq);

/** Bytes of a frame that closes with a code and no reason (RFC 6455 §5.5.1). */
export const webSocketCloseBytes = (from: 'server' | 'client'): number => webSocketHeadBytes(2, from) + 2;

/** Bytes of the request of tcp-floor, a line. */
export const floorRequestBytes = ({ topic, after }: StreamRequest): number =>
  Buffer.byteLength(`${JSON.stringify({ topic, after })}\n`);

/** Bytes of the line with which tcp-floor begins. */
export const floorStartBytes = (afterSeq: number): number => startLineBytes(afterSeq) + 1;
