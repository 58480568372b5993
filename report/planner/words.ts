import type { RangeName } from '../../analysis/cost-model/model.ts';
import { PRACTICAL_EQUALITY } from '../../analysis/statistics/paired-ratios.ts';
import { inProse, type TestedTransport } from '../../scenarios/load/transport.ts';
import { counted, figure, given, integer, list } from '../text/format.ts';
import { type BreakEvenPoint, stretchesOf } from './break-even.ts';
import type { PlanInput } from './controls.ts';
import type { Plan } from './plan.ts';
import type { Shortfall, TransportPlan } from './transport-plan.ts';

/** The quantities of a model, as tables and sentences name them. */
const RANGES: Record<RangeName, string> = {
  subscribers: 'subscribers',
  deliveriesPerSecond: 'deliveries per second',
  payloadKibPerSecond: 'KiB of payload per second',
  emptyPollsPerSecond: 'empty polls per second',
  answersPerSecond: 'non-empty responses per second',
  payloadBytes: 'payload size',
};

const EQUAL = `${given(PRACTICAL_EQUALITY * 100)}%`;

/** The largest number of stretches in the sentence; further changes are only counted. */
const MOST_STRETCHES = 6;

/** The title of the break-even chart. */
export const BREAK_EVEN_TITLE = 'Cost per month, by events per user per hour';

/** Transports within a sentence. */
export const namesOf = (transports: readonly TestedTransport[]): string => list(transports.map(inProse));

/** The reader's numbers, as the beginning of a sentence. */
function askedInWords(input: PlanInput): string {
  const { subscribers, eventsPerUserHour, payloadBytes, acceptableMs, cores } = input;
  return `For ${integer(subscribers)} subscribers, ${given(eventsPerUserHour)} events of ${integer(payloadBytes)} B per user per hour, p99 within ${given(acceptableMs)} ms and ${counted(cores, 'core')}`;
}

/** One reason why a transport is not good enough. */
function shortfallInWords(shortfall: Shortfall, { latency, cores }: TransportPlan): string {
  switch (shortfall) {
    case 'latency':
      return `p99 ${figure(latency.p99Ms)} ms`;
    case 'cores':
      return `needs ${counted(cores ?? 0, 'core')}`;
    case 'unknown':
      return 'cost not known';
  }
}

/** Why a transport is not good enough, in a few words; empty if it is good enough. */
export function shortfallsInWords(one: TransportPlan): string {
  return one.shortfalls.map(shortfall => shortfallInWords(shortfall, one)).join(', ');
}

/** The quantities outside the measured range; empty if there are none. */
export function extrapolatedInWords({ extrapolated, memoryExtrapolated }: TransportPlan): string {
  const names = extrapolated.map(name => RANGES[name]);
  return list(memoryExtrapolated ? [...names, 'subscribers held in memory'] : names);
}

function winnerInWords({
  transport,
  costPerMonth,
  cores,
  trafficGbPerMonth,
  pollIntervalMs,
}: TransportPlan): string {
  const polling = pollIntervalMs === null ? '' : `, polling every ${figure(pollIntervalMs)} ms`;
  return `${inProse(transport)} is the cheapest that is good enough${polling}: ${figure(costPerMonth)} per month for ${counted(cores ?? 0, 'core')} and ${figure(trafficGbPerMonth)} GB.`;
}

function whyNot(one: TransportPlan): string {
  return `${inProse(one.transport)} (${shortfallsInWords(one)})`;
}

/** The cheapest good enough transports with their cost, or why no transport is good enough. */
export function answerInWords({ transports, cheapest }: Plan, input: PlanInput): string {
  const asked = askedInWords(input);
  const winners = transports.filter(({ transport }) => cheapest.includes(transport));
  const [winner] = winners;
  if (!winner) return `${asked}, no transport is good enough: ${list(transports.map(whyNot))}.`;
  if (winners.length === 1) return `${asked}: ${winnerInWords(winner)}`;
  const costs = list(winners.map(({ costPerMonth }) => figure(costPerMonth)));
  return `${asked}: ${namesOf(cheapest)} are the cheapest that are good enough, equal within ${EQUAL}: ${costs} per month.`;
}

/** The cheapest transport for each stretch of events. */
export function breakEvenInWords(points: readonly BreakEvenPoint[]): string {
  const words = stretchesOf(points).map(({ cheapest, fromEventsPerUserHour, toEventsPerUserHour }) => {
    const [from, to] = [given(fromEventsPerUserHour), given(toEventsPerUserHour)];
    const names = cheapest.length === 0 ? 'none' : namesOf(cheapest);
    return `${names} ${from === to ? `at ${from}` : `from ${from} to ${to}`}`;
  });
  const more = words.length - MOST_STRETCHES;
  const told = words.slice(0, MOST_STRETCHES).join('; ');
  return `Cheapest that is good enough, by events per user per hour: ${told}${more > 0 ? `; and ${counted(more, 'more change')}` : ''}.`;
}

/** The verdict on a transport, in a cell of the table. */
export function verdictInWords(plan: Plan, one: TransportPlan): string {
  if (one.shortfalls.length > 0) return 'not good enough';
  if (!plan.cheapest.includes(one.transport)) return 'good enough';
  return plan.cheapest.length === 1 ? 'cheapest' : `cheapest, equal within ${EQUAL}`;
}
