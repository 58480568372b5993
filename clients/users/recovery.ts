import { createLatencyRecorder } from '../../bench/meters/latency-recorder.ts';
import type { RecoveryReport } from '../../bench/processes/reports.ts';
import { type MonotonicMicros, nowMicros } from '../../scenarios/load/notification.ts';

/**
 * Measures when each user has caught up after a fault. A user has caught up when it receives a
 * notification that was due after the fault was cleared. Deliveries arrive in order, so it then has
 * all earlier ones. `at` is the time of the event; the default is now.
 */
export interface Recovery {
  faultCleared(clearedMicros: MonotonicMicros): void;
  disconnected(user: object, at?: MonotonicMicros): void;
  connected(user: object, at?: MonotonicMicros): void;
  delivered(user: object, scheduledAt: MonotonicMicros, at?: MonotonicMicros): void;
  report(affected: number): RecoveryReport;
}

export function createRecovery(): Recovery {
  const caughtUp = new Set<object>();
  const brokenAt = new Map<object, MonotonicMicros>();
  const sinceCleared = createLatencyRecorder();
  const reconnected = createLatencyRecorder();
  let clearedMicros = Number.MAX_SAFE_INTEGER;
  return {
    faultCleared(givenMicros) {
      clearedMicros = givenMicros;
    },
    disconnected(user, at = nowMicros()) {
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
      reconnected: reconnected.record(),
      sinceCleared: sinceCleared.record(),
    }),
  };
}
