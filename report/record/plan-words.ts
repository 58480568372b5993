import { PRACTICAL_EQUALITY } from '../../analysis/statistics/paired-ratios.ts';
import { inProse, isPush, type Transport } from '../../scenarios/load/transport.ts';
import type { Table } from '../charts/spec.ts';
import { type BreakEvenPoint, breakEvenOf, type Stretch, stretchesOf } from '../planner/break-even.ts';
import {
  CHOICE_NAMES,
  CHOICES,
  CONTROLS,
  defaultOf,
  FIRST_INPUT,
  INPUT_NAMES,
  type PlanInput,
} from '../planner/controls.ts';
import { COST_PARTS } from '../planner/cost-parts.ts';
import { notesOf, noValueNotes } from '../planner/notes.ts';
import type { Plan } from '../planner/plan.ts';
import { ROUND_TRIPS_LABEL, roundTripsInWords } from '../planner/round-trips.ts';
import { planTable } from '../planner/tables.ts';
import { isOpen, namesOf, PART_NAMES } from '../planner/words.ts';
import { capital, figure, given, midSentence } from '../text/format.ts';
import type { PlannerPart } from './choice.ts';
import { cheapestOf } from './decision.ts';

/** Whether these are the numbers that the planner begins with, so nobody entered any. */
export const isExample = (input: PlanInput): boolean =>
  INPUT_NAMES.every(name => input[name] === FIRST_INPUT[name]) &&
  !input.roundTrips &&
  CHOICE_NAMES.every(name => !input[name]);

/**
 * All that the reader set in the planner, as its fields name it: `subscribers 2,000; … 500 ms; …`,
 * with how events come, what else was chosen, and the round trip.
 */
export function numbersInWords(input: PlanInput): string {
  const numbers = INPUT_NAMES.map(name => {
    const { label, unit } = CONTROLS[name];
    const saysItself = label.toLowerCase().split(' ').includes(unit);
    const one = input[name] === 1 && unit === 'users' ? 'user' : unit;
    return `${midSentence(label)} ${given(input[name])}${saysItself ? '' : ` ${one}`}`;
  });
  const { roundTrips } = input;
  for (const name of CHOICE_NAMES) {
    const { label, options, namesDefault } = CHOICES[name];
    if (!input[name] && !namesDefault) continue;
    numbers.push(`${midSentence(label)} ${options[input[name] ?? defaultOf(name)]}`);
  }
  if (roundTrips) numbers.push(`${midSentence(ROUND_TRIPS_LABEL)} ${roundTripsInWords(roundTrips)}`);
  return numbers.join('; ');
}

/** The part of the cost in which two plans differ most, in a sentence; empty if none is known. */
export function differenceInWords(plan: Plan, chosen: readonly Transport[], input: PlanInput): string {
  const costs = plan.transports.filter(({ shortfalls }) => shortfalls.length === 0);
  const own = costs.find(({ transport }) => chosen.includes(transport));
  const next = costs
    .filter(({ transport }) => !chosen.includes(transport))
    .toSorted((a, b) => (a.costPerMonth ?? Infinity) - (b.costPerMonth ?? Infinity))[0];
  if (!own?.costParts || !next?.costParts) return '';
  const [ours, theirs] = [own.costParts, next.costParts];
  const parts = COST_PARTS.map(part => ({
    name: PART_NAMES[part].toLowerCase(),
    part,
    more: theirs[part] - ours[part],
  })).toSorted((a, b) => b.more - a.more);
  const [most, least] = [parts[0], parts.at(-1)];
  if (!most || !least || most.more <= 0) return '';
  const all = parts.reduce((sum, { more }) => sum + more, 0);
  // A part may cost far more than the whole does, where another costs less.
  const how =
    all > 0 && most.more > 1.25 * all
      ? `${figure(all)} more per month: ${figure(most.more)} more for ${most.name}, ${figure(-least.more)} less for ${least.name}.`
      : `more mostly for ${most.name}: ${figure(most.more)} per month.`;
  const why = most.part === 'heartbeats' ? heartbeatInWords(input, [own.transport, next.transport]) : '';
  return `${capital(inProse(next.transport))} costs ${how}${why}`;
}

/** Where the cost of heartbeats comes from, as further sentences. */
function heartbeatInWords({ heartbeatSeconds }: PlanInput, both: readonly Transport[]): string {
  const isDefault = heartbeatSeconds === FIRST_INPUT.heartbeatSeconds;
  const pong = both.every(isPush) ? ' A ping needs its pong, a comment of SSE needs none.' : '';
  return ` That follows from the heartbeat every ${given(heartbeatSeconds)} s${isDefault ? ', a default of this lab' : ''}.${pong}`;
}

/** The rows of the planner's table that one page has room for, by the start of their titles. */
const ROWS = ['Verdict', 'Cost', 'Cores', 'Traffic', 'p99'];
const LEFT_OUT = ['Cores follow'];

const titleOf = ([first]: Table['rows'][number]): string =>
  typeof first === 'string' ? first : first && 'value' in first ? first.value : '';

