import { createLatencyRecorder } from '../../bench/meters/latency-recorder.ts';
import type { RecoveryReport } from '../../bench/processes/reports.ts';
import { type MonotonicMicros, nowMicros } from '../../scenarios/load/notification.ts';
import type { FaultSpan } from './users.ts';

/**
 * Measures when each user notices a fault, by the first connection that it loses, and when it has
 * caught up afterwards. A user has caught up when it receives a
 * notification that was due after the fault was cleared. Deliveries arrive in order, so it then has
 * all earlier ones. `at` is the time of the event; the default is now.
 */
export interface Recovery {
  faultCleared(times: FaultSpan): void;
  disconnected(user: object, at?: MonotonicMicros): void;
  connected(user: object, at?: MonotonicMicros): void;
  delivered(user: object, scheduledAt: MonotonicMicros, at?: MonotonicMicros): void;
  report(affected: number): RecoveryReport;
}

export function createRecovery(): Recovery {
  const caughtUp = new Set<object>();
  /** In order of time: a fault is reported when it is cleared, which may be after them. */
  const breaks: { user: object; at: MonotonicMicros }[] = [];
  const brokenAt = new Map<object, MonotonicMicros>();
  const sinceCleared = createLatencyRecorder();
  const reconnected = createLatencyRecorder();
  let faultMicros = Number.MAX_SAFE_INTEGER;
  let clearedMicros = Number.MAX_SAFE_INTEGER;

  function noticed() {
    const recorder = createLatencyRecorder();
    const since = breaks.filter(({ at }) => at >= faultMicros);
    for (const [first] of Map.groupBy(since, ({ user }) => user).values()) {
      if (first) recorder.add(first.at - faultMicros);
    }
    return recorder.record();
  }

  return {
    faultCleared(times) {
      ({ faultMicros, clearedMicros } = times);
    },
    disconnected(user, at = nowMicros()) {
      breaks.push({ user, at });
      if (!brokenAt.has(user)) brokenAt.set(user, at);
    },
    connected(user, at = nowMicros()) {
      const since = brokenAt.get(user);
      if (since === undefined) return;
      brokenAt.delete(user);
      reconnected.add(at - since);
    },
    delivered(user, scheduledAt, at = nowMicros()) {
      if (scheduledAt < clearedMicros || caughtUp.has(user)) return;
      caughtUp.add(user);
      sinceCleared.add(at - clearedMicros);
    },
    report: affected => ({
      affected,
      recovered: caughtUp.size,
      noticed: noticed(),
      reconnected: reconnected.record(),
      sinceCleared: sinceCleared.record(),
    }),
  };
}
