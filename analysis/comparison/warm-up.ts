import type { RunScenario } from '../../results/format/run.ts';
import type { Measure } from './transports.ts';

/**
 * The shortest warm-up, in seconds, after which processor time can be compared: that of the preset
 * `quick`. After less, too much of the window is the compiler's work (decision 0034).
 */
const LEAST_FOR_CPU_SECONDS = 1;

/** Whether the trials of a scenario warm up for long enough to be compared by a measure. */
export const isWarmFor = (
  { isCpu = false }: Pick<Measure, 'isCpu'>,
  { parameters }: Pick<RunScenario, 'parameters'>,
): boolean => !isCpu || parameters.warmUpSeconds >= LEAST_FOR_CPU_SECONDS;
