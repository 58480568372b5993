import type { Window } from '../../bench/meters/window.ts';
import type { SeqRange } from '../../bench/processes/delivery-tally.ts';
import type { UsersReport } from '../../bench/processes/reports.ts';
import type { MonotonicMicros } from '../../scenarios/load/notification.ts';
import type { Connect, Target } from '../transports/subscriber.ts';

/** One simulated user. */
export interface Follower {
  topic: string;
  connect: Connect;
  /** Stops reading when the window begins. */
  stalls: boolean;
  /** Those of one group share a connection; undefined where each has its own. */
  group?: number | undefined;
}

/** When a fault was injected, and when it was cleared. */
export interface FaultSpan {
  faultMicros: MonotonicMicros;
  clearedMicros: MonotonicMicros;
}

/** The simulated users of one worker process, as controlled by a trial. */
export interface MeasuredUsers {
  /** Resolves when they can connect; missing if nothing has to be started. */
  ready?(): Promise<void>;
  /** Connects the users one by one. Resolves when each has received its first notification. */
  connect(target: Target, followers: readonly Follower[]): Promise<void>;
  /** Why the last attempt to connect failed; null if none has. Missing if it is not known. */
  lastFailure?(): string | null;
  /** `startMicros` is when the schedule begins. */
  measure(window: Window, startMicros: MonotonicMicros): Promise<void>;
  /** An injected fault has been cleared. */
  faultCleared(times: FaultSpan): void;
  /** The system of the users tells them that their address has changed; missing if it cannot. */
  addressTold?(): void;
  /** Waits until everything has arrived or the deadline is over, and reports. */
  drain(ranges: ReadonlyMap<string, SeqRange>, deadlineMs: number): Promise<UsersReport>;
}
