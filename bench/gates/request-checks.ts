import type { TrialFigures } from '../../results/format/trial.ts';
import { type Check, type GateContext, none } from './check.ts';

/** How far the rate that was achieved may be from the one that was asked for. */
const MAX_RATE_SHARE = 0.01;

/** Whether requests that a tool made were answered as they should be, and made as often as they should be. */
export function requestChecks({ toolReport }: TrialFigures, { load }: GateContext): Check[] {
  const requests = toolReport?.requests;
  if (!requests) return [];
  const { failed, perSecond } = requests;
  const { ratePerSecond } = load.requests ?? {};
  return [
    none(
      'failed-requests',
      failed,
      'requests',
      `${failed} requests were refused, not answered in time, or answered with another status`,
    ),
    ...(ratePerSecond === undefined
      ? []
      : [
          {
            id: 'request-rate',
            measured: Math.abs(perSecond - ratePerSecond),
            bound: MAX_RATE_SHARE * ratePerSecond,
            unit: 'requests a second',
            reason: `${perSecond.toFixed(0)} requests a second were answered, and ${ratePerSecond} were to be`,
          },
        ]),
  ];
}
