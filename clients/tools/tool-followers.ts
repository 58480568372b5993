import { createLatencyRecorder } from '../../bench/meters/latency-recorder.ts';
import { addTallies, type DeliveryTally, type SeqRange } from '../../bench/processes/delivery-tally.ts';
import type { Notification } from '../../scenarios/load/notification.ts';
import { createDeliveryAudit } from '../users/delivery-audit.ts';

/**
 * Counts the notifications of one topic's followers, whatever tool receives them. Latency is
 * measured by the wall-clock timestamp in the payload.
 */
export interface ToolFollowers {
  /** Adds a follower. The returned function takes the notifications of each answer. */
  add(): (notifications: readonly Notification[]) => void;
  /** Resolves when each of this many followers has its first notification. */
  begun(followers: number): Promise<void>;
  /** Resolves when each has its last notification, or after the deadline. */
  done(deadlineMs: number): Promise<void>;
  tally(): DeliveryTally;
  /** Durations in whole ms, as µs. */
  latency: ReturnType<typeof createLatencyRecorder>;
}

const stampOf = (payload: unknown): number | undefined => (payload as { wallMs?: number } | null)?.wallMs;

export function createToolFollowers(range: SeqRange): ToolFollowers {
  const audits: ReturnType<typeof createDeliveryAudit>[] = [];
  const latency = createLatencyRecorder();
  let onProgress = () => {};

  /** Resolves as soon as `holds`, which is checked at each answer, or after `deadlineMs`. */
  function until(holds: () => boolean, deadlineMs: number): Promise<void> {
    return new Promise(resolve => {
      const timer = deadlineMs === Number.POSITIVE_INFINITY ? undefined : setTimeout(resolve, deadlineMs);
      onProgress = () => {
        if (!holds()) return;
        clearTimeout(timer);
        onProgress = () => {};
        resolve();
      };
      onProgress();
    });
  }
  const allAt = (seq: number) => audits.every(audit => audit.highest() >= seq);

  return {
    latency,
    add() {
      const audit = createDeliveryAudit();
      audits.push(audit);
      return notifications => {
        const nowMs = Date.now();
        for (const { seq, payload } of notifications) {
          const isNew = seq > audit.highest();
          audit.record(seq);
          const wallMs = stampOf(payload);
          const isCounted = isNew && seq >= range.windowFirst && seq <= range.windowLast;
          if (isCounted && wallMs !== undefined) latency.add((nowMs - wallMs) * 1000);
        }
        onProgress();
      };
    },
    begun: followers => until(() => audits.length === followers && allAt(1), Number.POSITIVE_INFINITY),
    done: deadlineMs => until(() => allAt(range.last), deadlineMs),
    tally: () => addTallies(audits.map(audit => audit.tally(range))),
  };
}
