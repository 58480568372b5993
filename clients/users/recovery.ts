import { createLatencyRecorder } from '../../bench/meters/latency-recorder.ts';
import type { RecoveryReport } from '../../bench/processes/reports.ts';
import { type MonotonicMicros, nowMicros } from '../../scenarios/load/notification.ts';

/**
 * Watches when each user is whole again: has what was due after the mending, and as deliveries come in order, all before it. `at` is when
 * it happened: now, where nothing is said.
 */
export interface Recovery {
  mended(mendedMicros: MonotonicMicros): void;
  disconnected(user: object, at?: MonotonicMicros): void;
  connected(user: object, at?: MonotonicMicros): void;
  delivered(user: object, scheduledAt: MonotonicMicros, at?: MonotonicMicros): void;
  report(affected: number): RecoveryReport;
}

export function createRecovery(): Recovery {
  const whole = new Set<object>();
  const brokenAt = new Map<object, MonotonicMicros>();
  const sinceMended = createLatencyRecorder();
  const reconnected = createLatencyRecorder();
  let mendedMicros = Number.MAX_SAFE_INTEGER;
  return {
    mended(givenMicros) {
      mendedMicros = givenMicros;
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
      if (scheduledAt < mendedMicros || whole.has(user)) return;
      whole.add(user);
      sinceMended.add(at - mendedMicros);
    },
    report: affected => ({
      affected,
      recovered: whole.size,
      reconnected: reconnected.record(),
      sinceMended: sinceMended.record(),
    }),
  };
}
