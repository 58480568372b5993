import type { BrowserFigures, PhaseId } from '../../results/format/trial-extras.ts';
import type { MonotonicMicros } from '../../scenarios/load/notification.ts';
import type { LatencyRecord } from '../meters/latency-recorder.ts';
import type { ProcessLoad } from '../meters/process-meter.ts';
import type { DeliveryTally } from './delivery-tally.ts';

/** Durations by the phase of a round trip or visit. */
export type PhaseRecords = [id: PhaseId, record: LatencyRecord][];

/** How the users of one worker recovered from an injected fault. */
export interface RecoveryReport {
  affected: number;
  recovered: number;
  /** Time from the fault until each user lost a connection; empty if none did. */
  noticed: LatencyRecord;
  /**
   * Time from the break of a connection until the user was connected and served again; empty if
   * none was disconnected.
   */
  reconnected: LatencyRecord;
  /** Time from when the fault was cleared until each user had caught up. */
  sinceCleared: LatencyRecord;
}

/** Sends of this worker's users in the window. */
export interface SendersReport {
  /** How late they sent what was due. */
  lag: LatencyRecord;
  /** How many they actually sent in the window. */
  sent: number;
}

/** Outcomes of the visits that were due in a window. */
export interface VisitsReport {
  due: number;
  completed: number;
  told: number;
  failed: number;
  phases: PhaseRecords;
}

/** Latencies of the deliveries to one worker. */
export interface DeliveriesReport {
  /** By due time, one record for each third of the window. */
  fromScheduleThirds: LatencyRecord[];
  fromPublish: LatencyRecord;
  /** Phases of notifications that a client sent through the server; null if there were none. */
  phases: PhaseRecords | null;
  /** Latencies below zero, which mean that clocks disagree. */
  negative: number;
  /** By the second of the due time. */
  series: { deliveries: number[]; sumMicros: number[]; maxMicros: number[] };
}

/** What the subscribers of one worker received in a window. */
export interface UsersReport {
  tally: DeliveryTally;
  /** null if the client does not parse what it receives. */
  latency: DeliveriesReport | null;
  /** By arrival time. `empty` is null if it is not known. */
  responses: {
    withUpdates: number;
    empty: number | null;
    notifications: number;
  };
  reconnects: number;
  load: ProcessLoad;
  /**
   * TCP segments retransmitted by all processes in this network namespace; null where the system
   * does not report it.
   */
  retransmittedSegments: number | null;
  /**
   * Packets dropped at the interfaces of this network namespace; null where the system does not
   * report it, or the client is no worker of the lab.
   */
  droppedPackets: number | null;
  memoryBytes: { beforeConnect: number; connected: number };
  /**
   * What came compressed in the window, and what it became; left out by a client that cannot tell.
   */
  inflated?: { compressedBytes: number; contentBytes: number };
  /** What HTTP/2 added in the window, each way; left out by a client that cannot tell. */
  http2?: { downBytes: number; upBytes: number };
  /** null if none of them sends. */
  senders: SendersReport | null;
  /** null if no fault was injected. */
  recovery: RecoveryReport | null;
  /** null if there are no visits. */
  visits: VisitsReport | null;
  stalledReaders: number;
  /** Present if the subscribers were the page of a browser. */
  browser?: BrowserFigures;
}

/** What the server spent in a window. */
export interface ServerLoad extends ProcessLoad {
  rssBytesBeforeConnect: number;
  /** null if the server is no Node process. */
  heapUsedBytesBeforeConnect: number | null;
  /** Memory of the host's TCP buffers; null where the system does not report it. */
  kernelSocketBytes: { beforeConnect: number; atEnd: number } | null;
  openFiles: number | null;
  requests: number;
  connections: { opened: number; open: number; closed: number; droppedSlow: number };
  /** CPU time of the process before its window began. For a successor this is its own start. */
  cpuMicrosBefore: number;
  /** Connections accepted in each tenth of a second of the window. */
  openedByTenth: number[];
  /**
   * When the server cut off each slow reader, in ms from the start of the window; negative before
   * it.
   */
  droppedSlowAtMs: number[];
  /**
   * What became of the connections that were open when the bench asked for them to be watched; null
   * if it did not. `cutOff` counts those that the server took for slow readers.
   */
  watched: { connections: number; cutOff: number; closedAt: MonotonicMicros[] } | null;
  /** All bytes on the server's sockets above TCP. */
  application: { downBytes: number; upBytes: number };
  /** What TLS added, as part of `application`; null without it. */
  tls: {
    downBytes: number;
    upBytes: number;
    fullHandshakes: number;
    resumedHandshakes: number;
    /** Versions and ciphers of all handshakes so far, each once. */
    agreed: string[];
  } | null;
  /**
   * Bytes and packets on the interface, headers of every layer included; null if others share it.
   */
  wire: { downBytes: number; upBytes: number; downPackets: number; upPackets: number } | null;
  /**
   * TCP segments retransmitted by the server's end; null if other processes share the network, or
   * the system does not report it.
   */
  retransmittedSegments: number | null;
  /** Sent again by the server's end though they had arrived, as the clients' end reported. */
  repeatedSegments?: number | null;
  /** The same of packets dropped at the server's interface. */
  droppedPackets: number | null;
}

/** What a program in front of the server spent in a window, read from outside. */
export interface PartLoad {
  cpuMicros: number;
  /** Of it and its descendants, at the end of the window and before the first subscriber. */
  rssBytes: number;
  rssBytesBeforeConnect: number;
}

/** What the publisher did in the window. */
export interface PublisherReport {
  /** How late it sent what was due. */
  lag: LatencyRecord;
  /** How many it actually sent. */
  sent: number;
  cpuMicros: number;
}
