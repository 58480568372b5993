import { ANSWER_BYTES, UNREAD_BYTES } from '../../scenarios/load/feed-limits.ts';
import { CLOSE_GRACE_MS } from '../../scenarios/load/time-outs.ts';
import { DEFAULT_HEARTBEAT_SECONDS } from '../../scenarios/load/transport-options.ts';

/**
 * Limits on what one client may cost the server. docs/methodology.md states each of them; tests
 * lower them.
 */
export interface Limits {
  /**
   * A push connection that has more unread bytes than this when the next notification comes is cut
   * off. The new notification does not count, so a connection holds this and one notification at
   * most.
   */
  maxUnreadBytes: number;
  /**
   * A long poll that asks for a longer wait waits this long. Proxies give up a silent request after
   * 30 s (h2o), 50 s (HAProxy) or 60 s (nginx, Varnish).
   */
  maxWaitSeconds: number;
  /** Approximate maximum of a poll's answer; the rest follows with the next poll. */
  maxAnswerBytes: number;
  /**
   * A connection with more unanswered requests than this is refused and closed. A client without
   * pipelining has one.
   */
  maxPipelined: number;
  /** How many streams a connection of HTTP/2 may have open at a time. */
  maxStreams: number;
  /** The largest body of a POST, and the largest frame from a client. */
  maxPublishBytes: number;
  /**
   * How much is still read after a refusal that ends the connection, so that a client that is
   * sending sees it.
   */
  maxDiscardedBytes: number;
  /**
   * A connection with an unfinished request or answer is closed after this time without progress.
   * The wait of a long poll does not count.
   */
  stalledAnswerMs: number;
  /**
   * How long an idle connection is kept at least; answers announce it in whole seconds. It exceeds
   * the time for which a proxy keeps connections for later requests: 120 s (Caddy).
   */
  keepAliveMs: number;
  /**
   * Interval of the heartbeats on a push connection; 0 for none. Shorter than `stalledAnswerMs`, or
   * a quiet stream would count as stalled; without heartbeats it does.
   */
  heartbeatMs: number;
  /** How long a connection that was cut off may still take to read the reason. */
  cutOffGraceMs: number;
}

export const DEFAULT_LIMITS: Limits = {
  maxUnreadBytes: UNREAD_BYTES,
  maxWaitSeconds: 25,
  maxAnswerBytes: ANSWER_BYTES,
  maxPipelined: 6,
  maxStreams: 256,
  maxPublishBytes: 1024 * 1024,
  maxDiscardedBytes: 16 * 1024 * 1024,
  stalledAnswerMs: 90_000,
  keepAliveMs: 125_000,
  heartbeatMs: DEFAULT_HEARTBEAT_SECONDS * 1000,
  cutOffGraceMs: CLOSE_GRACE_MS,
};
