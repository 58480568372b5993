import type { Socket } from 'node:net';
import type { Target } from '../../clients/transports/subscriber.ts';
import { newEpoch } from '../../servers/feed/epoch.ts';
import { createFeed, type Feed } from '../../servers/feed/feed.ts';
import type { Limits } from '../../servers/feed/limits.ts';
import { type RunningServer, type StartOptions, startServer } from '../../servers/start.ts';
import { cut } from './faulty-link.ts';

/** So small that a schedule of a few hundred ms meets them all. */
const LIMITS: Partial<Limits> = {
  heartbeatMs: 150,
  maxUnreadBytes: 256 * 1024,
  cutOffGraceMs: 100,
  maxAnswerBytes: 4096,
};
const HOST = '127.0.0.1';

/** A server that goes down and comes back with its feed. */
export interface FaultedServer {
  /**
   * Where it listens; undefined while it is down. A new port each time, for another test may have
   * taken the old one meanwhile: subscribers come through their links, whose ports stay.
   */
  target(): Target | undefined;
  /** Into the feed, or, while the server is down, into what it will be refilled with. */
  publish(topic: string, payload: unknown): void;
  /** All that was published to a topic, in order. */
  published(topic: string): unknown[];
  stop(how: 'killed' | 'closed'): Promise<void>;
  start(): Promise<void>;
}

export async function faultedServer(transports: StartOptions['transports']): Promise<FaultedServer> {
  const published: { topic: string; payload: unknown }[] = [];
  const sockets = new Set<Socket>();
  // That of the feed, which it gets back.
  const epoch = newEpoch();
  let feed: Feed | undefined;
  let running: RunningServer | undefined;

  async function start(): Promise<void> {
    if (running) return;
    const refilled = createFeed({ epoch, capacityPerTopic: 4096, packed: true });
    for (const draft of published) refilled.append(draft);
    running = await startServer({ transports, feed: refilled, host: HOST, port: 0, limits: LIMITS });
    feed = refilled;
    running.server.on('connection', (socket: Socket) => {
      sockets.add(socket);
      socket.once('close', () => sockets.delete(socket));
    });
  }

  await start();
  return {
    target: () => running && { host: HOST, port: running.port },
    publish(topic, payload) {
      published.push({ topic, payload });
      feed?.append({ topic, payload });
    },
    published: topic => published.filter(draft => draft.topic === topic).map(({ payload }) => payload),
    async stop(how) {
      const stopping = running;
      running = undefined;
      feed = undefined;
      if (how === 'killed') for (const socket of sockets) cut(socket);
      await stopping?.close();
    },
    start,
  };
}
