// How many round trips a message needs that is longer than what TCP may send at once. The window is
// counted in segments.

/** TCP's window of a new connection and after silence (RFC 6928 §2; Linux TCP_INIT_CWND). */
export const INITIAL_WINDOW_SEGMENTS = 10;

/** Linux lets the variance in the retransmission timeout count for at least this (TCP_RTO_MIN). */
const LEAST_RTO_VARIANCE_MS = 200;

/**
 * TCP's retransmission timeout in ms on a path with an even round trip: SRTT + 4 RTTVAR (RFC 6298
 * §2). Linux takes at least 200 ms for the second term.
 */
export function retransmissionTimeoutMs(rttMs: number): number {
  return rttMs + LEAST_RTO_VARIANCE_MS;
}

/**
 * The flights of a message in slow start. The window doubles with each round trip (RFC 5681 §3.1),
 * so r flights carry window × (2^r − 1) segments. A message of 60 KB has 42 segments: with the
 * initial window of 10 it needs 3 flights, 10 + 20 + 12.
 */
export function flightsOf({
  segments,
  windowSegments = INITIAL_WINDOW_SEGMENTS,
}: {
  segments: number;
  windowSegments?: number;
}): number {
  return Math.max(1, Math.ceil(Math.log2(segments / windowSegments + 1) - 1e-9));
}

/**
 * The time in ms until the last byte of a message has arrived: one transit, and one round trip for
 * each flight after the first.
 */
export function lastByteMs({
  transitMs,
  rttMs,
  flights,
}: {
  transitMs: number;
  rttMs: number;
  flights: number;
}): number {
  return transitMs + (flights - 1) * rttMs;
}

/**
 * The window after silence: halved for each retransmission timeout that passed, but at least the
 * initial window (RFC 2861 §2.2; Linux tcp_cwnd_restart). RFC 5681 §4.1 goes to the initial window
 * after the first timeout. Cubic and reno do so; bbr has its own control and does not.
 */
export function windowAfterSilence({
  windowSegments,
  silentMs,
  rttMs,
}: {
  windowSegments: number;
  silentMs: number;
  rttMs: number;
}): number {
  const least = Math.min(INITIAL_WINDOW_SEGMENTS, windowSegments);
  const timeouts = Math.ceil(silentMs / retransmissionTimeoutMs(rttMs)) - 1;
  let window = windowSegments;
  for (let passed = 0; passed < timeouts && window > least; passed++) window = Math.floor(window / 2);
  return Math.max(least, window);
}

/** The window of one connection in slow start, message by message. */
export interface SlowStart {
  /**
   * The flights of a message of so many segments that is sent at a moment in ms. Null if the one
   * before is still under way: no model holds for messages that share their flights.
   */
  send(atMs: number, segments: number): number | null;
}

/**
 * A connection without loss and with an even round trip. The window grows by what was acknowledged,
 * where it limited the sender: a flight filled more than half of it (RFC 5681 §3.1; RFC 7661 §4;
 * Linux tcp_is_cwnd_limited).
 */
export function slowStart(rttMs: number): SlowStart {
  let windowSegments = INITIAL_WINDOW_SEGMENTS;
  let sentAtMs = Number.NEGATIVE_INFINITY;
  let doneAtMs = Number.NEGATIVE_INFINITY;
  return {
    send(atMs, segments) {
      const isShort = segments <= INITIAL_WINDOW_SEGMENTS;
      if (atMs < doneAtMs && !isShort) return null;
      if (sentAtMs !== Number.NEGATIVE_INFINITY) {
        windowSegments = windowAfterSilence({ windowSegments, silentMs: atMs - sentAtMs, rttMs });
      }
      let flights = 0;
      let largestFlight = 0;
      for (let left = segments; left > 0; flights++) {
        const sent = Math.min(left, windowSegments);
        largestFlight = Math.max(largestFlight, sent);
        if (windowSegments < 2 * largestFlight) windowSegments += sent;
        left -= sent;
      }
      sentAtMs = atMs + (flights - 1) * rttMs;
      if (flights > 1) doneAtMs = atMs + flights * rttMs;
      return flights;
    },
  };
}
