import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import type { Compression } from '../../scenarios/load/connection.ts';
import { takesGzip, varyWithEncoding } from '../compression/negotiated.ts';
import type { CursorGoneError } from '../feed/errors.ts';
import { carrierOf, streamOf } from '../http2/carrier.ts';
import { httpChunk } from './framing.ts';
import { pushStream } from './push-stream.ts';
import { cutOff } from './slow-reader.ts';
import { type BodyFraming, streamBodies } from './stream-body.ts';
import { CursorOrEmpty, cursorIn, SubscriptionQuery, type TransportContext } from './subscription-request.ts';

const HEAD = {
  // Without the charset, Python's requests reads ISO-8859-1.
  'content-type': 'text/event-stream; charset=utf-8',
  'cache-control': 'no-store',
  // nginx then passes each event on at once, instead of 16 KiB together.
  'x-accel-buffering': 'no',
};
/**
 * Over HTTP/1.1 the server ends the connection with the stream. A proxy that did not know would
 * send the next request into it.
 */
const CLOSE = { connection: 'close' };

/** A comment. An empty line after it would be an event with empty data to some clients. */
const HEARTBEAT = Buffer.from(':\n');

/** An event of the server's own. Without an id it leaves the reader's cursor unchanged. */
function event(name: string, data: unknown, id?: string): Buffer {
  const idLine = id === undefined ? '' : `id: ${id}\n`;
  return Buffer.from(`event: ${name}\n${idLine}data: ${JSON.stringify(data)}\n\n`);
}

const CHUNKED: BodyFraming = { framed: httpChunk, end: Buffer.from('0\r\n\r\n') };
/** HTTP/1.0 and HTTP/2 have no chunks: the body goes on until the connection or the stream ends. */
const UNTIL_THE_END: BodyFraming = { framed: content => content, end: Buffer.alloc(0) };

const Query = Type.Object({ ...SubscriptionQuery.properties, lastEventId: Type.Optional(CursorOrEmpty) });
const Headers = Type.Object({ 'last-event-id': Type.Optional(CursorOrEmpty) });

/**
 * `GET /notifications/stream?topic=T`, from `Last-Event-ID: C` or `after=C`: an event stream
 * (WHATWG HTML §9.2) with the cursor as `id:` and a comment as heartbeat. It begins with an event
 * `start`. An event `gone` or `slow` before the end states why the stream ends. A cursor that is
 * gone at the beginning is 410, after which a browser does not return. HEAD ends after the head.
 * With compression, the stream is gzip for a client that takes it.
 */
export const sse: FastifyPluginAsyncTypebox<TransportContext> = async (
  app,
  { feed, limits, heartbeat, observe, compression, deflate },
) => {
  const bodiesBy = (how: Compression | undefined) => ({
    chunked: streamBodies(CHUNKED, how, deflate),
    untilTheEnd: streamBodies(UNTIL_THE_END, how, deflate),
  });
  const [plain, compressed] = [bodiesBy(undefined), bodiesBy(compression)];
  const closers = new Set<() => Promise<void>>();

  app.route({
    method: ['GET', 'HEAD'],
    url: '/notifications/stream',
    schema: { querystring: Query, headers: Headers },
    handler(request, reply) {
      const { topic, after: first, lastEventId } = request.query;
      const { httpVersion } = request.raw;
      const socket = carrierOf(request);
      const isStream = streamOf(request) !== undefined;
      // Events are written directly to the socket, so no earlier answer may be under way on it.
      if (!isStream && reply.raw.socket !== socket) {
        return reply.code(400).send(new Error('an event stream needs a connection of its own'));
      }
      // A browser that reconnects repeats its first address. The header has the cursor that it
      // reached; polyfills cannot set a header and use the query.
      const after = feed.startOf(topic, cursorIn(request.headers['last-event-id'] || lastEventId || first));
      const isCompressed = compression !== undefined && takesGzip(request);
      const head = {
        ...HEAD,
        ...(!isStream && CLOSE),
        ...(compression && varyWithEncoding(reply)),
        ...(isCompressed && { 'content-encoding': 'gzip' }),
      };
      if (request.method === 'HEAD') return reply.headers(head).send();
      const isChunked = httpVersion !== '1.0' && !isStream;
      const { chunked, untilTheEnd } = isCompressed ? compressed : plain;

      reply.hijack();
      reply.raw.useChunkedEncodingByDefault = isChunked;
      // Head and first event in one packet: several proxies hold the head until the body begins.
      socket.cork();
      reply.raw.writeHead(200, head);
      reply.raw.flushHeaders();
      const body = (isChunked ? chunked : untilTheEnd)(socket);
      const stop = pushStream({
        feed,
        topic,
        after,
        socket,
        outlet: body,
        // With data, because five of the clients tried forget the id of an event that has none.
        onStart: cursor => body.begin(event('start', { cursor }, cursor)),
        maxUnreadBytes: limits.maxUnreadBytes,
        heartbeat: { schedule: heartbeat, beat: () => body.own(HEARTBEAT) },
        onGone: ({ code, message }: CursorGoneError) => body.end(event('gone', { code, message })),
        onSlow: () => {
          const message = `over ${limits.maxUnreadBytes} bytes unread`;
          const slow = event('slow', { code: 'SLOW_READER', message });
          cutOff(socket, topic, () => body.end(slow), limits.cutOffGraceMs);
        },
        observer: observe?.('sse', topic, socket),
      });
      const close = () => {
        stop();
        return body.end();
      };
      closers.add(close);
      socket.on('close', () => closers.delete(close));
    },
  });

  app.addHook('preClose', async () => {
    // The app destroys the connections afterwards.
    await Promise.all([...closers].map(close => close()));
  });
};
