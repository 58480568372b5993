/** One reading of another clock, between two readings of the own clock. */
export interface ClockReading {
  beforeMs: number;
  theirsMs: number;
  afterMs: number;
}

/** What to add to the other clock's time to get the own time, and the maximum error. */
export interface ClockOffset {
  offsetMs: number;
  errorMs: number;
}

/**
 * Each reading bounds the offset from both sides. The intersection of all readings is narrower than
 * the bounds of the fastest reading. Returns undefined if the intersection is empty, because one of
 * the clocks stepped or drifted.
 */
export function clockOffset(readings: readonly ClockReading[]): ClockOffset | undefined {
  const lowMs = Math.max(...readings.map(({ beforeMs, theirsMs }) => beforeMs - theirsMs));
  const highMs = Math.min(...readings.map(({ afterMs, theirsMs }) => afterMs - theirsMs));
  if (readings.length === 0 || lowMs > highMs) return undefined;
  return { offsetMs: (lowMs + highMs) / 2, errorMs: (highMs - lowMs) / 2 };
}
