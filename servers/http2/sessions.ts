import type { ServerHttp2Session } from 'node:http2';
import type { FastifyInstance } from 'fastify';
import type { Limits } from '../feed/limits.ts';

/**
 * Ends the connections of HTTP/2 with the app: each is told to open no further stream, and closed
 * when its streams have ended. What is left after `cutOffGraceMs` is destroyed.
 */
export function endSessionsWith(
  app: FastifyInstance,
  { cutOffGraceMs }: Pick<Limits, 'cutOffGraceMs'>,
): void {
  const sessions = new Set<ServerHttp2Session>();
  app.server.on('session', (session: ServerHttp2Session) => {
    sessions.add(session);
    session.once('close', () => sessions.delete(session));
  });
  app.addHook('preClose', async () => {
    const timer = setTimeout(() => {
      for (const session of sessions) session.destroy();
    }, cutOffGraceMs);
    app.server.once('close', () => clearTimeout(timer));
  });
}
