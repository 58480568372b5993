import { Counter, Trend } from 'k6/metrics';
import { setTimeout } from 'k6/timers';
import { settings } from './settings.ts';

/** As much of a notification as is looked at. */
export interface Notification {
  seq: number;
  payload: unknown;
}

/** One subscriber: counts what it gets, and knows when it has all. */
export interface Follower {
  receive(notifications: readonly Notification[]): void;
  /** Whether the last notification has come. */
  isDone(): boolean;
  /** Until it may leave: Infinity until the last notification has come. */
  leftMs(): number;
  /** Nothing more is to come: what has not come is missing. */
  finish(): void;
}

const delivered = new Counter('delivered');
const missing = new Counter('missing');
const duplicate = new Counter('duplicate');
const reordered = new Counter('reordered');
const latency = new Trend('delivery_latency', true);

const { windowFirstSeq, windowLastSeq, lastSeq, lingerMs, isLed } = settings;

/** The wall clock's ms in a payload, where it has one. */
function stampOf(payload: unknown): number | undefined {
  const wallMs = (payload as { wallMs?: unknown } | null)?.wallMs;
  return typeof wallMs === 'number' ? wallMs : undefined;
}

/** `onDone` is called when it may leave, where it does not ask. */
export function createFollower(onDone?: () => void): Follower {
  const seen = new Set<number>();
  let firstSeq = isLed ? 1 : undefined;
  let highestSeq = 0;
  let leaveMs = Number.POSITIVE_INFINITY;

  function record({ seq, payload }: Notification, nowMs: number): void {
    firstSeq ??= seq;
    if (seen.has(seq)) {
      duplicate.add(1);
      return;
    }
    seen.add(seq);
    if (seq < highestSeq) reordered.add(1);
    else highestSeq = seq;
    if (isLed && seq === 1) console.log('subscribed');
    if (seq < windowFirstSeq || seq > windowLastSeq) return;
    delivered.add(1);
    const wallMs = stampOf(payload);
    if (wallMs !== undefined) latency.add(nowMs - wallMs);
  }

  return {
    receive(notifications) {
      const nowMs = Date.now();
      const wasDone = highestSeq >= lastSeq;
      for (const notification of notifications) record(notification, nowMs);
      if (wasDone || highestSeq < lastSeq) return;
      leaveMs = nowMs + lingerMs;
      if (onDone) setTimeout(onDone, lingerMs);
    },
    isDone: () => highestSeq >= lastSeq,
    leftMs: () => leaveMs - Date.now(),
    finish() {
      const toSeq = isLed ? lastSeq : highestSeq;
      const due = firstSeq === undefined ? 0 : Math.max(0, toSeq - firstSeq + 1);
      missing.add(due - seen.size);
      // A counter that was never added to is in no summary, and 0 is a finding too.
      for (const counter of [delivered, duplicate, reordered]) counter.add(0);
    },
  };
}
