import type { Transport } from '../../scenarios/load/transport.ts';
import type { Table } from '../charts/spec.ts';
import { breakEvenOf } from '../planner/break-even.ts';
import { CONTROLS, INPUT_NAMES, type PlanInput } from '../planner/controls.ts';
import { notesOf } from '../planner/notes.ts';
import type { Plan } from '../planner/plan.ts';
import { planTable } from '../planner/tables.ts';
import { given, list, midSentence } from '../text/format.ts';
import type { PlannerPart } from './choice.ts';
import { cheapestOf } from './decision.ts';

/** The planner's numbers, as its fields name them: `subscribers 2,000; … 500 ms; …`. */
export const numbersInWords = (input: PlanInput): string =>
  INPUT_NAMES.map(name => {
    const { label, unit } = CONTROLS[name];
    const saysItself = label.toLowerCase().split(' ').includes(unit);
    const one = input[name] === 1 && unit === 'users' ? 'user' : unit;
    return `${midSentence(label)} ${given(input[name])}${saysItself ? '' : ` ${one}`}`;
  }).join('; ');

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
    ? `The cost decides the same for ${at(first)} to ${at(last)} events per user per hour.`
    : `Decide again ${list(ends)} events per user per hour: there another transport costs less.`;
}
