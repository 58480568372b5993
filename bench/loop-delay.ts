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
      for (let lateMs = performance.now() - dueMs; lateMs > 0; lateMs -= intervalMs) delaysMs.push(lateMs);
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
