/**
 * Calls each member once per interval, some of them at every tick. The heartbeats of 10,000
 * connections are thus spread, even if all connected at once. A short measurement also sees as many
 * per second as a long one.
 */
export interface Heartbeat {
  /**
   * Adds a member, whose first beat is within one interval. Returns the function that removes it.
   */
  add(beat: () => void): () => void;
  stop(): void;
}

const SLOTS = 15;

/** With an interval of 0 there are no heartbeats. */
export function createHeartbeat(intervalMs: number): Heartbeat {
  if (intervalMs === 0) return { add: () => () => {}, stop() {} };
  const slots = Array.from({ length: SLOTS }, () => new Set<() => void>());
  let current = 0;
  let added = 0;
  const timer = setInterval(() => {
    current = (current + 1) % SLOTS;
    for (const beat of slots[current] as Set<() => void>) beat();
  }, intervalMs / SLOTS);
  return {
    add(beat) {
      const slot = slots[added++ % SLOTS] as Set<() => void>;
      slot.add(beat);
      return () => void slot.delete(beat);
    },
    stop: () => clearInterval(timer),
  };
}
