/** What one client may cost the server. Each limit is a promise of docs/methodology.md; tests lower them. */
export interface Limits {
  /** A push connection that leaves more than this unread is cut off. */
  maxUnreadBytes: number;
  /** A poll's answer holds no more than about this; the rest comes with the next poll. */
  maxAnswerBytes: number;
  /** A connection with more requests waiting for their answers is closed; a client that does not pipeline has one. */
  maxPipelined: number;
  /** The largest body of a POST and the largest frame from a client. */
  maxPublishBytes: number;
  /** A connection with an answer under way on which nothing moves for this long is closed. */
  stalledAnswerMs: number;
  /** Pause between two heartbeats on a push connection. */
  heartbeatMs: number;
  /** How long a connection that was cut off may still take to read why. */
  lastWordMs: number;
}

export const DEFAULT_LIMITS: Limits = {
  maxUnreadBytes: 1024 * 1024,
  maxAnswerBytes: 1024 * 1024,
  maxPipelined: 6,
  maxPublishBytes: 1024 * 1024,
  stalledAnswerMs: 90_000,
  heartbeatMs: 15_000,
  lastWordMs: 5_000,
};
