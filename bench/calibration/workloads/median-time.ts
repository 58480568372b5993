import { median } from '../../../analysis/statistics/paired-ratios.ts';

/** The repetitions during which the code is compiled; they do not count. */
const WARM_UP = 10;
const REPETITIONS = 25;

/** A clock in ns. */
export const clockNs = (): number => Number(process.hrtime.bigint());

/**
 * The median time of one operation in ns, where each call of `work` does `operations` of them. Some
 * milliseconds a call are best: interrupts and other processes then meet few of the calls.
 */
export async function medianNs(operations: number, work: () => unknown): Promise<number> {
  const times: number[] = [];
  for (let repetition = 0; repetition < WARM_UP + REPETITIONS; repetition++) {
    const startNs = clockNs();
    await work();
    times.push(clockNs() - startNs);
  }
  return (median(times.slice(WARM_UP)) as number) / operations;
}
