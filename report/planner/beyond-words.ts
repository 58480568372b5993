import type { RangeName } from '../../analysis/cost-model/inputs.ts';
import { figure, integer, list } from '../text/format.ts';
import { type Beyond, MOST_TIMES, SAID_FROM_TIMES } from './beyond.ts';
import type { TransportPlan } from './transport-plan.ts';

/** The quantities of a model, as tables and sentences name them. */
export const RANGES: Record<RangeName | 'processes', string> = {
  subscribers: 'subscribers',
  deliveriesPerSecond: 'deliveries per second',
  payloadKibPerSecond: 'KiB of payload per second',
  emptyPollsPerSecond: 'empty polls per second',
  answersPerSecond: 'non-empty responses per second',
  responsesPerSecond: 'responses per second',
  heartbeatsPerSecond: 'heartbeats per second',
  payloadBytes: 'bytes of payload',
  processes: 'server processes',
};

/** `4.20 times as much`, beside what was extrapolated. */
const shortTimes = ({ times }: Beyond): string =>
  Number.isFinite(times) ? `${figure(times)} times as much` : 'none was measured';

/** `4.20 times the most to which the model was fitted` */
function timesInWords({ name, times }: Beyond): string {
  if (!Number.isFinite(times)) return 'none in the cells of the model';
  return name === 'processes'
    ? `${integer(times)} times the one that was measured`
    : `${figure(times)} times the most to which the model was fitted`;
}

/** What is so far beyond the measurements that there is no value, and how far. */
export const unmeasuredInWords = ({ beyond }: TransportPlan): string =>
  list(
    beyond
      .filter(({ times }) => times > MOST_TIMES)
      .map(one => `${integer(one.value)} ${RANGES[one.name]}, ${timesInWords(one)}`),
  );

/** `open connections (12,000 in one process; carried at least 10,000 idle)` */
function connectionsInWords({ connectionsBeyond }: TransportPlan): string[] {
  if (connectionsBeyond === null) return [];
  const { perProcess, most, areIdle } = connectionsBeyond;
  const carried =
    most === null ? 'none was tried' : `carried at least ${integer(most)}${areIdle ? ' idle' : ''}`;
  return [`open connections (${integer(perProcess)} in one process; ${carried})`];
}

/**
 * The quantities outside the measured range, each with the side on which it lies, and how far if it
 * is far above; empty if there are none.
 */
export function extrapolatedInWords(one: TransportPlan): string {
  const { extrapolated, memoryExtrapolated, beyond } = one;
  const far = beyond.filter(({ times }) => times > SAID_FROM_TIMES);
  const inputs = extrapolated.filter(name => !far.some(own => own.name === name));
  const side = (name: RangeName) => (beyond.some(own => own.name === name) ? 'above' : 'below');
  const words = [
    ...inputs.map(name => `${RANGES[name]} (${side(name)})`),
    ...far.map(own => `${RANGES[own.name]} (${shortTimes(own)})`),
    ...connectionsInWords(one),
  ];
  return list(memoryExtrapolated ? [...words, 'subscribers held in memory (above)'] : words);
}

/** What is far beyond the measurements, as parts of a sentence; empty if nothing is. */
export function farBeyondInWords({ beyond }: TransportPlan): string {
  const far = beyond.filter(({ times }) => times > SAID_FROM_TIMES);
  const words = far.map(one =>
    one.name === 'processes'
      ? `${integer(one.value)} server processes are ${timesInWords(one)}`
      : `${integer(one.value)} ${RANGES[one.name]} in one process are ${timesInWords(one)}`,
  );
  return list(words);
}
