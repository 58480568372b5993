import type { Run } from '../../results/format/run.ts';
import type { Fact } from '../parts/fact.ts';
import { counted, given, percent, withUnit } from '../text/format.ts';

type Environment = Run['environment'];

function hiccupsInWords({ p50Ms, p99Ms, maxMs, loopDelayP99Ms, seconds }: Environment['hiccups']): string {
  return (
    `an idle wait ends ${withUnit(p50Ms, 'ms')} late in the median, ${withUnit(p99Ms, 'ms')} at p99, ` +
    `${withUnit(maxMs, 'ms')} at most; an idle event loop runs a timer ${withUnit(loopDelayP99Ms, 'ms')} late at p99 ` +
    `(watched for ${given(seconds)} s in all, before the run and before each block)`
  );
}

function meterInWords(meter: Environment['meter']): string {
  if (meter === null) return 'not known: this system does not tell';
  const { idleCpuPercent: idle, meteredCpuPercent: metered, seconds } = meter;
  const how =
    `${percent(metered)} metered against ${percent(idle)} not, ` +
    `of a server with nothing to do, ${given(seconds)} s each`;
  return metered > idle
    ? `the load meter costs ${percent(metered - idle)} of a core: ${how}`
    : `the load meter costs too little of a core to be seen: ${how}`;
}

function transitInWords(transit: Environment['transit']): string {
  if (transit === null) return 'not measured';
  return (
    `${withUnit(transit.meanMs, 'ms')} on average, ${withUnit(transit.p50Ms, 'ms')} in the median, from the scheduled ` +
    `moment to the only subscriber of the TCP floor (${counted(transit.count, 'delivery', 'deliveries')} on the idle machine)`
  );
}

/** What the idle machine and the lab itself were like, before the first trial and before each block. */
export function calibrationFacts({ hiccups, stealPercent, meter, transit }: Environment): Fact[] {
  return [
    ['Hiccups of the idle machine', hiccupsInWords(hiccups)],
    [
      'Time stolen by the hypervisor',
      stealPercent === null
        ? 'not known: this system does not tell'
        : `${percent(stealPercent)} of the idle watch`,
    ],
    ['The meter’s own cost', meterInWords(meter)],
    ['One-way transit', transitInWords(transit)],
  ];
}
