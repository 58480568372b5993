import { sleep } from 'k6';
import http from 'k6/http';
import type { Follower, Notification } from './follower.ts';
import { addressOf, firstCursor } from './settings.ts';

/** Pause after a failed poll. Back-off is not measured here. */
const PAUSE_SECONDS = 1;

/**
 * Polls one after the other from one cursor. Each call returns whether the server can be polled
 * again.
 */
export function createPoller(
  follower: Follower,
  paramsNow: () => { headers?: Record<string, string>; timeout?: string },
) {
  let cursor = firstCursor;
  return function poll(): boolean {
    const { status, body, error } = http.get(addressOf('/notifications', cursor), paramsNow());
    if (status === 200) {
      const answer = JSON.parse(body as string) as { notifications: Notification[]; cursor: string };
      follower.receive(answer.notifications);
      cursor = answer.cursor;
    } else if (status === 410) {
      follower.fail(`the server can no longer continue from ${cursor}`);
      return false;
    } else if (status !== 204) {
      follower.fail(error || `the server answered ${status}`);
      sleep(PAUSE_SECONDS);
    }
    return true;
  };
}
