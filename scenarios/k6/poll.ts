import { sleep } from 'k6';
import http from 'k6/http';
import type { Follower, Notification } from './follower.ts';
import { addressOf, firstCursor } from './settings.ts';

/** The refusals below 500 after which a later request may succeed. */
const TEMPORARY = [408, 425, 429];

/** The list in a body; undefined if it is something else, such as a page. */
function listIn(body: string): { notifications: Notification[]; cursor: string } | undefined {
  try {
    const answer = JSON.parse(body);
    return Array.isArray(answer.notifications) ? answer : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Polls one after the other from one cursor. Each call returns whether the server can be polled
 * again. After a failed poll it pauses for `pauseSeconds`; back-off is not measured here.
 */
export function createPoller(
  follower: Follower,
  paramsNow: () => { headers?: Record<string, string>; timeout?: string },
  pauseSeconds: number,
) {
  let cursor = firstCursor;
  return function poll(): boolean {
    const { status, body, error } = http.get(addressOf('/notifications', cursor), paramsNow());
    const answer = status === 200 ? listIn(body as string) : undefined;
    if (answer) {
      follower.receive(answer.notifications);
      cursor = answer.cursor;
      return true;
    }
    if (status === 204) return true;
    if (status === 410) follower.fail(`the server can no longer continue from ${cursor}`);
    else follower.fail(error || [`the server answered ${status}`, body].filter(Boolean).join(': '));
    // Without an answer the status is 0.
    const isFinal = status !== 0 && status < 500 && !TEMPORARY.includes(status);
    if (!isFinal) sleep(pauseSeconds);
    return !isFinal;
  };
}
