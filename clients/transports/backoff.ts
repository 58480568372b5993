const FIRST_MS = 100;
const CAP_MS = 10_000;

/**
 * The pause before reconnection number `attempt` (from 0). Its ceiling doubles from 100 ms up to
 * 10 s, and the pause is a random half to whole of it ("equal jitter"). Clients that lost the same
 * server thus do not reconnect at the same moment.
 */
export function backoffMs(attempt: number, random: () => number): number {
  const ceilingMs = Math.min(CAP_MS, FIRST_MS * 2 ** attempt);
  return (ceilingMs / 2) * (1 + random());
}

/**
 * The same pause for all clients, the case that jitter prevents. It is one second, so that
 * thousands of clients in one process can keep it.
 */
const FIXED_MS = 1000;
const fixedMs = () => FIXED_MS;

/** The back-off functions, by their name in a load. */
export const backoffs = { jittered: backoffMs, fixed: fixedMs };
