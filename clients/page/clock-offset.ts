/** Another clock was read once, between two moments of one's own. */
export interface ClockReading {
  beforeMs: number;
  theirsMs: number;
  afterMs: number;
}

/** What to add to the other clock to have one's own, and by how much that may be wrong. */
export interface ClockOffset {
  offsetMs: number;
  errorMs: number;
}

/**
 * Each reading bounds the offset from both sides; what all of them allow is narrower than what the fastest one does. Undefined where
 * nothing is allowed by all: one of the clocks jumped or drifted meanwhile.
 */
export function clockOffset(readings: readonly ClockReading[]): ClockOffset | undefined {
  const lowMs = Math.max(...readings.map(({ beforeMs, theirsMs }) => beforeMs - theirsMs));
  const highMs = Math.min(...readings.map(({ afterMs, theirsMs }) => afterMs - theirsMs));
  if (readings.length === 0 || lowMs > highMs) return undefined;
  return { offsetMs: (lowMs + highMs) / 2, errorMs: (highMs - lowMs) / 2 };
}
