import type { BrowserFigures, PhaseId } from '../../results/format/trial-extras.ts';
import type { LatencyRecord } from '../meters/latency-recorder.ts';
import type { ProcessLoad } from '../meters/process-meter.ts';
import type { DeliveryTally } from './delivery-tally.ts';

/** Durations by the part of a round trip or visit that they are of. */
export type PhaseRecords = [id: PhaseId, record: LatencyRecord][];

/** How the users of one worker came back after something was broken on purpose. */
export interface RecoveryReport {
  affected: number;
  recovered: number;
  /** From when its connection broke until each was connected and served again; empty where nobody was disconnected. */
  reconnected: LatencyRecord;
  /** From the moment at which nothing was in the way any more until each was whole again. */
  sinceCleared: LatencyRecord;
}

/** What those who send from this process did in the window. */
export interface SendersReport {
  /** How late they sent what was due. */
  lag: LatencyRecord;
  /** How many they really sent in it. */
  sent: number;
}

/** What became of the visits that were due in a window. */
export interface VisitsReport {
  due: number;
  completed: number;
  told: number;
  failed: number;
  phases: PhaseRecords;
}

/** How long the deliveries of one worker took. */
export interface DeliveriesReport {
  /** By the time they were due, one record for each third of the window. */
  fromScheduleThirds: LatencyRecord[];
  fromPublish: LatencyRecord;
  /** The parts of the way, of notifications that a client sent through the server; null where there were none. */
  phases: PhaseRecords | null;
  /** Latencies below zero: the clocks are wrong. */
  negative: number;
  /** By the second in which they were due. */
  series: { deliveries: number[]; sumMicros: number[]; maxMicros: number[] };
}

/** What the subscribers of one worker saw of a window. */
export interface UsersReport {
  tally: DeliveryTally;
  /** null where the client does not look into what it receives. */
  latency: DeliveriesReport | null;
  /** By the time they arrived. */
  responses: {
    withNews: number /** null where that is not known. */;
    empty: number | null;
    notifications: number;
  };
  reconnects: number;
  load: ProcessLoad;
  /** TCP segments sent again by this process and all that share its network; null where the system does not tell. */
  retransmittedSegments: number | null;
  memoryBytes: { beforeConnect: number; connected: number };
  /** null where none of them sends. */
  senders: SendersReport | null;
  /** null where nothing was broken on purpose. */
  recovery: RecoveryReport | null;
  /** null where nobody visits. */
  visits: VisitsReport | null;
  stalledReaders: number;
  /** Where they were the page of a browser. */
  browser?: BrowserFigures;
}

/** What the server spent in a window. */
export interface ServerLoad extends ProcessLoad {
  rssBytesBeforeConnect: number;
  /** null of a server that is no Node process. */
  heapUsedBytesBeforeConnect: number | null;
  /** Of the host's TCP buffers; null where the system does not tell. */
  kernelSocketBytes: { beforeConnect: number; atEnd: number } | null;
  openFiles: number | null;
  requests: number;
  connections: { opened: number; open: number; closed: number; droppedSlow: number };
  /** What the process had spent when its window began: of a successor, its own start. */
  cpuMicrosBefore: number;
  /** Connections accepted in each tenth of a second of the window. */
  openedByTenth: number[];
  /** When the server gave a slow reader up, since the window began; before it, below zero. */
  droppedSlowAtMs: number[];
  /** Everything on the server's sockets above TCP. */
  application: { downBytes: number; upBytes: number };
  /** On the interface, headers of every layer included; null where it is not the server's alone. */
  wire: { downBytes: number; upBytes: number; downPackets: number; upPackets: number } | null;
  /** TCP segments that the server's end sent again; null where others use the same network, or the system does not tell. */
  retransmittedSegments: number | null;
}

/** What the publisher did in the window. */
export interface PublisherReport {
  /** How late it sent what was due. */
  lag: LatencyRecord;
  /** How many it really sent. */
  sent: number;
  cpuMicros: number;
}
