import type { WorkloadValues } from '../../results/format/reference-workloads.ts';
import type { ToolSummary } from '../../results/format/tool-report.ts';
import type { Compression, HttpVersion } from '../../scenarios/load/connection.ts';
import type { Load } from '../../scenarios/load/load.ts';
import type { MonotonicMicros } from '../../scenarios/load/notification.ts';
import type { BrokerName, Configuration, ProxyName, Storage } from '../../scenarios/load/topology.ts';
import type { TestedTransport, Transport } from '../../scenarios/load/transport.ts';
import type { Deflate } from '../../scenarios/load/transport-options.ts';
import type { LatencyRecord } from '../meters/latency-recorder.ts';
import type { Window } from '../meters/window.ts';
import type { SeqRange } from './delivery-tally.ts';
import type { PartLoad, PublisherReport, ServerLoad, UsersReport } from './reports.ts';
import type { ClientTls, ServerTls } from './tls.ts';

/** Configuration of each process, passed on its command line as JSON. */
export interface ServerConfig {
  transports: readonly TestedTransport[] | 'tcp-floor';
  host: string;
  port: number;
  /** The network interface that carries only the server's connections, if there is one. */
  wireInterface: string | null;
  /** How many notifications the server holds per topic. */
  feedCapacity?: number;
  /** Whether the server holds MessagePack besides JSON. */
  packed?: boolean;
  /** The longest wait of a long poll, where it must not be the server's own limit. */
  maxWaitSeconds?: number;
  /** Between two heartbeats of a stream, where it must not be the server's own. */
  heartbeatSeconds?: number;
  /**
   * How many lines of standard input the server reads before it listens. A restarted server thus
   * never serves a half-filled feed.
   */
  refill?: number;
  /** The epoch of the feed that is refilled; the server draws one without it. */
  epoch?: string;
  /** Whether it waits with feed and port until it is told to listen. */
  standsBy?: boolean;
  /** Where the broker listens that has the feed; without it, the server has it in memory. */
  broker?: { host: string; port: number };
  /** Whether the server has a page for a browser to open. */
  page?: boolean;
  /** With it, the server speaks TLS. The key is made for the run, and worth nothing after it. */
  tls?: ServerTls;
  /** The version of HTTP that it speaks with clients that can; 1 without it. */
  http?: HttpVersion | undefined;
  /** How the server compresses notifications; without it, not at all. */
  compression?: Compression | undefined;
  /** How zlib does, where not by its defaults. */
  deflate?: Deflate | undefined;
}
export interface PublisherConfig {
  load: Load;
  seed: number;
  durationSeconds: number;
}
export interface WorkerConfig {
  transport: Transport;
  load: Load;
  /**
   * Seed of the trial's schedule; each worker seeds its own random numbers with it and its index.
   */
  seed: number;
  durationSeconds: number;
  /** Subscribers are distributed to the workers in turn: this is worker `index` of `count`. */
  worker: { index: number; count: number };
}

/** Configuration of the process that has a proxy or a broker. */
export interface PartConfig {
  /** A proxy knows the ports of the servers behind it, at 127.0.0.1. */
  part:
    | { role: 'proxy'; proxy: ProxyName; configuration: Configuration; serverPorts: readonly number[] }
    | { role: 'broker'; broker: BrokerName; storage: Storage };
  /** The address at which it is reached. */
  host: string;
  /** For its files; it removes the folder when it ends. */
  folder: string;
}

/** Configuration of a process that drives an external tool in place of all client workers. */
export interface ToolConfig {
  transport: Transport;
  load: Load;
  /** Seqs of the only topic. */
  range: SeqRange;
  warmUpSeconds: number;
  windowSeconds: number;
  /**
   * Time from the last notification until the window is certainly over; no follower may leave
   * before.
   */
  lingerMs: number;
}