/** What each transport takes for these numbers: the first rows of the planner's table. */
export function costTable(plan: Plan): Table {
  const { columns, rows } = planTable(plan);
  const hasTail = plan.transports.some(({ tailSubscribers }) => tailSubscribers != null);
  const isShown = (title: string) =>
    ROWS.some(start => title.startsWith(start)) && !LEFT_OUT.some(start => title.startsWith(start));
  return {
    caption: `Predicted for these numbers, with the error of the model; costs in the currency of the prices${hasTail ? '; p99 of push and long polling: as measured, not for your load' : ''}`,
    columns,
    // The title of p99 says more, which would take many narrow lines here.
    rows: rows
      .filter(row => isShown(titleOf(row)))
      .map(([title = '', ...cells]) => [titleOf([title]) || title, ...cells]),
  };
}

/** The planner's warnings about its answer, without those that the table of costs tells as well. */
export function warningsOf(plan: Plan): string[] {
  const told = new Set(noValueNotes(plan).map(({ text }) => text));
  return notesOf(plan)
    .filter(({ warn, text }) => warn && !told.has(text))
    .map(({ text }) => text);
}

/** What changes for other events: the chosen transports do not fit, or another costs less. */
function changeInWords({ plan }: BreakEvenPoint, chosen: readonly Transport[]): string {
  const out = plan.transports.filter(
    ({ transport, shortfalls }) => chosen.includes(transport) && shortfalls.length > 0,
  );
  if (out.length === 0)
    return `${namesOf(plan.cheapest)} ${plan.cheapest.length > 1 ? 'cost' : 'costs'} less`;
  const names = namesOf(out.map(({ transport }) => transport));
  const [has, fits] = out.length > 1 ? ['have', 'do not fit'] : ['has', 'does not fit'];
  return out.some(one => !isOpen(one)) ? `${names} ${fits}` : `${names} ${has} no value`;
}

/** `At 130`, `From 130 to 20,000` */
function placeInWords(first: Stretch, last: Stretch): string {
  const [from, to] = [given(first.fromEventsPerUserHour), given(last.toEventsPerUserHour)];
  return from === to ? `At ${from}` : `From ${from} to ${to}`;
}

/**
 * `From 130 to 20,000, SSE and WebSocket cost the same within 5%.`: up to one end of where the
 * chosen are the cheapest, others may be as cheap, or cheaper by less than the error of the model;
 * empty where they are not.
 */
function equalInWords(points: readonly BreakEvenPoint[], side: string, chosen: readonly Transport[]): string {
  const stretches = stretchesOf(points);
  const stretch = stretches.at(side === 'below' ? 0 : -1);
  const isOwn = ({ cheapest }: Stretch) => cheapest.some(one => chosen.includes(one));
  if (stretch && !isOwn(stretch)) {
    const last = stretches.findLastIndex(isOwn);
    const others =
      side === 'below' ? stretches.slice(0, stretches.findIndex(isOwn)) : stretches.slice(last + 1);
    const [first = stretch, end = stretch] = [others.at(0), others.at(-1)];
    return `${placeInWords(first, end)}, others cost less, by less than the error of the model.`;
  }
  if (!stretch) return '';
  if (stretch.cheapest.every(one => chosen.includes(one))) return '';
  return `${placeInWords(stretch, stretch)}, ${namesOf(stretch.cheapest)} cost the same within ${given(100 * PRACTICAL_EQUALITY)}%.`;
}

/**
 * For how many events one of the chosen transports stays the cheapest, or costs more only within
 * the error of the model, by the break-even of the planner, with the other numbers unchanged. Empty
 * if none does for the reader's own number.
 */
export function reachInWords(
  input: PlanInput,
  { model, transitMs }: PlannerPart,
  chosen: readonly Transport[],
): string {
  const points = breakEvenOf(input, model, transitMs);
  const holds = points.map(({ plan }) => cheapestOf(plan).some(one => chosen.includes(one)));
  const own = points.findLastIndex(({ eventsPerUserHour }) => eventsPerUserHour <= input.eventsPerUserHour);
  if (own < 0 || !holds[own]) return '';
  const first = holds.lastIndexOf(false, own) + 1;
  const next = holds.indexOf(false, own);
  const last = next < 0 ? points.length - 1 : next - 1;
  const at = (index: number) => given(points[index]?.eventsPerUserHour ?? Number.NaN);
  const unit = ' events per user per hour';
  const sides = [
    { side: 'below', edge: first, beyond: points[first - 1] },
    { side: 'above', edge: last, beyond: points[last + 1] },
  ].flatMap(({ beyond, ...one }) => (beyond ? [{ ...one, beyond }] : []));
  const isByError = points.some(({ plan }) => !plan.cheapest.some(one => chosen.includes(one)));
  if (sides.length === 0)
    return `Break-even: none from ${at(first)} to ${at(last)}${unit}${isByError ? ', within the error of the model' : ''}.`;
  const ends = sides.map(
    ({ side, edge, beyond }, index) =>
      `${side} ${at(edge)}${index === 0 ? unit : ''}, where ${changeInWords(beyond, chosen)}`,
  );
  const equal = sides.map(({ side }) => equalInWords(points.slice(first, last + 1), side, chosen));
  return [`Break-even: decide again ${ends.join(', and ')}.`, ...new Set(equal)].filter(Boolean).join(' ');
}
