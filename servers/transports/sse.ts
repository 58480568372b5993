import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import type { CursorGoneError } from '../feed/feed.ts';
import { framedOnce, httpChunk, sseEvent } from './framing.ts';
import { pushStream } from './push-stream.ts';
import { cutOff } from './slow-reader.ts';
import { Cursor, SubscriptionQuery, type TransportContext } from './subscription-request.ts';

const HEARTBEAT = httpChunk(Buffer.from(':\n\n'));
const LAST_CHUNK = Buffer.from('0\r\n\r\n');

/** An event without id, which leaves the reader's cursor as it is. */
const event = (name: string, data: unknown) =>
  httpChunk(Buffer.from(`event: ${name}\ndata: ${JSON.stringify(data)}\n\n`));

/**
 * `GET /notifications/stream?topic=T`, from `Last-Event-ID: C` or `after=C`: an event stream (WHATWG HTML §9.2) with the
 * seq as `id:` and a comment as heartbeat. An event `gone` or `slow` before the end says why the stream ends.
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
    // A browser that comes back repeats the address it started with, and the header says how far it really got.
    const after = request.headers['last-event-id'] ?? request.query.after;
    const { socket } = request.raw;
    // Events go straight to the socket, in chunks: that takes HTTP/1.1, and no other answer before them.
    if (request.raw.httpVersion !== '1.1' || reply.raw.socket !== socket) {
      return reply.code(400).send(new Error('an event stream takes an HTTP/1.1 connection of its own'));
    }

    reply.hijack();
    reply.raw.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
    reply.raw.flushHeaders();

    const finish = (lastWord: Buffer) => socket.end(Buffer.concat([lastWord, LAST_CHUNK]));
    const stop = pushStream({
      feed,
      topic,
      after,
      socket,
      frame,
      // An id without data is no event, but the cursor that the browser comes back with.
      onStart: cursor => socket.write(httpChunk(Buffer.from(`id: ${cursor}\n\n`))),
      maxUnreadBytes: limits.maxUnreadBytes,
      heartbeat: { schedule: heartbeat, beat: () => socket.write(HEARTBEAT) },
      onGone: ({ code, message }: CursorGoneError) => finish(event('gone', { code, message })),
      onSlow: () => {
        const word = event('slow', {
          code: 'SLOW_READER',
          message: `over ${limits.maxUnreadBytes} bytes unread`,
        });
        cutOff(socket, topic, Buffer.concat([word, LAST_CHUNK]), limits.lastWordMs);
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
