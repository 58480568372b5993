import { type BusyMachine, MOST_DISTURBED_IN_A_ROW } from '../../bench/run/busy-machine.ts';
import { ANSWER_WITHIN_SECONDS } from './ask.ts';

/** What was found, and what comes of it. */
export function busyInWords({ found, reasons }: BusyMachine): string {
  const why = reasons.join('; ');
  return found === 'calibration'
    ? `The machine is too busy to measure: ${why}. Most trials will be invalid.`
    : `The machine is too busy to measure: the last ${MOST_DISTURBED_IN_A_ROW} trials were disturbed. The latest: ${why}.`;
}

export const ADVICE = 'Close other programs.';
export const QUESTION = `Go on? [Y/n] (goes on after ${ANSWER_WITHIN_SECONDS} s) `;
export const GOES_ON = 'There is no terminal to ask at, so the run goes on.';
