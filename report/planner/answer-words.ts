import { PRACTICAL_EQUALITY } from '../../analysis/statistics/paired-ratios.ts';
import { inProse } from '../../scenarios/load/transport.ts';
import { capital, counted, figure, given, integer, list, percent } from '../text/format.ts';
import { MOST_TIMES } from './beyond.ts';
import { farBeyondInWords } from './beyond-words.ts';
import { connectionInWords } from './connection.ts';
import type { PlanInput } from './controls.ts';
import { latencyPriceInWords } from './latency-price-words.ts';
import { isFree, type Plan, winnersOf } from './plan.ts';
import { roundTripsInWords } from './round-trips.ts';
import type { TransportPlan } from './transport-plan.ts';
import { whyCores } from './why-cores.ts';
import { costInWords, EQUAL, isOpen, isUnknown, namesOf, shortfallsInWords } from './words.ts';

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

/** The same as a further sentence. */
function farInWords(one: TransportPlan): string {
  const words = farBeyondInWords(one);
  return words && ` This is an extrapolation: ${words}.`;
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

/** What is not known of a transport is no reason against it. */
function whyNot(one: TransportPlan): string {
  const shortfalls = one.shortfalls.filter(why => why !== 'unknown');
  return `${inProse(one.transport)} (${shortfallsInWords({ ...one, shortfalls })})`;
}

/** Who is not decided, and why, as further sentences: each cause once; empty if nobody is. */
function undecidedInWords(unknown: readonly TransportPlan[]): string {
  const causes = Map.groupBy(unknown, shortfallsInWords);
  return [...causes]
    .map(([cause, own]) => ` Not decided for ${namesOf(own.map(({ transport }) => transport))}: ${cause}.`)
    .join('');
}

/** Why there is no winner. */
function noWinnerInWords(plan: Plan): string {
  const { transports } = plan;
  const open = transports.filter(isOpen);
  const unknown = transports.filter(isUnknown);
  const others = transports.filter(one => !isUnknown(one));
  if (others.length === 0) {
    const [cause, ...further] = new Set(unknown.map(shortfallsInWords));
    const undecided = 'it is not decided which transports are good enough';
    // All have one cause: then nobody needs a name.
    return further.length === 0 ? `${undecided}: ${cause}.` : `${undecided}.${undecidedInWords(unknown)}`;
  }
  if (open.length === transports.length && unknown.length === 0)
    return `no transport has a value: the load is more than ${MOST_TIMES} times the most that was measured.`;
  return `no transport${open.length > 0 ? ' with a value' : ''} is good enough: ${list(others.map(whyNot))}.${undecidedInWords(unknown)}${coresInWords(plan)}`;
}

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

/** The cheapest good enough transports with their cost, or why there are none. */
export function answerInWords(plan: Plan, input: PlanInput): string {
  const { transports, cheapest } = plan;
  const asked = askedInWords(input);
  const winners = winnersOf(plan);
  const [winner] = winners;
  if (!winner) return `${asked}, ${noWinnerInWords(plan)}`;
  const far = transports.filter(one => isOpen(one) && !isUnknown(one));
  const without = far.length === 0 ? '' : ` No value for ${namesOf(far.map(({ transport }) => transport))}.`;
  const near = nearEqualInWords(plan);
  const undecided = undecidedInWords(transports.filter(isUnknown));
  const further = `${near && ` ${near}`}${coresInWords(plan)}${without}${undecided}`;
  const [extrapolated = ''] = winners.map(farInWords).filter(Boolean);
  if (isFree(winners))
    return `${asked}: ${namesOf(cheapest)} ${winners.length === 1 ? 'is' : 'are'} good enough. Nothing that they need has a price, so money does not decide.${extrapolated}${further}`;
  const money = `${latencyPriceInWords(plan)}${moneyInWords(plan)}`;
  if (winners.length === 1) return `${asked}: ${winnerInWords(winner)}${money}${further}`;
  return `${asked}: ${namesOf(cheapest)} are the cheapest that are good enough, equal within ${EQUAL}: ${costsInWords(winners)}.${moreCoresInWords(winners)}${money}${extrapolated}${further}`;
}
