import type { SeqRange } from '../clients/delivery-audit.ts';
import type { SubscribersReport } from '../clients/measured-subscribers.ts';
import type { MonotonicMicros } from '../scenarios/notification.ts';
import type { Load } from '../scenarios/scenario.ts';
import type { Contestant, Transport } from '../scenarios/transport.ts';
import type { ServerLoad } from '../servers/load-meter.ts';
import type { PublisherReport } from './publisher.ts';
import type { Window } from './window.ts';

/** Given to each process on its command line, as JSON. */
export interface ServerConfig {
  transports: readonly Contestant[] | 'tcp-floor';
  host: string;
  port: number;
  /** The network interface that carries its connections and nothing else, if there is one. */
  wireInterface: string | null;
  /** How many lines of standard input it reads before it listens: a restarted server never shows a half-filled feed. */
  refill?: number;
}
export interface PublisherConfig {
  load: Load;
  seed: number;
  durationSeconds: number;
}
export interface WorkerConfig {
  transport: Transport;
  seed: number;
}

/** From the bench to a server. */
export type ToServer = { type: 'measure'; window: Window } | { type: 'stop' };
/** From a server to the bench. */
export type FromServer =
  | { type: 'ready'; port: number }
  | { type: 'measured'; load: ServerLoad }
  | { type: 'failed'; reason: string };

/** From the bench to the publisher. */
export type ToPublisher =
  | { type: 'probe' }
  | { type: 'publish'; startMicros: MonotonicMicros; window: Window }
  | { type: 'stop' };
/** From the publisher to the bench. */
export type FromPublisher =
  | { type: 'ready' }
  | { type: 'published'; report: PublisherReport }
  | { type: 'failed'; reason: string };

/** From the bench to a client worker. */
export type ToWorker =
  | { type: 'connect'; host: string; port: number; topics: string[]; options: Load['transports'] }
  | { type: 'measure'; window: Window }
  | { type: 'drain'; ranges: [topic: string, range: SeqRange][]; deadlineMs: number }
  | { type: 'stop' };
/** From a client worker to the bench. */
export type FromWorker =
  | { type: 'ready' }
  | { type: 'connected' }
  | { type: 'measured' }
  | { type: 'drained'; report: SubscribersReport }
  | { type: 'failed'; reason: string };
