import { Counter, Trend } from 'k6/metrics';
import { setTimeout } from 'k6/timers';
import { settings } from './settings.ts';

/** The fields of a notification that are read. */
export interface Notification {
  seq: number;
  payload: unknown;
}

/** One subscriber, which counts its deliveries and knows when it has all of them. */
export interface Follower {
  receive(notifications: readonly Notification[]): void;
  /** Whether the last notification has arrived. */
  isDone(): boolean;
  /** Time until it may leave; Infinity until the last notification has arrived. */
  leftMs(): number;
  /** Reports a refused or broken connection or request, or an invalid answer. */
  fail(reason: unknown): void;
  /** Ends the follower; what has not arrived is missing. */
  finish(): void;
}

const delivered = new Counter('delivered');
const missing = new Counter('missing');
const duplicate = new Counter('duplicate');
const reordered = new Counter('reordered');
/** Answers, events and frames with at least one counted notification. */
const answers = new Counter('answers');
const failed = new Counter('failed');
/** Followers that began and did not finish. */
const unfinished = new Counter('unfinished');
const latency = new Trend('delivery_latency', true);

const { windowFirstSeq, windowLastSeq, lastSeq, lingerMs, isLed } = settings;

/** The wall-clock timestamp in ms of a payload, if it has one. */
function stampOf(payload: unknown): number | undefined {
  const wallMs = (payload as { wallMs?: unknown } | null)?.wallMs;
  return typeof wallMs === 'number' ? wallMs : undefined;
}

/** `onDone` is called when the follower may leave, for callers that do not check `leftMs`. */
export function createFollower(onDone?: () => void): Follower {
  const seen = new Set<number>();
  let firstSeq = isLed ? 1 : undefined;
  let highestSeq = 0;
  let leaveMs = Number.POSITIVE_INFINITY;

  unfinished.add(1);

  /** Records a notification. Returns whether it is counted. */
  function record({ seq, payload }: Notification, nowMs: number): boolean {
    firstSeq ??= seq;
    if (seen.has(seq)) {
      duplicate.add(1);
      return false;
    }
    seen.add(seq);
    if (seq < highestSeq) reordered.add(1);
    else highestSeq = seq;
    if (isLed && seq === 1) console.log('subscribed');
    if (seq < windowFirstSeq || seq > windowLastSeq) return false;
    delivered.add(1);
    const wallMs = stampOf(payload);
    if (wallMs !== undefined) latency.add(nowMs - wallMs);
    return true;
  }

  return {
    receive(notifications) {
      const nowMs = Date.now();
      const wasDone = highestSeq >= lastSeq;
      const counted = notifications.filter(notification => record(notification, nowMs));
      if (counted.length > 0) answers.add(1);
      if (wasDone || highestSeq < lastSeq) return;
      leaveMs = nowMs + lingerMs;
      if (onDone) setTimeout(onDone, lingerMs);
    },
    isDone: () => highestSeq >= lastSeq,
    leftMs: () => leaveMs - Date.now(),
    fail(reason) {
      console.error(`${reason}`);
      failed.add(1);
    },
    finish() {
      const toSeq = isLed ? lastSeq : highestSeq;
      const due = firstSeq === undefined ? 0 : Math.max(0, toSeq - firstSeq + 1);
      missing.add(due - seen.size);
      // The summary omits a counter that nothing was added to, and 0 is a result too.
      for (const counter of [delivered, duplicate, reordered, answers, failed]) counter.add(0);
      unfinished.add(-1);
    },
  };
}
