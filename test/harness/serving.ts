import type { Socket } from 'node:net';
import { onTestFinished } from 'vitest';
import type { Target } from '../../clients/transports/subscriber.ts';
import { createFeed, type Feed } from '../../servers/feed/feed.ts';
import type { FeedOptions } from '../../servers/feed/held.ts';
import type { Limits } from '../../servers/feed/limits.ts';
import type { Observer } from '../../servers/observation/events.ts';
import { publishedTo } from '../../servers/observation/feed.ts';
import { observe } from '../../servers/observation/observation.ts';
import { type StartOptions, startServer } from '../../servers/start.ts';

export interface Serving {
  feed: Feed;
  target: Target;
  /** The server's ends of the connections that are open now. */
  sockets: ReadonlySet<Socket>;
  /** Resolves with the server's end of the next connection. */
  nextConnection(): Promise<Socket>;
  /** Appends payloads to a topic. */
  publish(topic: string, ...payloads: unknown[]): void;
  /** Destroys every connection, as a crash or a network does. */
  dropAll(): void;
  close(): Promise<void>;
}

type ServingOptions = Partial<
  Pick<StartOptions, 'port' | 'page' | 'callsPage' | 'echo' | 'origins' | 'compression' | 'tls' | 'http'>
> &
  FeedOptions & { limits?: Partial<Limits>; observer?: Observer | undefined };

/** A real server on a free port, closed when the test is over. */
export async function serve(
  transports: StartOptions['transports'],
  {
    limits,
    port = 0,
    page,
    callsPage,
    echo,
    origins,
    compression,
    tls,
    http,
    observer,
    ...feedOptions
  }: ServingOptions = {},
): Promise<Serving> {
  const feed = createFeed({ ...feedOptions, ...(observer && { onStored: publishedTo(observer) }) });
  const host = '127.0.0.1';
  const running = await startServer({
    transports,
    feed,
    host,
    port,
    callsPage,
    compression,
    http,
    ...(tls && { tls }),
    ...(observer && { observation: observe(observer) }),
    ...(limits && { limits }),
    ...(page && { page }),
    ...(echo && { echo }),
    ...(origins && { origins }),
  });
  const sockets = new Set<Socket>();
  running.server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  let closed: Promise<void> | undefined;
  const close = () => {
    closed ??= running.close();
    return closed;
  };
  onTestFinished(close);
  return {
    feed,
    target: { host, port: running.port },
    sockets,
    nextConnection: () => new Promise(resolve => running.server.once('connection', resolve)),
    publish(topic, ...payloads) {
      for (const payload of payloads) feed.append({ topic, payload });
    },
    dropAll() {
      for (const socket of sockets) socket.destroy();
    },
    close,
  };
}
