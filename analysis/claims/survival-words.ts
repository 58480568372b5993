import { inProse } from '../../scenarios/load/transport.ts';
import { median } from '../statistics/paired-ratios.ts';
import { allCaughtUp, type Survival } from './losses.ts';
import { type Mark, plainMark, supportVerdict } from './strip.ts';
import type { ClaimFigure } from './verdict.ts';
import { amount, capital, counted, digits } from './words.ts';

const figure = (one: Survival, label: string, unit: string, values: readonly number[]): ClaimFigure[] => {
  const value = median(values);
  if (value === null) return [];
  const { scenario, point } = one.place;
  const [lower, upper] = [Math.min(...values), Math.max(...values)];
  return [{ label, value, unit, lower, upper, scenario, point, transport: one.transport }];
};

/** The values behind the results of interruptions and absences. */
export function figuresOf(all: readonly Survival[]): ClaimFigure[] {
  return all.flatMap(one => {
    const caughtUp = one.trials.flatMap(({ recovery }) => recovery?.sinceClearedMs ?? []);
    const served = one.trials.flatMap(({ recovery }) => recovery?.reconnectedMs ?? []);
    return [
      ...figure(
        one,
        'median time from a broken connection until it was served again',
        'ms',
        served.map(({ p50 }) => p50),
      ),
      ...figure(
        one,
        'median time from the fault cleared until caught up',
        'ms',
        caughtUp.map(({ p50 }) => p50),
      ),
      ...figure(
        one,
        'longest time from the fault cleared until caught up',
        'ms',
        caughtUp.map(({ max }) => max),
      ),
      ...figure(one, 'users that did not catch up', 'users', [one.users - one.caughtUp]),
      ...figure(one, 'deliveries missing, duplicate or out of order', 'deliveries', [one.lost]),
    ];
  });
}

/**
 * `WebSocket in “the server is killed”: 100 of 100 users caught up, and nothing was lost. Half
 * caught up after 850 ms, the last after 2,100 ms.`
 */
export function inWords(one: Survival): string {
  const caughtUp = one.trials.flatMap(({ recovery }) => recovery?.sinceClearedMs ?? []);
  const half = median(caughtUp.map(({ p50 }) => p50));
  const last = Math.max(...caughtUp.map(({ max }) => max));
  const times =
    half === null ? '' : ` Half caught up after ${amount(half, 'ms')}, the last after ${amount(last, 'ms')}.`;
  const lost =
    one.lost === 0
      ? 'nothing was'
      : `${digits(one.lost)} ${one.lost === 1 ? 'delivery was' : 'deliveries were'}`;
  const brokeOff = one.brokeOff === 0 ? '' : ` ${counted(one.brokeOff, 'trial')} ended in an error.`;
  const users = `${digits(one.caughtUp)} of ${counted(one.users, 'user')} caught up`;
  return `${capital(inProse(one.transport))} in “${one.place.label}”: ${users}, and ${lost} lost.${times}${brokeOff}`;
}

/**
 * One result as a mark: whether all users caught up and nothing was lost. Not if users were told
 * that notifications are gone: what the server no longer held is lost to them.
 */
export const survivalMark = (one: Survival): Mark =>
  plainMark(one.place.label, supportVerdict(allCaughtUp(one) && one.toldGone === 0));
