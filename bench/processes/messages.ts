import type { ToolSummary } from '../../results/format/tool-report.ts';
import type { Load } from '../../scenarios/load/load.ts';
import type { MonotonicMicros } from '../../scenarios/load/notification.ts';
import type { TestedTransport, Transport } from '../../scenarios/load/transport.ts';
import type { LatencyRecord } from '../meters/latency-recorder.ts';
import type { Window } from '../meters/window.ts';
import type { SeqRange } from './delivery-tally.ts';
import type { PublisherReport, ServerLoad, UsersReport } from './reports.ts';

/** Given to each process on its command line, as JSON. */
export interface ServerConfig {
  transports: readonly TestedTransport[] | 'tcp-floor';
  host: string;
  port: number;
  /** The network interface that carries its connections and nothing else, if there is one. */
  wireInterface: string | null;
  /** How many notifications of a topic it holds. */
  feedCapacity?: number;
  /** Whether it holds MessagePack beside JSON. */
  packed?: boolean;
  /** How many lines of standard input it reads before it listens: a restarted server never shows a half-filled feed. */
  refill?: number;
  /** Whether it has a page, for a browser to open. */
  page?: boolean;
}
export interface PublisherConfig {
  load: Load;
  seed: number;
  durationSeconds: number;
}
export interface WorkerConfig {
  transport: Transport;
  load: Load;
  /** Of the trial's schedule; each worker's own chance is drawn from it and its hand. */
  seed: number;
  durationSeconds: number;
  /** Subscribers are dealt out to the workers one each in turn: this is number `index` of `of`. */
  hand: { index: number; of: number };
}

/** For a process that stands for an outside tool, and takes the place of all client workers. */
export interface ToolConfig {
  transport: Transport;
  load: Load;
  /** Of the only topic. */
  range: SeqRange;
  warmUpSeconds: number;
  windowSeconds: number;
  /** From the last notification until the window is over for sure: nobody may leave before. */
  lingerMs: number;
}

/** From the bench to a server. */
export type ToServer =
  | { type: 'measure'; window: Window }
  /** Resets every connection. */
  | { type: 'disconnect' }
  /** Asks for the bytes of all its connections so far. */
  | { type: 'count' }
  | { type: 'stop' };
/** From a server to the bench. */
export type FromServer =
  | { type: 'ready'; port: number }
  | { type: 'measured'; load: ServerLoad }
  | { type: 'counted'; application: ServerLoad['application'] }
  | { type: 'failed'; reason: string };

/** From the bench to the publisher. */
export type ToPublisher =
  | { type: 'probe' }
  /** Writes nothing until `refill`: the server is gone. */
  | { type: 'hold' }
  /** Writes everything from the beginning, for a new server, and goes on. */
  | { type: 'refill' }
  | { type: 'publish'; startMicros: MonotonicMicros; window: Window }
  | { type: 'stop' };
/** From the publisher to the bench. */
export type FromPublisher =
  | { type: 'ready' }
  | { type: 'held' }
  /** So many lines are on their way to the new server. */
  | { type: 'refilling'; lines: number }
  | { type: 'published'; report: PublisherReport }
  | { type: 'failed'; reason: string };

/** From the bench to a client worker. */
export type ToWorker =
  | { type: 'connect'; host: string; port: number; topics: string[] }
  | { type: 'measure'; window: Window; startMicros: MonotonicMicros }
  | { type: 'fault-cleared'; clearedMicros: MonotonicMicros }
  | { type: 'drain'; ranges: [topic: string, range: SeqRange][]; deadlineMs: number }
  | { type: 'stop' };
/** From a client worker to the bench. */
export type FromWorker =
  | { type: 'ready' }
  | { type: 'connected' }
  | { type: 'measured' }
  | { type: 'drained'; report: UsersReport; tool?: ToolSummary }
  /** `unavailable`: the tool or browser that it was to lead is not there, or is none that will do. */
  | { type: 'failed'; reason: string; unavailable?: boolean };

/** For the two that watch the idle machine: how long. */
export interface IdleWatchConfig {
  seconds: number;
}
/** From the process that waits, and tells how late each wait ended. */
export type FromHiccups =
  | { type: 'calibrated'; lateness: LatencyRecord }
  | { type: 'failed'; reason: string };
/** From the process whose event loop has nothing to do. */
export type FromIdleLoop = { type: 'watched'; delayP99Ms: number } | { type: 'failed'; reason: string };
