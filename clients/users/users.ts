import type { ProcessLoad } from '../../bench/meters/process-meter.ts';
import type { Window } from '../../bench/meters/window.ts';
import type { BrowserFigures } from '../../results/format/trial-extras.ts';
import type { MonotonicMicros } from '../../scenarios/load/notification.ts';
import type { Connect, Target } from '../transports/subscriber.ts';
import type { DeliveryTally, SeqRange } from './delivery-audit.ts';
import type { DeliveryRecorder } from './delivery-recorder.ts';
import type { RecoveryReport } from './recovery.ts';
import type { SendersReport } from './senders.ts';
import type { VisitsReport } from './visits.ts';

/** What the subscribers of one worker saw of a window. */
export interface UsersReport {
  tally: DeliveryTally;
  /** null where the client does not look into what it receives. */
  latency: ReturnType<DeliveryRecorder['report']> | null;
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

/** One simulated user. */
export interface Follower {
  topic: string;
  connect: Connect;
  /** Stops reading when the window begins. */
  stalls: boolean;
}

/** The simulated users of one worker process, as a trial leads them. */
export interface MeasuredUsers {
  /** Resolves when they can connect; at once where nothing has to be started. */
  ready?(): Promise<void>;
  /** Connects user by user; resolves when each has received its first notification. */
  connect(target: Target, followers: readonly Follower[]): Promise<void>;
  /** `startMicros` is when the schedule begins. */
  measure(window: Window, startMicros: MonotonicMicros): Promise<void>;
  /** What was broken on purpose works again. */
  mended(mendedMicros: MonotonicMicros): void;
  /** Waits until everything has arrived, or the deadline, and reports. */
  drain(ranges: ReadonlyMap<string, SeqRange>, deadlineMs: number): Promise<UsersReport>;
}
