import type { TrialFigures } from '../../results/format/trial.ts';
import { type Check, type GateContext, none } from './check.ts';

/** Largest deviation of the achieved rate from the requested one. */
const MAX_RATE_SHARE = 0.01;

/**
 * Checks that a tool's requests were answered as expected, and that the tool made them at the
 * requested rate.
 */
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
      `${failed} requests were refused, timed out, or answered with an unexpected status`,
    ),
    ...(ratePerSecond === undefined
      ? []
      : [
          {
            id: 'request-rate',
            measured: Math.abs(perSecond - ratePerSecond),
            bound: MAX_RATE_SHARE * ratePerSecond,
            unit: 'requests a second',
            reason: `${perSecond.toFixed(0)} requests a second were answered, ${ratePerSecond} were scheduled`,
          },
        ]),
  ];
}
