import { inProse, type Transport } from '../../scenarios/load/transport.ts';
import type { Table } from '../charts/spec.ts';
import { breakEvenOf } from '../planner/break-even.ts';
import { CONTROLS, FIRST_INPUT, INPUT_NAMES, type PlanInput } from '../planner/controls.ts';
import { COST_PARTS } from '../planner/cost-parts.ts';
import { notesOf } from '../planner/notes.ts';
import type { Plan } from '../planner/plan.ts';
import { ROUND_TRIPS_LABEL, roundTripsInWords } from '../planner/round-trips.ts';
import { planTable } from '../planner/tables.ts';
import { PART_NAMES } from '../planner/words.ts';
import { capital, figure, given, list, midSentence } from '../text/format.ts';
import type { PlannerPart } from './choice.ts';
import { cheapestOf } from './decision.ts';

/** Whether these are the numbers that the planner begins with, so nobody entered any. */
export const isExample = (input: PlanInput): boolean =>
  INPUT_NAMES.every(name => input[name] === FIRST_INPUT[name]) && !input.roundTrips;

/** The planner's numbers, as its fields name them: `subscribers 2,000; … 500 ms; …`. */
export function numbersInWords(input: PlanInput): string {
  const numbers = INPUT_NAMES.map(name => {
    const { label, unit } = CONTROLS[name];
    const saysItself = label.toLowerCase().split(' ').includes(unit);
    const one = input[name] === 1 && unit === 'users' ? 'user' : unit;
    return `${midSentence(label)} ${given(input[name])}${saysItself ? '' : ` ${one}`}`;
  });
  const { roundTrips } = input;
  if (roundTrips) numbers.push(`${midSentence(ROUND_TRIPS_LABEL)} ${roundTripsInWords(roundTrips)}`);
  return numbers.join('; ');
}

/** The part of the cost in which two plans differ most, in a sentence; empty if none is known. */
export function differenceInWords(plan: Plan, chosen: readonly Transport[]): string {
  const costs = plan.transports.filter(({ shortfalls }) => shortfalls.length === 0);
  const own = costs.find(({ transport }) => chosen.includes(transport));
  const next = costs
    .filter(({ transport }) => !chosen.includes(transport))
    .toSorted((a, b) => (a.costPerMonth ?? Infinity) - (b.costPerMonth ?? Infinity))[0];
  if (!own?.costParts || !next?.costParts) return '';
  const [ours, theirs] = [own.costParts, next.costParts];
  const [most] = COST_PARTS.map(part => ({ part, more: theirs[part] - ours[part] })).toSorted(
    (a, b) => b.more - a.more,
  );
  if (!most || most.more <= 0) return '';
  return `${capital(inProse(next.transport))} costs more mostly for ${PART_NAMES[most.part].toLowerCase()}: ${figure(most.more)} per month.`;
}

/** The rows of the planner's table that one page has room for, by the start of their titles. */
const ROWS = ['Verdict', 'Cost', 'Cores', 'Traffic', 'p99'];
const LEFT_OUT = ['Cores follow'];

const titleOf = ([first]: Table['rows'][number]): string => (typeof first === 'string' ? first : '');

/** What each transport takes for these numbers: the first rows of the planner's table. */
export function costTable(plan: Plan): Table {
  const { columns, rows } = planTable(plan);
  const isShown = (title: string) =>
    ROWS.some(start => title.startsWith(start)) && !LEFT_OUT.some(start => title.startsWith(start));
  return {
    caption: 'Predicted for these numbers, with the error of the model',
    columns,
    rows: rows.filter(row => isShown(titleOf(row))),
  };
}

/** The planner's warnings about its answer. */
export const warningsOf = (plan: Plan): string[] =>
  notesOf(plan)
    .filter(({ warn }) => warn)
    .map(({ text }) => text);

/**
 * For how many events the chosen transports stay the cheapest, with the other numbers unchanged;
 * empty if they are not for the reader's own number.
 */
export function reachInWords(
  input: PlanInput,
  { model, transitMs }: PlannerPart,
  chosen: readonly Transport[],
): string {
  const points = breakEvenOf(input, model, transitMs);
  const holds = points.map(({ plan }) => {
    const cheapest = cheapestOf(plan);
    return chosen.every(one => cheapest.includes(one));
  });
  const own = points.findLastIndex(({ eventsPerUserHour }) => eventsPerUserHour <= input.eventsPerUserHour);
  if (own < 0 || !holds[own]) return '';
  const first = holds.lastIndexOf(false, own) + 1;
  const next = holds.indexOf(false, own);
  const last = next < 0 ? points.length - 1 : next - 1;
  const at = (index: number) => given(points[index]?.eventsPerUserHour ?? Number.NaN);
  const ends = [
    ...(first > 0 ? [`below ${at(first)}`] : []),
    ...(last < points.length - 1 ? [`above ${at(last)}`] : []),
  ];
  return ends.length === 0
    ? `For ${at(first)} to ${at(last)} events per user per hour the cost decides the same, or not within the error of the model.`
    : `Decide again ${list(ends)} events per user per hour: there it does not fit, or another transport costs less.`;
}
