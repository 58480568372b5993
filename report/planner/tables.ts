import type { CostModel } from '../../analysis/cost-model/model.ts';
import { nameOf } from '../../scenarios/load/transport.ts';
import type { Cell, Table } from '../charts/spec.ts';
import { bytes, figure, given, integer, money, NOTHING, percent, range } from '../text/format.ts';
import { extrapolatedInWords } from './beyond-words.ts';
import { plansAt } from './break-even.ts';
import type { PlanInput } from './controls.ts';
import { COST_PARTS } from './cost-parts.ts';
import { modelsOf, type Plan } from './plan.ts';
import { coresRangeInWords, openRange } from './range-words.ts';
import type { TransportPlan } from './transport-plan.ts';
import { isOpen, PART_NAMES, shortfallsInWords, verdictInWords } from './words.ts';

const cell = (value: string, detail: string): Cell =>
  value === NOTHING || detail === '' ? value : { value, detail };

/** An error as large as the value: the value is not distinguishable from 0. */
const isUseless = (errorPercent: number | null): boolean => errorPercent !== null && errorPercent >= 100;

const offBy = (errorPercent: number | null): string => {
  if (errorPercent === null) return '';
  return isUseless(errorPercent) ? 'error larger than the value' : `± ${percent(errorPercent)}`;
};

const P99 = 'p99 latency (ms)';

const CORES_FOLLOW_FROM: Record<TransportPlan['coresSetBy'], string> = {
  cpu: 'CPU',
  subscribers: 'subscribers that one process of any transport carried',
  latency: 'p99 limit',
  measured: 'the most that was measured in one process',
};

const ROWS: [title: string, cellOf: (one: TransportPlan, plan: Plan) => Cell][] = [
  ['Verdict', (one, plan) => cell(verdictInWords(plan, one), shortfallsInWords(one))],
  [
    'Cost per month',
    ({ costPerMonth, costPerMonthRange: band }) =>
      cell(figure(costPerMonth), band ? range(band.least, band.most) : ''),
  ],
  [
    'Cores',
    one => {
      const { cores, busyCores, errorPercent, precaution } = one;
      const byModel = precaution && `${integer(precaution.allCores - precaution.cores)} by the model`;
      const details = [coresRangeInWords(one), `${figure(busyCores)} busy`, offBy(errorPercent.cpu), byModel];
      return cell(integer(cores), details.filter(Boolean).join(', '));
    },
  ],
  [
    'Cores follow from',
    ({ cores, coresSetBy }) => (cores === null ? NOTHING : CORES_FOLLOW_FROM[coresSetBy]),
  ],
  [
    'Traffic out per month (GB)',
    ({ trafficOutGbPerMonth, errorPercent }) => cell(figure(trafficOutGbPerMonth), offBy(errorPercent.out)),
  ],
  [
    'Traffic in per month (GB)',
    ({ trafficInGbPerMonth, errorPercent }) => cell(figure(trafficInGbPerMonth), offBy(errorPercent.in)),
  ],
  [P99, ({ latency, p99RangeMs: band }) => cell(figure(latency?.p99Ms), band ? openRange(band, figure) : '')],
  ['Mean latency (ms)', ({ latency }) => figure(latency?.meanMs)],
  ['Poll interval (ms)', ({ pollIntervalMs }) => figure(pollIntervalMs)],
  ['Requests per second', ({ requestsPerSecond }) => figure(requestsPerSecond)],
  ['Open connections', ({ connections }) => integer(connections)],
  [
    'Memory',
    ({ memoryBytes, memoryExtrapolated, errorPercent }) => {
      if (memoryBytes === null && memoryExtrapolated) return 'no value';
      if (isUseless(errorPercent.memory)) return cell('no usable value', offBy(errorPercent.memory));
      return cell(bytes(memoryBytes), memoryExtrapolated ? 'extrapolated' : offBy(errorPercent.memory));
    },
  ],
  ['Extrapolated in', one => extrapolatedInWords(one) || 'nothing'],
];

/** What of p99 does not follow from the load; null where no transport has such a part. */
function tailInWords({ transports }: Plan): string | null {
  const most = transports.flatMap(({ tailSubscribers: own }) => own ?? []);
  if (most.length === 0) return null;
  return `push and long polling: not of your load, except for a queue: median p99 of the measured cells, up to ${openRange({ least: Math.min(...most), most: Math.max(...most) }, integer)} subscribers`;
}

function titleCell(title: string, plan: Plan): Cell {
  const detail = title === P99 ? tailInWords(plan) : null;
  return detail === null ? title : { value: title, detail };
}

/** Resources and cost for the reader's numbers, one column per transport. */
export function planTable(plan: Plan): Table {
  return {
    caption:
      'Resources and cost for these numbers. Small print: half of the 95% prediction interval, or the largest error at a held-out cell if that is more; p99: the lowest and highest tail of the measured cells.',
    columns: ['Quantity', ...plan.transports.map(({ transport }) => nameOf(transport))],
    rows: ROWS.map(([title, cellOf]) => [
      titleCell(title, plan),
      ...plan.transports.map(one => cellOf(one, plan)),
    ]),
  };
}

/** What costs, one row per transport: the same as the bars. */
export function costPartsTable({ transports }: Plan): Table {
  return {
    caption: 'Cost per month by what costs, for these numbers',
    columns: ['Transport', ...COST_PARTS.map(part => PART_NAMES[part]), 'Together'],
    rows: transports.map(({ transport, costParts, costPerMonth }) => [
      { transport },
      ...COST_PARTS.map(part => money(costParts?.[part])),
      figure(costPerMonth),
    ]),
  };
}

const TABLED_EVENTS = [0.1, 1, 10, 100, 1000, 10_000, 36_000];

function costCell(one: TransportPlan): Cell {
  if (one.shortfalls.length > 0) {
    return cell(isOpen(one) ? 'no value' : 'not good enough', shortfallsInWords(one));
  }
  return cell(figure(one.costPerMonth), one.extrapolated.length > 0 ? 'extrapolated' : '');
}

/**
 * The break-even chart as a table: one row per decade of events and one for the reader's own
 * number.
 */
export function breakEvenTable(input: PlanInput, model: CostModel, transitMs: number): Table {
  const own = input.eventsPerUserHour;
  const events = [...new Set([...TABLED_EVENTS, own])].sort((a, b) => a - b);
  return {
    caption: 'Cost per month by events per user per hour, other numbers as above',
    columns: ['Events per user per hour', ...modelsOf(model).map(({ transport }) => nameOf(transport))],
    rows: plansAt(events, input, model, transitMs).map(({ eventsPerUserHour, plan }) => [
      `${given(eventsPerUserHour)}${eventsPerUserHour === own ? ' (yours)' : ''}`,
      ...plan.transports.map(costCell),
    ]),
  };
}
