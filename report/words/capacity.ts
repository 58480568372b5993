import { type Limit, limitOf, lossesOf } from '../../analysis/comparison/capacity.ts';
import { CLIENT_GATES, MACHINE_GATES } from '../../analysis/comparison/disturbance-gates.ts';
import type { MeasuredTrial, Trial } from '../../results/format/trial.ts';
import { inProse } from '../../scenarios/load/transport.ts';
import type { Capacity, TriedSize } from '../model/capacity.ts';
import type { Spread } from '../model/spread.ts';
import { capital, counted, figure, integer, list, percent, rangeOf, withUnit } from '../text/format.ts';
import { gateInWords, measuredInWords } from './gate.ts';

/**
 * What reached its limit first in a trial that did not hold. The text is the rest of a sentence and
 * further sentences, without the last full stop.
 */
export interface LimitInWords {
  kind: Limit;
  text: string;
}

const latencyInWords = ({ latencyMs }: MeasuredTrial): string =>
  latencyMs ? `p99 latency ${withUnit(latencyMs.fromSchedule.p99, 'ms')}` : 'nothing was delivered';

/**
 * How late the event loop of the worst client worker was; nothing where no worker has an event
 * loop.
 */
const eventLoopInWords = ({ eventLoopDelayP99Ms: lateMs }: MeasuredTrial['generator']): string[] =>
  lateMs === null ? [] : [`The event loop of a client worker was ${withUnit(lateMs, 'ms')} late at p99`];

/** The values of a trial in which the load generator reached its limit, each once, in sentences. */
const generatorInWords = ({ gates, generator, server }: MeasuredTrial): string =>
  [
    'the load generator reached its limit before the server or with it',
    `The busiest client worker used ${percent(generator.cpuPercent)} of a core, the server ${percent(server.cpuPercent)}`,
    ...eventLoopInWords(generator),
    ...gates
      .filter(({ id, passed }) => !passed && id !== 'client-cpu' && CLIENT_GATES.includes(id))
      .map(gate => `${capital(gateInWords(gate.id))}: ${measuredInWords(gate)}`),
  ].join('. ');

/**
 * What reached its limit first, from the values of the smallest trial that did not hold. The
 * objective is that of its search.
 */
export function limitInWords(trial: Trial, objectiveP99Ms: number): LimitInWords {
  const kind = limitOf(trial, objectiveP99Ms);
  if (trial.status === 'error') return { kind, text: `the trial ended in an error (stage: ${trial.stage})` };
  const failed = trial.gates.filter(({ passed }) => !passed);
  const taken = failed.filter(({ id }) => MACHINE_GATES.includes(id));
  const { missing, droppedSlow } = lossesOf(trial);
  const serverAt = `server CPU at ${percent(trial.server.cpuPercent)} of a core`;
  const lost = [
    ...(droppedSlow > 0 ? [`${counted(droppedSlow, 'slow reader')} cut off`] : []),
    ...(missing > 0 ? [`${counted(missing, 'delivery', 'deliveries')} missing`] : []),
  ];
  const inWords = (gates: typeof failed) =>
    list(gates.map(gate => `${gateInWords(gate.id)}: ${measuredInWords(gate)}`));
  const why = failed.length > 0 ? inWords(failed) : 'no gate recorded';
  const texts: Record<Exclude<Limit, 'error'>, string> = {
    server: `the server’s core was full (${percent(trial.server.cpuPercent)} used, ${latencyInWords(trial)})`,
    generator: generatorInWords(trial),
    loss: `${list(lost)} (${serverAt})`,
    machine:
      taken.length > 0
        ? `the lab did not have the machine to itself (${inWords(taken)})`
        : `the trial was invalid for a reason other than the server (${why})`,
    latency: `latency exceeded the objective (${latencyInWords(trial)}, ${serverAt})`,
  };
  return { kind, text: texts[kind as keyof typeof texts] };
}

/** `250 subscribers (median of 2 blocks; 200–300)` */
const subscribersInWords = (spread: Spread): string => {
  const ends = rangeOf(spread);
  const subscribers = `${integer(spread.value)} ${spread.value === 1 ? 'subscriber' : 'subscribers'}`;
  return spread.blocks > 1
    ? `${subscribers} (median of ${counted(spread.blocks, 'block')}${ends && `; ${ends}`})`
    : subscribers;
};

/**
 * Why a number of subscribers does not count: the end of a sentence, or several, without the last
 * full stop.
 */
