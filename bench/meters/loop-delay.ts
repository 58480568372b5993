/** How often clients are asked, and the idle process that they are compared with. A load generator may spend more on it than a server. */
export const CLIENT_INTERVAL_MS = 20;

/** Intervals vary around the asked one by this factor, so that they do not keep step with a periodic load. */
const GOLDEN_RATIO = (Math.sqrt(5) - 1) / 2;

/** A watch over how late this process runs its timers. */
export interface LoopDelayWatch {
  /** Ends the watch: how late a timer was at p99, in ms, over moments spread evenly in time; 0 before the first. */
  stop(): number;
}

/**
 * Asks again and again, after about `intervalMs`, how late the event loop is. A stall that is longer than the interval counts once
 * for each time that it would have been asked about (Tene's correction for coordinated omission, as HdrHistogram's
 * recordValueWithExpectedInterval has it), so that the result is weighted by time and not by luck.
 */
export function watchLoopDelay(intervalMs: number): LoopDelayWatch {
  const delaysMs: number[] = [];
  let turn = 0;
  let timer: NodeJS.Timeout;
  function ask(): void {
    const waitMs = Math.max(1, Math.trunc(intervalMs * (0.5 + ((turn++ * GOLDEN_RATIO) % 1))));
    const dueMs = performance.now() + waitMs;
    timer = setTimeout(() => {
      const lateMs = performance.now() - dueMs;
      // A timer may also run a fraction of a millisecond early.
      delaysMs.push(Math.max(0, lateMs));
      for (let earlierMs = lateMs - intervalMs; earlierMs > 0; earlierMs -= intervalMs)
        delaysMs.push(earlierMs);
      ask();
    }, waitMs);
  }
  ask();
  return {
    stop() {
      clearTimeout(timer);
      const sorted = delaysMs.toSorted((a, b) => a - b);
      return sorted[Math.ceil(0.99 * sorted.length) - 1] ?? 0;
    },
  };
}
