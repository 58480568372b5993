import type { CostModel } from '../../analysis/cost-model/model.ts';
import { nameOf } from '../../scenarios/load/transport.ts';
import type { Cell, Table } from '../charts/spec.ts';
import { bytes, figure, given, integer, NOTHING, percent, range } from '../text/format.ts';
import { plansAt } from './break-even.ts';
import type { PlanInput } from './controls.ts';
import { modelsOf, type Plan } from './plan.ts';
import type { TransportPlan } from './transport-plan.ts';
import { extrapolatedInWords, shortfallsInWords, verdictInWords } from './words.ts';

const cell = (value: string, detail: string): Cell =>
  value === NOTHING || detail === '' ? value : { value, detail };

const offBy = (errorPercent: number | null): string =>
  errorPercent === null ? '' : `± ${percent(errorPercent)}`;

const ROWS: [title: string, cellOf: (one: TransportPlan, plan: Plan) => Cell][] = [
  ['Verdict', (one, plan) => cell(verdictInWords(plan, one), shortfallsInWords(one))],
  [
    'Cost a month',
    ({ costPerMonth, costPerMonthRange: band }) =>
      cell(figure(costPerMonth), band ? range(band.least, band.most) : ''),
  ],
  [
    'Cores',
    ({ cores, busyCores, errorPercent }) =>
      cell(integer(cores), [`${figure(busyCores)} busy`, offBy(errorPercent.cpu)].filter(Boolean).join(', ')),
  ],
  [
    'Traffic a month (GB)',
    ({ trafficGbPerMonth, errorPercent }) => cell(figure(trafficGbPerMonth), offBy(errorPercent.traffic)),
  ],
  ['p99 latency (ms)', ({ latency }) => figure(latency.p99Ms)],
  ['Mean latency (ms)', ({ latency }) => figure(latency.meanMs)],
  ['Poll interval (ms)', ({ pollIntervalMs }) => figure(pollIntervalMs)],
  ['Requests a second', ({ requestsPerSecond }) => figure(requestsPerSecond)],
  ['Open connections', ({ connections }) => integer(connections)],
  [
    'Memory',
    ({ memoryBytes, memoryExtrapolated, errorPercent }) =>
      cell(bytes(memoryBytes), memoryExtrapolated ? 'extrapolated' : offBy(errorPercent.memory)),
  ],
  ['Outside what was measured', one => extrapolatedInWords(one) || 'nothing'],
];

/** What the reader's numbers take, a column for each transport. */
export function planTable(plan: Plan): Table {
  return {
    caption:
      'What these numbers take, with each transport. Small: by how much the model is off at the worst cell that it had not seen, and the cost when it is off so far.',
    columns: ['Figure', ...plan.transports.map(({ transport }) => nameOf(transport))],
    rows: ROWS.map(([title, cellOf]) => [title, ...plan.transports.map(one => cellOf(one, plan))]),
  };
}

const TABLED_EVENTS = [0.1, 1, 10, 100, 1000, 10_000, 36_000];

function costCell(one: TransportPlan): Cell {
  if (one.shortfalls.length > 0) return cell('not good enough', shortfallsInWords(one));
  return cell(figure(one.costPerMonth), one.extrapolated.length > 0 ? 'extrapolated' : '');
}

/** The break-even chart as a table: a row for each decade of events, and one for the reader's own number. */
export function breakEvenTable(input: PlanInput, model: CostModel, transitMs: number): Table {
  const own = input.eventsPerUserHour;
  const events = [...new Set([...TABLED_EVENTS, own])].sort((a, b) => a - b);
  return {
    caption: 'Cost a month by events a user an hour, all else being as above',
    columns: ['Events a user an hour', ...modelsOf(model).map(({ transport }) => nameOf(transport))],
    rows: plansAt(events, input, model, transitMs).map(({ eventsPerUserHour, plan }) => [
      `${given(eventsPerUserHour)}${eventsPerUserHour === own ? ' (yours)' : ''}`,
      ...plan.transports.map(costCell),
    ]),
  };
}
