const FIRST_MS = 100;
const CAP_MS = 10_000;

/**
 * The pause before reconnection number `attempt` (from 0): doubles from 100 ms up to 10 s, and of that a random half to
 * whole ("equal jitter"), so that clients who lost the same server do not come back as one.
 */
export function backoffMs(attempt: number, random: () => number): number {
  const ceilingMs = Math.min(CAP_MS, FIRST_MS * 2 ** attempt);
  return (ceilingMs / 2) * (1 + random());
}

/**
 * Always the same pause and all of them at once: what the jitter is there to prevent. A second, so that thousands of clients in one
 * process can keep to it.
 */
const FIXED_MS = 1000;
const fixedMs = () => FIXED_MS;

/** How a subscriber waits, by the name that a load gives it. */
export const backoffs = { jittered: backoffMs, fixed: fixedMs };
