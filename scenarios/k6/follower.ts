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
  /** A connection or request was refused or broke, or the server answered with what is no answer. */
  fail(reason: unknown): void;
  /** Nothing more is to come: what has not come is missing. */
  finish(): void;
}

const delivered = new Counter('delivered');
const missing = new Counter('missing');
const duplicate = new Counter('duplicate');
const reordered = new Counter('reordered');
/** Answers, events and frames that brought something that is counted. */
const answers = new Counter('answers');
const failed = new Counter('failed');
/** Followers that began and did not come to their end. */
const unfinished = new Counter('unfinished');
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

  unfinished.add(1);

  /** Whether it is one of those that are counted. */
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
      // A counter that was never added to is in no summary, and 0 is a finding too.
      for (const counter of [delivered, duplicate, reordered, answers, failed]) counter.add(0);
      unfinished.add(-1);
    },
  };
}
