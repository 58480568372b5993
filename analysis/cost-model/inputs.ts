import type { TestedTransport } from '../../scenarios/load/transport.ts';
import { type Predictors, termsOf } from './terms.ts';

/**
 * The inputs of a model: its predictors, except the one that follows from the others, and the size
 * of one payload. `responsesPerSecond` replaces empty polls and answers where one term covers both.
 */
export type RangeName =
  | Exclude<keyof Predictors, 'coldWakesPerSecond'>
  | 'responsesPerSecond'
  | 'payloadBytes';

/** The inputs of the models of a transport; those that it does not have are 0. */
export function inputsOf(
  transport: TestedTransport,
  { coldWakesPerSecond: _, ...own }: Predictors,
  payloadBytes: number,
): Record<RangeName, number> {
  const polls = own.emptyPollsPerSecond + own.answersPerSecond;
  const isApart = termsOf(transport, 'cpuMicrosPerSecond').some(({ id }) => id === 'empty-poll');
  return {
    ...own,
    ...(!isApart && { emptyPollsPerSecond: 0, answersPerSecond: 0 }),
    responsesPerSecond: isApart ? 0 : polls,
    payloadBytes,
  };
}
