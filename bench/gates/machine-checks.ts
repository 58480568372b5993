import type { Environment } from '../../results/format/environment.ts';
import type { TrialFigures } from '../../results/format/trial.ts';
import type { Check, GateContext } from './check.ts';

/**
 * Server and clients read their counters at the same two moments. A difference above this share of
 * the window falsifies values made of both (bytes and CPU per delivery) by as much.
 */
const MAX_READ_DELAY_SHARE = 0.03;
/** What other processes may take of the machine, in % of the window. */
const MAX_OTHERS_PERCENT = 10;
/**
 * For how long a CPU quota may stop the lab, in % of the time. What is due meanwhile is late by
 * up to a period of the quota, 100 ms as a rule. One such delivery in a hundred is the p99.
 */
const MAX_THROTTLED_PERCENT = 1;

/** Checks the CPU time that the hypervisor and other processes took. */
function otherWork(
  { stealPercent, otherCpuPercent: { server, clients } }: NonNullable<TrialFigures['machine']>,
  ofWhat: string,
): Check[] {
  const check = (id: string, percent: number, whatUsed: string): Check => ({
    id,
    measured: percent,
    bound: MAX_OTHERS_PERCENT,
    unit: '%',
    reason: `${whatUsed} ${percent.toFixed(0)}% of ${ofWhat}, over ${MAX_OTHERS_PERCENT}%`,
  });
  return [
    check('steal', stealPercent, 'the hypervisor took'),
    check('others-server', server, 'other processes used the server’s cores for'),
    check('others-clients', clients, 'other processes used the clients’ cores for'),
  ];
}

/** Checks the time for which a CPU quota stopped the lab; nothing where that is not known. */
const throttled = (id: string, percent: number | null | undefined, ofWhat: string): Check[] =>
  percent == null
    ? []
    : [
        {
          id,
          measured: percent,
          bound: MAX_THROTTLED_PERCENT,
          unit: '%',
          reason: `a CPU quota stopped the lab’s processes for ${percent.toFixed(1)}% of ${ofWhat}, over ${MAX_THROTTLED_PERCENT}%`,
        },
      ];

/** The machine while the lab did nothing. */
export interface WatchedMachine {
  hiccups: Environment['hiccups'];
  stealPercent: Environment['stealPercent'];
  /** CPU time of other processes, in % of the cores' time; null where it is not known. */
  otherCpuPercent: NonNullable<TrialFigures['machine']>['otherCpuPercent'] | null;
}

/**
 * Checks that the counters were read in time, that the machine was free of other work, and that no
 * CPU quota stopped the lab, neither now nor while the bounds were learnt from the idle machine.
 */
export function machineChecks(
  { windowMs, server, generator, machine }: TrialFigures,
  { hiccups }: Pick<GateContext, 'hiccups'>,
): Check[] {
  const readDelay = (id: string, reader: string, lateMs: number): Check => ({
    id,
    measured: lateMs,
    bound: MAX_READ_DELAY_SHARE * windowMs,
    unit: 'ms',
    reason: `${reader} read its counters ${lateMs.toFixed(0)} ms late, over ${100 * MAX_READ_DELAY_SHARE}% of the window`,
  });
  return [
    readDelay('server-counters', 'the server', server.counterReadDelayMs),
    readDelay('client-counters', 'a client worker', generator.counterReadDelayMs),
    ...throttled('idle-throttled', hiccups.throttledPercent, 'the watch of the idle machine'),
    ...(machine
      ? [
          ...throttled('throttled', machine.throttledPercent, 'the window'),
          ...otherWork(machine, 'the window'),
        ]
      : []),
  ];
}

/**
 * Why trials on a machine as it was when it should have been idle would be invalid; empty where
 * they would not.
 */
export function idleFaults({ hiccups, stealPercent, otherCpuPercent }: WatchedMachine): string[] {
  const watch = 'the watch of the idle machine';
  const checks = [
    ...throttled('idle-throttled', hiccups.throttledPercent, watch),
    ...(otherCpuPercent ? otherWork({ stealPercent: stealPercent ?? 0, otherCpuPercent }, watch) : []),
  ];
  return checks.filter(({ measured, bound }) => measured > bound).map(({ reason }) => reason);
}
