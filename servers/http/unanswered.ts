import type { ServerResponse } from 'node:http';
import type { Http2Session } from 'node:http2';
import type { Socket } from 'node:net';
import type { FastifyInstance } from 'fastify';
import type { Limits } from '../feed/limits.ts';
import { streamOf } from '../http2/carrier.ts';
import { endWithAnswer } from './refusal.ts';

/** The requests of each connection that have no complete answer yet. */
export interface Unanswered {
  /** The response to the oldest request; undefined if all are answered. */
  oldest(connection: Socket | Http2Session): ServerResponse | undefined;
  /**
   * Shuts a connection. The oldest request without an answer gets a refusal with `connection:
   * close`. An answer that has begun is cut instead; its reader misses the rest of it.
   */
  refuse(socket: Socket, statusCode: number, message: string): void;
}

/**
 * Follows the requests of each connection, and refuses one with more than `maxPipelined` of them
 * without an answer. Node reads pipelined requests as they arrive and holds each with its answer.
 * Without a bound, one client that never reads could fill the memory.
 */
export function trackUnanswered(
  app: FastifyInstance,
  limits: Pick<Limits, 'maxPipelined' | 'maxDiscardedBytes' | 'cutOffGraceMs'>,
): Unanswered {
  const { maxPipelined } = limits;
  const responsesOf = new WeakMap<Socket | Http2Session, ServerResponse[]>();

  const oldest = (connection: Socket | Http2Session) =>
    responsesOf.get(connection)?.find(response => !response.writableFinished);

  function refuse(socket: Socket, statusCode: number, message: string): void {
    if (socket.destroyed || socket.writableEnded) return;
    const response = oldest(socket);
    if (response?.headersSent && !response.writableEnded) {
      socket.destroy();
      return;
    }
    endWithAnswer(socket, statusCode, message, limits);
  }

  app.addHook('onRequest', (request, reply, done) => {
    const { socket } = request.raw;
    const session = streamOf(request)?.session;
    const responses = responsesOf.get(session ?? socket) ?? [];
    // Over HTTP/2 the other side knows how many streams it may have.
    if (!session && responses.length >= maxPipelined) {
      reply.hijack();
      refuse(socket, 503, `more than ${maxPipelined} requests of this connection wait for their answers`);
      return;
    }
    responsesOf.set(session ?? socket, responses);
    responses.push(reply.raw);
    reply.raw.once('close', () => void responses.splice(responses.indexOf(reply.raw), 1));
    done();
  });

  return { oldest, refuse };
}
