import { span } from '../../report/text/format.ts';
import type { MonotonicMicros, Notification } from '../../scenarios/load/notification.ts';
import { printable } from '../../scenarios/load/printable.ts';
import { timeOfDay, wallClock } from './time-of-day.ts';

/** A notification as a follower received it. */
export interface Received {
  notification: Notification;
  readAt: MonotonicMicros;
  /** The cursor after it. */
  cursor: string;
}

const LATENCY_COLUMNS = 10;
const MOST_PAYLOAD_CHARACTERS = 200;

/** Time from when it was due until it was read; null unless both stamps are of one clock. */
function latencyMs({ notification, readAt }: Received, isThisMachine: boolean): number | null {
  const ms = (readAt - notification.scheduledAt) / 1000;
  return isThisMachine && ms >= 0 ? ms : null;
}

const inWords = (ms: number): string => (ms < 10_000 ? `${ms.toFixed(1)} ms` : span(ms / 1000));

/** Time of day, latency, cursor and payload, in a line for people. */
export function notificationLine(received: Received, isThisMachine: boolean): string {
  const latency = latencyMs(received, isThisMachine);
  const payload = printable(JSON.stringify(received.notification.payload), MOST_PAYLOAD_CHARACTERS);
  return [
    timeOfDay(wallClock()(received.readAt)),
    (latency === null ? '–' : inWords(latency)).padStart(LATENCY_COLUMNS),
    received.cursor,
    payload,
  ].join('  ');
}

/** The same as JSON: each stamp that is of this machine's clock with its time of day. */
export function notificationJson(received: Received, isThisMachine: boolean): string {
  const { notification, readAt, cursor } = received;
  const wallMs = wallClock();
  const time = (stamp: MonotonicMicros) => new Date(wallMs(stamp)).toISOString();
  const latency = latencyMs(received, isThisMachine);
  return JSON.stringify({
    receivedTime: time(readAt),
    publishedTime: latency === null ? null : time(notification.publishedAt),
    latencyMs: latency,
    cursor,
    notification,
  });
}
