import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { FastifyInstance } from 'fastify';
import type { Limits } from '../feed/limits.ts';
import { endWithAnswer } from './refusal.ts';

/** The requests of each connection that have no complete answer yet. */
export interface Unanswered {
  /** The response to the oldest request; undefined if all are answered. */
  oldest(socket: Socket): ServerResponse | undefined;
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
  const responsesOf = new WeakMap<Socket, ServerResponse[]>();

  const oldest = (socket: Socket) => responsesOf.get(socket)?.find(response => !response.writableFinished);

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
    const responses = responsesOf.get(socket) ?? [];
    if (responses.length >= maxPipelined) {
      reply.hijack();
      refuse(socket, 503, `more than ${maxPipelined} requests of this connection wait for their answers`);
      return;
    }
    responsesOf.set(socket, responses);
    responses.push(reply.raw);
    reply.raw.once('close', () => void responses.splice(responses.indexOf(reply.raw), 1));
    done();
  });

  return { oldest, refuse };
}