/** From the bench to a server. */
export type ToServer =
  /** Collects its garbage, as far as it has any. */
  | { type: 'collect' }
  | { type: 'measure'; window: Window }
  /** Resets every connection. */
  | { type: 'disconnect' }
  /** Watches when those connections close that are open now. */
  | { type: 'watch-open' }
  /** Of a server that stands by. */
  | { type: 'listen' }
  /** Takes no connection any more, ends what stands, and says when this is done. */
  | { type: 'close' }
  /** Requests the byte counts of all connections so far. */
  | { type: 'count' }
  | { type: 'stop' };
/** From a server to the bench. */
export type FromServer =
  /** It stands by; `cpuMicros` is what its start took. */
  | { type: 'standing'; cpuMicros: number }
  | { type: 'ready'; port: number; epoch: string }
  | { type: 'collected' }
  | { type: 'measured'; load: ServerLoad }
  | { type: 'closed' }
  | { type: 'counted'; application: ServerLoad['application'] }
  | { type: 'failed'; reason: string };

/** What the program of a part is told to do; `start`: again, on the same port. */
export const PART_CHANGES = ['pause', 'resume', 'kill', 'start'] as const;
export type PartChange = (typeof PART_CHANGES)[number];

/** From the bench to the process that has a proxy or a broker. */
export type ToPart =
  | { type: 'measure'; window: Window }
  | { type: 'change'; change: PartChange }
  | { type: 'stop' };
/** From it to the bench. */
export type FromPart =
  | { type: 'ready'; port: number; version: string }
  /** Its program did what it was told. */
  | { type: 'changed' }
  | { type: 'measured'; load: PartLoad }
  /** `unavailable`: the program is not installed. */
  | { type: 'failed'; reason: string; unavailable?: boolean };

/** From the bench to the publisher. */
export type ToPublisher =
  | { type: 'probe' }
  /** Stops writing until `refill`: the server has ended. */
  | { type: 'hold' }
  /** Writes everything from the beginning for a new server, then continues. */
  | { type: 'refill' }
  | { type: 'publish'; startMicros: MonotonicMicros; window: Window }
  | { type: 'stop' };
/** From the publisher to the bench. */
export type FromPublisher =
  | { type: 'ready' }
  | { type: 'held' }
  /** Number of lines that are being written to the new server. */
  | { type: 'refilling'; lines: number }
  | { type: 'published'; report: PublisherReport }
  | { type: 'failed'; reason: string };

/** From the bench to a client worker. */
export type ToWorker =
  /** Workers of the lab fail after `timeoutMs`, with the reason of their last attempt. */
  | {
      type: 'connect';
      host: string;
      port: number;
      tls?: ClientTls;
      topics: string[];
      timeoutMs: number;
    }
  | { type: 'measure'; window: Window; startMicros: MonotonicMicros }
  | { type: 'fault-cleared'; faultMicros: MonotonicMicros; clearedMicros: MonotonicMicros }
  /** The users' own system tells them that their address has changed. */
  | { type: 'address-told' }
  | { type: 'drain'; ranges: [topic: string, range: SeqRange][]; deadlineMs: number }
  | { type: 'stop' };
/** From a client worker to the bench. */
export type FromWorker =
  | { type: 'ready' }
  | { type: 'connected' }
  | { type: 'measured' }
  | { type: 'drained'; report: UsersReport; tool?: ToolSummary }
  /** `unavailable`: the tool or browser is missing or unsuitable. */
  | { type: 'failed'; reason: string; unavailable?: boolean };

/** Configuration of the two processes that watch the idle machine. */
export interface IdleWatchConfig {
  seconds: number;
}
/** From the process that measures how late its waits end. */
export type FromHiccups =
  | { type: 'calibrated'; lateness: LatencyRecord }
  | { type: 'failed'; reason: string };
/** From the process with an idle event loop. The last value is that of `watchThrottling`. */
export type FromIdleLoop =
  | { type: 'watched'; delayP99Ms: number; throttledPercent: number | null }
  | { type: 'failed'; reason: string };
/** From the process that runs the reference workloads. */
export type FromWorkloads = { type: 'measured'; values: WorkloadValues } | { type: 'failed'; reason: string };
