import { once } from 'node:events';
import type { AddressInfo, Server } from 'node:net';
import { authority } from '../scenarios/load/authority.ts';
import type { TestedTransport } from '../scenarios/load/transport.ts';
import { createApp } from './app.ts';
import type { Feed } from './feed/feed.ts';
import type { Limits } from './feed/limits.ts';
import type { Observation } from './observation/observation.ts';
import type { CallsPage, Page } from './page.ts';
import { createTcpFloor } from './transports/tcp-floor.ts';

export interface StartOptions {
  transports: readonly TestedTransport[] | 'tcp-floor';
  feed: Feed;
  host: string;
  /** 0 for any free port. */
  port: number;
  limits?: Partial<Limits>;
  page?: Page;
  callsPage?: CallsPage | undefined;
  demo?: boolean;
  echo?: boolean;
  origins?: readonly string[];
  /**
   * Hears of everything that happens, but of publications only by an `observedFeed`. Measured
   * servers have none, and do not load it.
   */
  observation?: Observation | undefined;
}

export interface RunningServer {
  port: number;
  server: Server;
  close(): Promise<void>;
}

/**
 * Requested maximum of connections that wait to be accepted, so that 10,000 can arrive at once. The
 * kernel may lower it.
 */
const BACKLOG = 16_384;

/**
 * Starts one server, an app or the tcp-floor, and resolves when it listens. Rejects with one line
 * if the port is not available.
 */
export async function startServer({
  transports,
  feed,
  host,
  port,
  limits = {},
  observation,
  ...options
}: StartOptions): Promise<RunningServer> {
  try {
    if (transports === 'tcp-floor') {
      const server = createTcpFloor({ feed, limits, observe: observation?.stream });
      server.listen({ host, port, backlog: BACKLOG });
      await once(server, 'listening');
      const sockets = new Set<{ destroy(): void }>();
      server.on('connection', socket => {
        sockets.add(socket);
        socket.once('close', () => sockets.delete(socket));
      });
      const close = async () => {
        observation?.closing();
        server.close();
        for (const socket of sockets) socket.destroy();
        await once(server, 'close');
      };
      return { port: (server.address() as AddressInfo).port, server, close };
    }
    const app = createApp({ transports, feed, limits, observation, ...options });
    await app.listen({ host, port, backlog: BACKLOG }).catch(async error => {
      await app.close();
      throw error;
    });
    const { port: boundPort } = app.server.address() as AddressInfo;
    const close = () => {
      observation?.closing();
      return app.close();
    };
    return { port: boundPort, server: app.server, close };
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'EADDRINUSE')
      throw new Error(`port ${port} on ${host} is taken; choose another, or 0 for any free one`);
    if (code === 'EACCES')
      throw new Error(`no permission to listen on port ${port} of ${host}; choose one above 1023`);
    throw new Error(`cannot listen on ${authority(host, port)}: ${message}`);
  }
}
