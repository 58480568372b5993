import type { Window } from '../meters/window.ts';
import type { Network } from '../network/network.ts';
import type { FeedPipe } from '../processes/feed-pipe.ts';
import type { ServerLoad } from '../processes/reports.ts';
import type { FaultTimes } from './reports.ts';
import { type FeedOfBefore, type ServerProcess, type TrialProcess, withRole } from './trial-processes.ts';

/** What a fault may change in a running trial. */
export interface FaultTarget {
  window: Window;
  processes: readonly TrialProcess[];
  pipe: FeedPipe;
  cable: Network['cable'];
  /** The address of the broker, if there is one. */
  brokerHost: string;
  /** The epoch of the server's feed. */
  epoch: string;
  /** Starts a server on the same port that gets the feed back. */
  startSuccessor(before: FeedOfBefore): ServerProcess['child'];
  /** What those servers took to start that stand by, the last of all servers. */
  successorCpuMicros: readonly number[];
  timeoutMs: number;
  /** Registers work that still runs; the trial does not end before it. */
  awaitAtEnd(work: Promise<unknown>): void;
  /** Aborts when the trial is over: the fault is cleared at once, and no other follows. */
  signal: AbortSignal;
}

/** What the servers spent around a fault, and when it was. */
export interface AroundFault {
  load: ServerLoad;
  times: FaultTimes;
}

/** Tells the clients when a fault was, so that they know who has caught up since. */
export function reportCleared(
  processes: FaultTarget['processes'],
  { faultMicros, clearedMicros }: Pick<FaultTimes, 'faultMicros' | 'clearedMicros'>,
): void {
  for (const { child } of withRole(processes, 'client')) {
    child.send({ type: 'fault-cleared', faultMicros, clearedMicros });
  }
}
