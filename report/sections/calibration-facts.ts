import type { Run } from '../../results/format/run.ts';
import type { Fact } from '../parts/fact.ts';
import { counted, given, percent, withUnit } from '../text/format.ts';

type Environment = Run['environment'];

const NOT_REPORTED = 'not known: the system does not report it';

function hiccupsInWords({ p50Ms, p99Ms, maxMs, loopDelayP99Ms, seconds }: Environment['hiccups']): string {
  return (
    `a wait ends ${withUnit(p50Ms, 'ms')} late in the median, ${withUnit(p99Ms, 'ms')} at p99, ` +
    `${withUnit(maxMs, 'ms')} at most; a timer of an idle event loop runs ${withUnit(loopDelayP99Ms, 'ms')} late at p99; ` +
    `measured for ${given(seconds)} s in total, before the run and before each block`
  );
}

function meterInWords(meter: Environment['meter']): string {
  if (meter === null) return NOT_REPORTED;
  const { idleCpuPercent: idle, meteredCpuPercent: metered, seconds } = meter;
  const how =
    `an idle server uses ${percent(metered)} with the meter and ${percent(idle)} without it, ` +
    `measured for ${given(seconds)} s each`;
  return metered > idle ? `${percent(metered - idle)} of a core: ${how}` : `too small to measure: ${how}`;
}

function transitInWords(transit: Environment['transit']): string {
  if (transit === null) return 'not measured';
  return (
    `mean ${withUnit(transit.meanMs, 'ms')}, median ${withUnit(transit.p50Ms, 'ms')}, from the scheduled time to ` +
    `the only subscriber of the TCP floor (${counted(transit.count, 'delivery', 'deliveries')} on the idle machine)`
  );
}

const shareInWords = (share: number | null): string =>
  share === null ? NOT_REPORTED : `${percent(share)} of the time for which the idle machine was measured`;

/**
 * Measurements of the idle machine and of the lab, before the first trial and before each block.
 */
export function calibrationFacts(environment: Environment): Fact[] {
  const { hiccups, stealPercent, meter, transit } = environment;
  const { throttledPercent } = hiccups;
  return [
    ['Hiccups of the idle machine', hiccupsInWords(hiccups)],
    ['Time stolen by the hypervisor', shareInWords(stealPercent)],
    // A run of an earlier version does not have it.
    ...(throttledPercent === undefined
      ? []
      : [['Time stopped by a CPU quota', shareInWords(throttledPercent)] satisfies Fact]),
    ['CPU cost of the load meter', meterInWords(meter)],
    ['One-way transit', transitInWords(transit)],
  ];
}
