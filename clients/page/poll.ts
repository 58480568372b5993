import type { Notification } from '../../scenarios/load/notification.ts';
import { type Follow, queryOf, utf8Bytes } from './follow.ts';

/** The server can no longer continue from this cursor. */
export class GoneError extends Error {}

const LINE_END_BYTES = 2;
const COLON_BYTES = 2;

/**
 * Size of an answer's head as written in HTTP/1.1, without the headers that the browser hides from
 * a page.
 */
function headBytes({ status, statusText, headers }: Response): number {
  let bytes = `HTTP/1.1 ${status} ${statusText}`.length + 2 * LINE_END_BYTES;
  for (const [name, value] of headers) bytes += name.length + value.length + COLON_BYTES + LINE_END_BYTES;
  return bytes;
}

/**
 * Polls once and passes on the notifications. Resolves with the cursor for the next poll. Rejects
 * without a valid answer.
 */
export async function poll(
  follow: Follow,
  after: string | undefined,
  headers: Record<string, string>,
  signal: AbortSignal,
): Promise<string | undefined> {
  follow.onRequest?.();
  try {
    const address = `/notifications?${queryOf(follow.topic, after)}`;
    const response = await fetch(address, { headers, signal, cache: 'no-store' });
    const text = await response.text();
    follow.onBytes?.(headBytes(response) + utf8Bytes(text));
    if (response.status === 410) throw new GoneError(JSON.parse(text).message);
    if (!response.ok) throw new Error(`the server answered ${response.status}`);
    if (response.status === 204) {
      follow.onResponse?.(0);
      return after;
    }
    const { notifications, cursor } = JSON.parse(text) as { notifications: Notification[]; cursor: string };
    for (const notification of notifications) follow.onNotification(notification);
    follow.onResponse?.(notifications.length);
    return cursor;
  } finally {
    follow.onRequestEnd?.();
  }
}
