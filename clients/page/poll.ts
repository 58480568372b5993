import type { Notification } from '../../scenarios/load/notification.ts';
import { refusalIn } from '../transports/refusal.ts';
import { type Follow, queryOf, utf8Bytes } from './follow.ts';
import { RefusedError } from './refused.ts';

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

const isJson = ({ headers }: Response) => headers.get('content-type')?.startsWith('application/json');

/**
 * Polls once and passes on the notifications. Resolves with the cursor for the next poll. Rejects
 * without a valid answer: with a RefusedError if the server refused it, or answered with something
 * else.
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
    if (response.status === 204) {
      follow.onResponse?.(0);
      return after;
    }
    if (response.status !== 200 || !isJson(response)) throw new RefusedError(refusalIn(response, text));
    const { notifications, cursor } = JSON.parse(text) as { notifications: Notification[]; cursor: string };
    for (const notification of notifications) follow.onNotification(notification);
    follow.onResponse?.(notifications.length);
    return cursor;
  } finally {
    follow.onRequestEnd?.();
  }
}
