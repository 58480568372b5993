import { type Cursor, cursorText } from '../../scenarios/load/cursor.ts';

/**
 * The feed cannot continue from a cursor. It is of another epoch, as after a restart that lost the
 * feed, older than what is held, or newer than anything sent. Every transport passes `code` and
 * `message` on; over HTTP as 410 Gone. The message also fits into a WebSocket's close frame, which
 * takes 123 bytes.
 */
export class CursorGoneError extends Error {
  readonly code = 'CURSOR_GONE';
  readonly statusCode = 410;
  /** A cache may keep a 410 by default (RFC 9110 §15.5.11). */
  readonly headers = { 'cache-control': 'no-store' };

  constructor(cursor: Cursor, why: string) {
    super(`cursor ${cursorText(cursor)} cannot be continued: ${why}`);
  }
}

/** The feed already holds the maximum number of topics. */
export class FeedFullError extends Error {
  readonly code = 'FEED_FULL';
  readonly statusCode = 507;

  constructor(maxTopics: number) {
    super(`the feed holds ${maxTopics} topics, and no more are allowed`);
  }
}

/** The broker did not acknowledge a notification in time, or cannot be reached. */
export class BrokerError extends Error {
  readonly code = 'BROKER_UNAVAILABLE';
  readonly statusCode = 503;
  readonly headers = { 'retry-after': '1' };
}
