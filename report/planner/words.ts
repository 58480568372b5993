import type { RangeName } from '../../analysis/cost-model/inputs.ts';
import { PRACTICAL_EQUALITY } from '../../analysis/statistics/paired-ratios.ts';
import { inProse, type TestedTransport } from '../../scenarios/load/transport.ts';
import { capital, counted, figure, given, integer, list, percent, range } from '../text/format.ts';
import { type Beyond, MOST_TIMES, SAID_FROM_TIMES } from './beyond.ts';
import type { PlanInput } from './controls.ts';
import type { CostPart } from './cost-parts.ts';
import { connectionInWords } from './layers.ts';
import { isFree, type Plan, winnersOf } from './plan.ts';
import { roundTripsInWords } from './round-trips.ts';
import type { Shortfall, TransportPlan } from './transport-plan.ts';
import { whyCores } from './why-cores.ts';

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

/** What costs, as legend and table name it. */
export const PART_NAMES: Record<CostPart, string> = {
  cores: 'Cores',
  events: 'Events',
  heartbeats: 'Heartbeats',
  emptyPolls: 'Empty polls',
  headers: 'Headers',
};

const EQUAL = `${given(PRACTICAL_EQUALITY * 100)}%`;

/** Transports within a sentence. */
export const namesOf = (transports: readonly TestedTransport[]): string => list(transports.map(inProse));

/** How many subscribers an event goes to, and whether events are evenly spaced. */
const reachInWords = ({ subscribersPerEvent, eventsCome }: PlanInput): string =>
  `each to ${subscribersPerEvent === 1 ? 'one user' : `${given(subscribersPerEvent)} users`}${eventsCome === 'evenly' ? ', evenly spaced' : ''}`;

/** How far the users are; empty if they are as near as the clients of the run. */
const distanceInWords = ({ roundTrips }: PlanInput): string =>
  roundTrips
    ? ` with ${roundTrips.length === 1 ? 'a round trip' : 'round trips'} of ${roundTripsInWords(roundTrips)}`
    : '';

/** The reader's numbers, as the beginning of a sentence. */
function askedInWords(input: PlanInput): string {
  const { subscribers, eventsPerUserHour, payloadBytes, acceptableMs, cores } = input;
  return `For ${integer(subscribers)} subscribers${distanceInWords(input)}, ${given(eventsPerUserHour)} ${eventsPerUserHour === 1 ? 'event' : 'events'} of ${integer(payloadBytes)} B per user per hour (${reachInWords(input)})${connectionInWords(input)}, p99 within ${given(acceptableMs)} ms and ${counted(cores, 'core')}`;
}

/** The numbers that the answer does not name: heartbeats and prices. */
export function furtherNumbersInWords(input: PlanInput): string {
  const { heartbeatSeconds, pricePerCoreMonth, pricePerGbOut, pricePerGbIn } = input;
  return `Heartbeats of push every ${given(heartbeatSeconds)} s. Prices, in your currency as all costs: a core ${given(pricePerCoreMonth)} per month, a GB out ${given(pricePerGbOut)}, a GB in ${given(pricePerGbIn)}.`;
}

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

/** One reason why a transport is not good enough. */
function shortfallInWords(shortfall: Shortfall, one: TransportPlan): string {
  switch (shortfall) {
    case 'latency':
      return `p99 ${figure(one.latency?.p99Ms)} ms`;
    case 'cores':
      return `needs ${counted(one.cores ?? 0, 'core')}`;
    case 'unknown':
      return one.layers === 'not measured' ? 'TLS or compression not measured' : 'cost not known';
    case 'unmeasured':
      return unmeasuredInWords(one);
  }
}

/** Why a transport is not good enough, in a few words; empty if it is good enough. */
export function shortfallsInWords(one: TransportPlan): string {
  return one.shortfalls.map(shortfall => shortfallInWords(shortfall, one)).join(', ');
}

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

/** The same as a further sentence. */
function farInWords(one: TransportPlan): string {
  const words = farBeyondInWords(one);
  return words && ` This is an extrapolation: ${words}.`;
}

/** `77.1 (51.4–77.9)`: the monthly cost, with its range if that is known. */
export function costInWords({ costPerMonth, costPerMonthRange: band }: TransportPlan): string {
  return `${figure(costPerMonth)}${band ? ` (${range(band.least, band.most)})` : ''}`;
}

/** Why the winners have more cores than CPU asks for, as further sentences. */
function moreCoresInWords(winners: readonly TransportPlan[]): string {
  return [...new Set(winners.map(whyCores))].map(words => words && ` ${words}`).join('');
}

function winnerInWords(one: TransportPlan): string {
  const { transport, cores, trafficOutGbPerMonth: out, pollIntervalMs } = one;
  const polling = pollIntervalMs === null ? '' : `, polling every ${figure(pollIntervalMs)} ms`;
  return `${inProse(transport)} is the cheapest that is good enough${polling}: ${costInWords(one)} per month for ${counted(cores ?? 0, 'core')}, ${figure(out)} GB out and ${figure(one.trafficInGbPerMonth)} GB in.${moreCoresInWords([one])}${farInWords(one)}`;
}

function whyNot(one: TransportPlan): string {
  return `${inProse(one.transport)} (${shortfallsInWords(one)})`;
}

/** Whether a transport might be good enough, but the load is too far beyond the measurements. */
export const isOpen = ({ shortfalls }: TransportPlan): boolean =>
  shortfalls.includes('unmeasured') && !shortfalls.includes('latency');

