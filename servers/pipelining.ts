import type { Socket } from 'node:net';
import type { FastifyInstance } from 'fastify';

/**
 * Closes a connection with more than `maxPipelined` unanswered requests. Node reads pipelined
 * requests as they arrive and holds each with its answer. Without a bound, one client that never
 * reads could fill the memory.
 */
export function limitPipelining(app: FastifyInstance, maxPipelined: number): void {
  const waiting = new WeakMap<Socket, number>();

  app.addHook('onRequest', (request, reply, done) => {
    const { socket } = request.raw;
    const count = (waiting.get(socket) ?? 0) + 1;
    if (count > maxPipelined) {
      reply.hijack();
      socket.destroy();
      return;
    }
    waiting.set(socket, count);
    reply.raw.once('close', () => waiting.set(socket, (waiting.get(socket) ?? 1) - 1));
    done();
  });
}
