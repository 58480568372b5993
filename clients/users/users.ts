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
  faultCleared(clearedMicros: MonotonicMicros): void;
  /** Waits until everything has arrived, or the deadline, and reports. */
  drain(ranges: ReadonlyMap<string, SeqRange>, deadlineMs: number): Promise<UsersReport>;
}
