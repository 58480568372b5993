import { once } from 'node:events';
import type { AddressInfo, ListenOptions, Server, Socket } from 'node:net';
import type { FastifyListenOptions } from 'fastify';
import type { ServerTls } from '../bench/processes/tls.ts';
import { authority } from '../scenarios/load/authority.ts';
import type { Compression, HttpVersion } from '../scenarios/load/connection.ts';
import type { TestedTransport } from '../scenarios/load/transport.ts';
import type { Deflate } from '../scenarios/load/transport-options.ts';
import { type AppOptions, createApp } from './app.ts';
import type { ServedFeed } from './feed/feed.ts';
import type { Limits } from './feed/limits.ts';
import { addressesOf, listenAlso } from './listeners.ts';
import type { Observation } from './observation/observation.ts';
import type { CallsPage, Page } from './page.ts';
import { createTcpFloor } from './transports/tcp-floor.ts';

export interface StartOptions {
  transports: readonly TestedTransport[] | 'tcp-floor';
  feed: ServedFeed;
  host: string;
  /** 0 for any free port. */
  port: number;
  limits?: Partial<Limits>;
  page?: Page;
  callsPage?: CallsPage | undefined;
  demo?: boolean;
  echo?: boolean;
  origins?: readonly string[];
  /** With it, the server speaks TLS. */
  tls?: ServerTls;
  /** Over TLS: 2 speaks HTTP/2, and HTTP/1.1 with clients that do not offer it. */
  http?: HttpVersion | undefined;
  /** How an app compresses notifications for clients that take them so; without it, not at all. */
  compression?: Compression | undefined;
  /** How zlib does, where not by its defaults. */
  deflate?: Deflate | undefined;
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

/** A server that listens, and how it ends. */
interface Listening {
  server: Server;
  end(): Promise<void>;
}

async function listenAsFloor(
  { feed, limits = {}, observation, tls }: Pick<StartOptions, 'feed' | 'limits' | 'observation' | 'tls'>,
  where: ListenOptions,
): Promise<Listening> {
  const server = createTcpFloor({ feed, limits, observe: observation?.stream, ...(tls && { tls }) });
  server.listen(where);
  await once(server, 'listening');
  const sockets = new Set<Socket>();
  server.on('connection', socket => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  const end = async () => {
    server.close();
    for (const socket of sockets) socket.destroy();
    await once(server, 'close');
  };
  return { server, end };
}

async function listenAsApp(options: AppOptions, where: FastifyListenOptions): Promise<Listening> {
  const app = createApp(options);
  await app.listen(where).catch(async error => {
    await app.close();
    throw error;
  });
  return { server: app.server, end: () => app.close() };
}

/**
 * Starts one server, an app or the tcp-floor, and resolves when it listens: on every address of
 * `host`, with one port. Rejects with one line if the port is not available.
 */
export async function startServer({
  transports,
  host,
  port,
  ...options
}: StartOptions): Promise<RunningServer> {
  try {
    const [first, ...others] = await addressesOf(host);
    const where = { host: first, port, backlog: BACKLOG };
    const isFloor = transports === 'tcp-floor';
    const { server, end } = await (isFloor
      ? listenAsFloor(options, where)
      : listenAsApp({ transports, ...options }, where));
    const { port: boundPort } = server.address() as AddressInfo;
    // Fastify would start a second server for the second address of `localhost`, without the
    // listeners of the first: no 408, no answer to what is not HTTP, no count of its connections.
    const also = {
      port: boundPort,
      backlog: BACKLOG,
      noDelay: true,
      allowHalfOpen: !isFloor && !options.tls,
    };
    const endOthers = await listenAlso(server, others, also).catch(async error => {
      await end();
      throw error;
    });
    const close = async () => {
      options.observation?.closing();
      await Promise.all([endOthers(), end()]);
    };
    return { port: boundPort, server, close };
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'EADDRINUSE')
      throw new Error(`port ${port} on ${host} is taken; choose another, or 0 for any free one`);
    if (code === 'EACCES')
      throw new Error(`no permission to listen on port ${port} of ${host}; choose one above 1023`);
    throw new Error(`cannot listen on ${authority(host, port)}: ${message}`);
  }
}
