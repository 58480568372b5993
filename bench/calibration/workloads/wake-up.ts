import { median } from '../../../analysis/statistics/paired-ratios.ts';
import type { WorkloadValues } from '../../../results/format/reference-workloads.ts';
import { clockNs } from './median-time.ts';

const WAIT_MS = 2;
const TIMES = 120;
/** How often the work is done before it is timed: its code is compiled meanwhile. */
const WARM_UP_TIMES = 100;

const middle = (values: readonly number[]): number => median(values) as number;

/** CPU time in ns that this thread has used so far, in the kernel too. */
function threadCpuNs(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) * 1000;
}

/** Medians in ns of how long the two parts of the work take, and both together. */
function timesOfWork(parts: WorkParts, before: () => void) {
  const arithmetic: number[] = [];
  const walk: number[] = [];
  const both: number[] = [];
  for (let time = 0; time < TIMES; time++) {
    before();
    const startNs = clockNs();
    parts.arithmetic();
    const betweenNs = clockNs();
    parts.walk();
    const endNs = clockNs();
    arithmetic.push(betweenNs - startNs);
    walk.push(endNs - betweenNs);
    both.push(endNs - startNs);
  }
  return { arithmeticNs: middle(arithmetic), walkNs: middle(walk), bothNs: middle(both) };
}

/** The same short work every time: a part in registers, and a part in cache. */
export interface WorkParts {
  arithmetic: () => void;
  walk: () => void;
}

/**
 * Times short work without a pause, and after waits of 2 ms, and what these waits cost. After a
 * wait the core comes from idle: its frequency may be lower, which slows the arithmetic, and its
 * caches may be empty, which slows the walk.
 */
export function wakeUp(
  parts: WorkParts,
): Pick<
  WorkloadValues,
  | 'warmWorkNs'
  | 'coldWorkNs'
  | 'wakeUpRatio'
  | 'wakeUpArithmeticRatio'
  | 'wakeUpWalkRatio'
  | 'wakeUpLatenessNs'
  | 'wakeUpCpuNs'
> {
  const neverSignalled = new Int32Array(new SharedArrayBuffer(4));
  const lateness: number[] = [];
  function wait(): void {
    const dueNs = clockNs() + WAIT_MS * 1e6;
    Atomics.wait(neverSignalled, 0, 0, WAIT_MS);
    lateness.push(Math.max(0, clockNs() - dueNs));
  }
  for (let time = 0; time < WARM_UP_TIMES; time++) {
    parts.arithmetic();
    parts.walk();
  }
  const warm = timesOfWork(parts, () => {});
  const cold = timesOfWork(parts, wait);
  const cpuBeforeNs = threadCpuNs();
  for (let time = 0; time < TIMES; time++) wait();
  return {
    warmWorkNs: warm.bothNs,
    coldWorkNs: cold.bothNs,
    wakeUpRatio: cold.bothNs / warm.bothNs,
    wakeUpArithmeticRatio: cold.arithmeticNs / warm.arithmeticNs,
    wakeUpWalkRatio: cold.walkNs / warm.walkNs,
    wakeUpLatenessNs: middle(lateness),
    wakeUpCpuNs: (threadCpuNs() - cpuBeforeNs) / TIMES,
  };
}