/** What the reader must not decide by the cost; empty where the cost decides. */
function moneyInWords({ cheapest, contenders }: Plan): string {
  if (contenders.length > 0)
    return ` Money does not decide here: between ${namesOf([...cheapest, ...contenders])}, the difference is below the error of the model.`;
  return cheapest.length > 1 ? ` Money does not decide here.` : '';
}

/** Up to this share more, a cost is near: the limit of equality must not look like a cliff. */
const NEAR = 1.2 * PRACTICAL_EQUALITY;

/**
 * `WebSocket costs only 5.1% more; up to 5% counts as equal.`: who costs a little more than what
 * counts as equal; empty if nobody does, or if the error of the model says so already.
 */
export function nearEqualInWords({ transports, cheapest, contenders }: Plan): string {
  const costOf = ({ costPerMonth }: TransportPlan) => costPerMonth ?? Number.NaN;
  const fitting = transports.filter(({ shortfalls }) => shortfalls.length === 0);
  const least = Math.min(...fitting.map(costOf));
  const near = fitting.filter(
    one =>
      ![...cheapest, ...contenders].includes(one.transport) && least > 0 && costOf(one) <= least * (1 + NEAR),
  );
  if (near.length === 0) return '';
  const more = near.map(
    one => `${inProse(one.transport)} costs only ${percent(100 * (costOf(one) / least - 1))} more`,
  );
  return `${capital(list(more))}; up to ${EQUAL} counts as equal.`;
}

/** Whose cores the error of CPU decides; empty if nobody's. */
function coresInWords({ transports, nearCores }: Plan): string {
  const near = transports.filter(({ transport }) => nearCores.includes(transport));
  const missing = near.filter(({ shortfalls }) => shortfalls.length > 0);
  const enough = near.filter(({ shortfalls }) => shortfalls.length === 0);
  const may = (words: string, own: readonly TransportPlan[]) =>
    own.length === 0 ? [] : [`${words} for ${namesOf(own.map(({ transport }) => transport))}`];
  const both = [...may('may not be enough', enough), ...may('may be enough', missing)];
  return both.length === 0 ? '' : ` Within the error of CPU, the cores ${both.join(', but ')}.`;
}

/** `27.9 and 28.1 per month`; a cost that reads the same for all is said once. */
function costsInWords(winners: readonly TransportPlan[]): string {
  const costs = winners.map(({ costPerMonth }) => figure(costPerMonth));
  return new Set(costs).size === 1 ? `each ${costs[0]} per month` : `${list(costs)} per month`;
}

/** Whether the answer rests on an extrapolation far beyond the measurements. */
export const isFarBeyond = ({ transports, cheapest }: Plan): boolean =>
  transports.some(one => cheapest.includes(one.transport) && farInWords(one) !== '');

/** The cheapest good enough transports with their cost, or why no transport is good enough. */
export function answerInWords(plan: Plan, input: PlanInput): string {
  const { transports, cheapest } = plan;
  const asked = askedInWords(input);
  const winners = winnersOf(plan);
  const [winner] = winners;
  const open = transports.filter(isOpen);
  if (!winner && open.length === transports.length)
    return `${asked}, no transport has a value: the load is more than ${MOST_TIMES} times the most that was measured.`;
  if (!winner)
    return `${asked}, no transport${open.length > 0 ? ' with a value' : ''} is good enough: ${list(transports.map(whyNot))}.${coresInWords(plan)}`;
  const without =
    open.length === 0 ? '' : ` No value for ${namesOf(open.map(({ transport }) => transport))}.`;
  const near = nearEqualInWords(plan);
  const further = `${near && ` ${near}`}${coresInWords(plan)}${without}`;
  const [far = ''] = winners.map(farInWords).filter(Boolean);
  if (isFree(winners))
    return `${asked}: ${namesOf(cheapest)} ${winners.length === 1 ? 'is' : 'are'} good enough. Nothing that they need has a price, so money does not decide.${far}${further}`;
  const money = moneyInWords(plan);
  if (winners.length === 1) return `${asked}: ${winnerInWords(winner)}${money}${further}`;
  return `${asked}: ${namesOf(cheapest)} are the cheapest that are good enough, equal within ${EQUAL}: ${costsInWords(winners)}.${moreCoresInWords(winners)}${money}${far}${further}`;
}

function costVerdict(plan: Plan, one: TransportPlan): string {
  if (one.costPerMonth === 0) return 'good enough';
  if (plan.contenders.includes(one.transport)) return 'good enough, dearer by less than the model’s error';
  if (!plan.cheapest.includes(one.transport)) return 'good enough';
  return plan.cheapest.length === 1 ? 'cheapest' : `cheapest, equal within ${EQUAL}`;
}

/** The verdict on a transport, in a cell of the table. */
export function verdictInWords(plan: Plan, one: TransportPlan): string {
  if (isOpen(one)) return 'no value';
  const open = [
    ...(plan.openP99.includes(one.transport) ? ['p99'] : []),
    ...(plan.nearCores.includes(one.transport) ? ['cores'] : []),
  ];
  const undecided = open.length === 0 ? '' : `${list(open)} not decided`;
  if (one.shortfalls.length === 0) return [costVerdict(plan, one), undecided].filter(Boolean).join(', ');
  // What fails for another reason fails, however its p99 is.
  const isOnlyOpen = one.shortfalls.every(why =>
    why === 'cores' ? open.includes('cores') : why === 'latency' && open.includes('p99'),
  );
  return isOnlyOpen ? undecided : 'not good enough';
}
