/**
 * How often the delay is sampled in clients, and in the idle process that they are compared with. A
 * load generator may spend more on it than a server.
 */
export const CLIENT_INTERVAL_MS = 20;

/** Intervals vary by this factor, so that they do not synchronise with a periodic load. */
const GOLDEN_RATIO = (Math.sqrt(5) - 1) / 2;

/** Measures how late this process runs its timers. */
export interface LoopDelayWatch {
  /**
   * Ends the measurement. Returns the p99 of timer lateness in ms, over moments spread evenly in
   * time; 0 before the first.
   */
  stop(): number;
}

/**
 * Samples how late the event loop is, about every `intervalMs`. A stall longer than the interval
 * counts once for each sample that it delayed: Tene's correction for coordinated omission, as in
 * HdrHistogram's recordValueWithExpectedInterval. The result is thus weighted by time.
 */
export function watchLoopDelay(intervalMs: number): LoopDelayWatch {
  const delaysMs: number[] = [];
  let turn = 0;
  let timer: NodeJS.Timeout;
  function scheduleSample(): void {
    const waitMs = Math.max(1, Math.trunc(intervalMs * (0.5 + ((turn++ * GOLDEN_RATIO) % 1))));
    const dueMs = performance.now() + waitMs;
    timer = setTimeout(() => {
      const lateMs = performance.now() - dueMs;
      // A timer may also fire a fraction of a millisecond early.
      delaysMs.push(Math.max(0, lateMs));
      for (let earlierMs = lateMs - intervalMs; earlierMs > 0; earlierMs -= intervalMs)
        delaysMs.push(earlierMs);
      scheduleSample();
    }, waitMs);
  }
  scheduleSample();
  return {
    stop() {
      clearTimeout(timer);
      const sorted = delaysMs.toSorted((a, b) => a - b);
      return sorted[Math.ceil(0.99 * sorted.length) - 1] ?? 0;
    },
  };
}
