import type { ServerHttp2Session } from 'node:http2';
import { Socket } from 'node:net';
import type { FastifyInstance } from 'fastify';
import type { Unanswered } from './unanswered.ts';

/**
 * Shuts the connections on which nothing moved for the app's `connectionTimeout`: a request that
 * does not come to its end is refused with 408, an answer that is not read is cut. A request whose
 * answer has not begun is a long poll that waits; it keeps its connection. Over HTTP/2 nothing
 * moved on any stream of it.
 */
export function shutStalled(app: FastifyInstance, { oldest, refuse }: Unanswered): void {
  // With this listener, Node leaves the end of the connection to it.
  app.server.on('timeout', (connection: Socket | ServerHttp2Session) => {
    const response = oldest(connection);
    if (!(connection instanceof Socket)) {
      // Without an answer that is stuck, Fastify closes it when its streams have ended.
      if (response?.headersSent) connection.destroy();
      return;
    }
    const socket = connection;
    if (response?.req.complete === false) refuse(socket, 408, 'the request made no progress');
    else if (!response || response.headersSent) socket.destroy();
  });
}
