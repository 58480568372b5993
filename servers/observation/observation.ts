import type { FastifyInstance } from 'fastify';
import type { FeedReader } from '../feed/held.ts';
import type { ObserveStream } from '../transports/stream-observer.ts';
import { createEnds } from './ends.ts';
import type { Observer, Visitor } from './events.ts';
import { peerOf } from './peer.ts';
import { observeRequests } from './requests.ts';

/** What a server must call so that its observer hears of everything but the publications. */
export interface Observation {
  stream: ObserveStream;
  /** Before the routes are added, and before other hooks that answer. */
  requests(app: FastifyInstance, feed: FeedReader): void;
  /** The server is about to end every connection. */
  closing(): void;
}

export function observe(observer: Observer): Observation {
  const ends = createEnds();
  return {
    stream(transport, topic, socket) {
      const visitor: Visitor = { transport, topic, address: peerOf(socket) };
      return {
        began(cursor) {
          const fromMs = performance.now();
          ends.watch(socket);
          observer({ kind: 'came', visitor, cursor });
          socket.once('close', () => {
            observer({ kind: 'left', visitor, stayedMs: performance.now() - fromMs, why: ends.why(socket) });
          });
        },
        ends: why => ends.note(socket, why),
      };
    },
    requests: (app, feed) => observeRequests(app, feed, ends, observer),
    closing: ends.closing,
  };
}