export function notCountedInWords({ trial, outcome }: TriedSize, objectiveP99Ms: number): string {
  if (trial.status === 'error') return `the trial ended in an error (stage: ${trial.stage})`;
  if (limitOf(trial, objectiveP99Ms) === 'generator') {
    return `${trial.status === 'invalid' ? 'the trial was invalid: ' : ''}${generatorInWords(trial)}`;
  }
  const failed = trial.gates.filter(({ passed }) => !passed).map(({ id }) => gateInWords(id));
  const arrived = outcome === 'in-time-invalid' ? 'everything arrived in time, but ' : '';
  return `${arrived}the trial was invalid (${failed.length > 0 ? list(failed) : 'no gate recorded'})`;
}

/** The numbers that were tried and do not count, and why, in sentences; empty if there are none. */
function leftOutInWords({ notCounted, objectiveP99Ms }: Capacity): string {
  if (notCounted.length === 0) return '';
  const sizes = list(notCounted.map(({ subscribers }) => integer(subscribers)));
  const reasons = notCounted.map(
    size => `At ${integer(size.subscribers)}, ${notCountedInWords(size, objectiveP99Ms)}.`,
  );
  const counts = notCounted.length === 1 ? 'it does not count' : 'they do not count';
  return ` ${sizes} ${notCounted.length === 1 ? 'was' : 'were'} tried too, but ${counts}. ${reasons.join(' ')}`;
}

/**
 * What one transport carried in valid trials, what reached its limit beyond that, and which numbers
 * do not count.
 */
export function capacityInWords(capacity: Capacity): string {
  const { transport, largestHeld, smallestFailed, limiting, blocks, objectiveP99Ms } = capacity;
  const name = capital(inProse(transport));
  const leftOut = leftOutInWords(capacity);
  if (!smallestFailed || !limiting) {
    if (!largestHeld) return `${name}: no number of subscribers gave a result.${leftOut}`;
    const most = leftOut ? ' in a valid trial' : ', the most that was tried';
    return `${name} carried at least ${subscribersInWords(largestHeld)}${most}.${leftOut}`;
  }
  const { text } = limitInWords(limiting.trial, objectiveP99Ms);
  const atLeast = leftOut !== '' || blocks.some(one => one.smallestFailed === null);
  const carried = largestHeld
    ? `${name} carried ${atLeast ? 'at least ' : ''}${subscribersInWords(largestHeld)}. At ${subscribersInWords(smallestFailed)}`
    : `${name} did not carry even ${subscribersInWords(smallestFailed)}`;
  return `${carried}: ${text}.${leftOut}`;
}

/** Whether the number that a transport carried is its limit: otherwise it is a lower bound. */
const isLimit = ({ smallestFailed, blocks, notCounted }: Capacity): boolean =>
  smallestFailed !== null && notCounted.length === 0 && blocks.every(one => one.smallestFailed !== null);

/** `at least 8,000`, where nothing showed the limit in every block */
function carriedInWords(capacity: Capacity): string {
  const { transport, largestHeld } = capacity;
  const name = inProse(transport);
  if (!largestHeld) return `${name} no tried number`;
  return `${name} ${isLimit(capacity) ? '' : 'at least '}${integer(largestHeld.value)}`;
}

/** Why some numbers are lower bounds: the load generator's limit; empty where it is not that. */
function boundInWords(capacities: readonly Capacity[]): string {
  const bounds = capacities.filter(one => one.largestHeld && !isLimit(one));
  const byClients = bounds.filter(({ notCounted, objectiveP99Ms }) =>
    notCounted.some(({ trial }) => limitOf(trial, objectiveP99Ms) === 'generator'),
  );
  if (byClients.length === 0) return '';
  const whose =
    byClients.length === bounds.length ? '' : ` of ${list(byClients.map(one => inProse(one.transport)))}`;
  return ` “At least”${whose}: beyond that the lab’s clients reached their limit, not the server.`;
}

/** How many subscribers each transport carried, and why a number is a lower bound. */
export const capacitiesInWords = (capacities: readonly Capacity[]): string =>
  `Subscribers carried in valid trials: ${list(capacities.map(carriedInWords))}.${boundInWords(capacities)}`;

/** The latency objective, and the other conditions of a search. */
export const objectiveInWords = (objectiveP99Ms: number): string =>
  `p99 latency within ${figure(objectiveP99Ms)}\u00a0ms, no delivery missing, no subscriber cut off`;
