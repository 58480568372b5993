import type { Gate } from '../../results/format/gate-and-theory.ts';
import type { TrialFigures } from '../../results/format/trial.ts';
import type { Check, GateContext } from './check.ts';
import { deliveryChecks } from './delivery-checks.ts';
import { generatorChecks } from './generator-checks.ts';
import { machineChecks } from './machine-checks.ts';
import { pathChecks } from './path-checks.ts';
import { requestChecks } from './request-checks.ts';

/**
 * The ids of the gates that a load makes fail on purpose: an expected failure is no fault of the
 * trial.
 */
function gatesNotApplied(load: GateContext['load']): string[] {
  const { arrivals, visits, requests, fault, stalledShare, overload, browser, path, topology } = load;
  return [
    // Nothing is delivered, so a late client cannot falsify a latency.
    ...(arrivals.kind === 'none' ? ['nothing-due', 'client-loop-delay'] : []),
    // A visit is timed from its actual start.
    ...(visits ? ['publisher-lag', 'publisher-latest'] : []),
    // A client that polls without pause is busy, or the server is. Which of the two is the result
    // of the trial.
    ...(requests && requests.ratePerSecond === undefined
      ? ['client-cpu', 'client-loop-delay', 'client-counters', 'server-counters']
      : []),
    ...(fault ? ['reconnects', 'retransmits', 'client-loop-delay'] : []),
    ...(stalledShare ? ['slow-readers', 'retransmits'] : []),
    // A queue before a limit delays segments for longer than their sender expects, so it sends
    // some again, though none is lost.
    ...(path?.downKbitPerSecond !== undefined || path?.upKbitPerSecond !== undefined ? ['retransmits'] : []),
    // Nothing is timed in the event loop of a worker that drives a browser.
    ...(browser ? ['client-loop-delay'] : []),
    ...(browser?.mayLose ? ['missing', 'missing-outside', 'reconnects'] : []),
    // What a minimal proxy ends or holds back is a result; nothing may be lost for good.
    ...(topology?.configuration === 'minimal' ? ['reconnects', 'client-loop-delay'] : []),
    ...(overload
      ? [
          'missing',
          'missing-outside',
          'reconnects',
          'slow-readers',
          'retransmits',
          'server-counters',
          'client-loop-delay',
        ]
      : []),
  ];
}

/**
 * Checks whether a trial's values can be trusted. Returns every check with its measured value and
 * the largest value that passes, and one reason for each check that failed.
 */
export function judge(figures: TrialFigures, context: GateContext): { gates: Gate[]; reasons: string[] } {
  const notApplied = gatesNotApplied(context.load);
  const checks = [
    ...deliveryChecks(figures),
    ...generatorChecks(figures, context),
    ...machineChecks(figures, context),
    ...requestChecks(figures, context),
    ...pathChecks(figures, context),
  ].filter(({ id }) => !notApplied.includes(id));
  const passed = ({ measured, bound }: Check) => measured <= bound;
  return {
    gates: checks.map(check => {
      const { id, measured, bound, unit } = check;
      return { id, measured, bound, unit, passed: passed(check) };
    }),
    reasons: checks.filter(check => !passed(check)).map(({ reason }) => reason),
  };
}
