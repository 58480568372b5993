/** Calls each member once per interval, a share of them every tick, so that 10,000 heartbeats do not fall together. */
export interface Heartbeat {
  /** Adds a member; its first beat comes a full interval later. Returns the function that removes it. */
  add(beat: () => void): () => void;
  stop(): void;
}

const SLOTS = 15;

export function createHeartbeat(intervalMs: number): Heartbeat {
  const slots = Array.from({ length: SLOTS }, () => new Set<() => void>());
  let current = 0;
  const timer = setInterval(() => {
    current = (current + 1) % SLOTS;
    for (const beat of slots[current] as Set<() => void>) beat();
  }, intervalMs / SLOTS);
  return {
    add(beat) {
      const slot = slots[current] as Set<() => void>;
      slot.add(beat);
      return () => void slot.delete(beat);
    },
    stop: () => clearInterval(timer),
  };
}
