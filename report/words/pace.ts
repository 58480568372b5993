import { ratePerSubscriber } from '../../analysis/claims/rates.ts';
import type { Load } from '../../scenarios/load/load.ts';
import { given, span } from '../text/format.ts';

/** `10 a second`, `one each 4 s`: how often a subscriber gets a notification. */
function rateInWords(load: Load): string {
  const rate = ratePerSubscriber(load);
  if (!rate) return '';
  return rate < 1 ? `one each ${span(1 / rate)}` : `${given(Number(rate.toPrecision(3)))} a second`;
}

/** Whether a visit has its connection already; empty for other loads. */
export const visitInWords = ({ visits }: Load): string =>
  visits === undefined
    ? ''
    : visits.connection === 'cold'
      ? 'each on a new connection'
      : 'on an open connection';

/**
 * How often a subscriber of a load gets a notification, and how often it polls, in a few words: the
 * values of two points compare only where these are alike. Empty for visits, and where neither is
 * known.
 */
export function paceInWords(load: Load): string {
  // Visitors come for a moment.
  if (load.visits) return '';
  const interval = load.transports['short-polling']?.intervalMs;
  const polls = interval === undefined ? '' : `polls each ${span(interval / 1000)}`;
  return [rateInWords(load), polls].filter(Boolean).join(', ');
}
