import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { Readable } from 'node:stream';
import type { FastifyInstance, FastifyReply, FastifyRequest, onSendHookHandler } from 'fastify';
import type { Limits } from '../feed/limits.ts';

type Bounds = Pick<Limits, 'maxDiscardedBytes' | 'cutOffGraceMs'>;

const hasBody = ({ 'content-length': length = '0', 'transfer-encoding': coding }: IncomingHttpHeaders) =>
  coding !== undefined || Number(length) > 0;

/** Whether a client may still send when the answer ends its connection. */
const mayStillSend = ({ raw }: FastifyRequest, reply: FastifyReply): boolean =>
  !raw.complete &&
  hasBody(raw.headers) &&
  (reply.getHeader('connection') === 'close' || !reply.raw.shouldKeepAlive);

/**
 * Reads the rest of a body and drops it. Resolves at its end, when its connection ends, after
 * `maxDiscardedBytes`, or after `cutOffGraceMs`.
 */
function discarded(body: IncomingMessage, { maxDiscardedBytes, cutOffGraceMs }: Bounds): Promise<void> {
  return new Promise(resolve => {
    let bytes = 0;
    const timer = setTimeout(finish, cutOffGraceMs);
    function count(chunk: Buffer): void {
      bytes += chunk.length;
      if (bytes > maxDiscardedBytes) finish();
    }
    function finish(): void {
      clearTimeout(timer);
      body.off('data', count);
      resolve();
    }
    body.once('end', finish).once('close', finish);
    body.on('data', count);
    body.resume();
  });
}

/**
 * A hook for refusals of requests with a body. A kernel resets a connection that is shut while data
 * are unread, and the reset may take the answer with it. So where the answer ends the connection,
 * it goes out at once and in full, but counts as sent only when the rest of the body was read,
 * within bounds.
 */
export function readRestOfBody(bounds: Bounds): onSendHookHandler<unknown> {
  return (request, reply, payload, done) => {
    if (typeof payload !== 'string' || !mayStillSend(request, reply)) return done(null, payload);
    const rest = discarded(request.raw, bounds);
    async function* untilRead() {
      yield payload;
      await rest;
    }
    reply.header('content-length', Buffer.byteLength(payload));
    done(null, Readable.from(untilRead(), { objectMode: false }));
  };
}

/** Has the hook on every route that takes a POST. */
export function readRestOfPosts(app: FastifyInstance, bounds: Bounds): void {
  const hook = readRestOfBody(bounds);
  app.addHook('onRoute', route => {
    if (![route.method].flat().includes('POST')) return;
    route.onSend = [...[route.onSend ?? []].flat(), hook];
  });
}
