import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import type { CursorGoneError } from '../feed/feed.ts';
import { framedOnce, httpChunk, sseEvent } from './framing.ts';
import { pushStream } from './push-stream.ts';
import { cutOff } from './slow-reader.ts';
import { Cursor, SubscriptionQuery, type TransportContext } from './subscription-request.ts';

const HEARTBEAT = httpChunk(Buffer.from(':\n\n'));
const LAST_CHUNK = Buffer.from('0\r\n\r\n');

/** An event without an id, which leaves the reader's cursor unchanged. */
const event = (name: string, data: unknown) =>
  httpChunk(Buffer.from(`event: ${name}\ndata: ${JSON.stringify(data)}\n\n`));

/**
 * `GET /notifications/stream?topic=T`, from `Last-Event-ID: C` or `after=C`: an event stream
 * (WHATWG HTML §9.2) with the seq as `id:` and a comment as heartbeat. An event `gone` or `slow`
 * before the end states why the stream ends.
 */
export const sse: FastifyPluginAsyncTypebox<TransportContext> = async (app, { feed, limits, heartbeat }) => {
  const frame = framedOnce(sseEvent);
  const closers = new Set<() => void>();
  const schema = {
    querystring: SubscriptionQuery,
    headers: Type.Object({ 'last-event-id': Type.Optional(Cursor) }),
  };

  app.get('/notifications/stream', { schema }, (request, reply) => {
    const { topic } = request.query;
    // A browser that reconnects repeats its first address; the header has the cursor that it
    // reached.
    const after = request.headers['last-event-id'] ?? request.query.after;
    const { socket } = request.raw;
    // Events are written directly to the socket in chunks. That requires HTTP/1.1, and no earlier
    // answer on the connection.
    if (request.raw.httpVersion !== '1.1' || reply.raw.socket !== socket) {
      return reply.code(400).send(new Error('an event stream needs an HTTP/1.1 connection of its own'));
    }

    reply.hijack();
    reply.raw.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
    reply.raw.flushHeaders();

    const finish = (finalMessage: Buffer) => socket.end(Buffer.concat([finalMessage, LAST_CHUNK]));
    const stop = pushStream({
      feed,
      topic,
      after,
      socket,
      frame,
      // An id without data is no event, but sets the cursor that the browser sends when it
      // reconnects.
      onStart: cursor => socket.write(httpChunk(Buffer.from(`id: ${cursor}\n\n`))),
      maxUnreadBytes: limits.maxUnreadBytes,
      heartbeat: { schedule: heartbeat, beat: () => socket.write(HEARTBEAT) },
      onGone: ({ code, message }: CursorGoneError) => finish(event('gone', { code, message })),
      onSlow: () => {
        const message = event('slow', {
          code: 'SLOW_READER',
          message: `over ${limits.maxUnreadBytes} bytes unread`,
        });
        cutOff(socket, topic, Buffer.concat([message, LAST_CHUNK]), limits.cutOffGraceMs);
      },
    });
    const close = () => {
      stop();
      finish(Buffer.alloc(0));
    };
    closers.add(close);
    socket.on('close', () => closers.delete(close));
  });

  app.addHook('preClose', async () => {
    for (const close of closers) close();
  });
};
