import type { Outcome } from '../../analysis/comparison/capacity.ts';
import type { BlockRef } from '../../results/format/blocks.ts';
import type { Search } from '../../scenarios/scenario.ts';
import { capacityFigure } from '../charts/capacity.ts';
import type { Cell, Table } from '../charts/spec.ts';
import { type Capacity, capacitiesOf, type TriedSize } from '../model/capacity.ts';
import type { PointView } from '../model/point.ts';
import { hasFigure, renderFigure } from '../parts/figure.ts';
import { ranged, renderTable } from '../parts/table.ts';
import { figure, integer, list } from '../text/format.ts';
import { html, type Markup } from '../text/html.ts';
import { blockNumber } from '../words/blocks.ts';
import { capacityInWords, limitInWords, notCountedInWords, objectiveInWords } from '../words/capacity.ts';

const tableOf = (capacities: readonly Capacity[]): Table => ({
  caption:
    'Subscribers that one server process carries, in valid trials: median over blocks; small: the range over blocks',
  columns: [
    'Transport',
    'Largest that held',
    'Smallest that did not',
    'What reached its limit first',
    'Tried, but not counted',
  ],
  rows: capacities.map(({ transport, largestHeld, smallestFailed, limiting, notCounted, objectiveP99Ms }) => [
    { transport },
    ranged(largestHeld, integer),
    ranged(smallestFailed, integer),
    limiting ? limitInWords(limiting.trial, objectiveP99Ms).text : 'nothing in a valid trial',
    notCounted.length === 0 ? 'none' : list(notCounted.map(({ subscribers }) => integer(subscribers))),
  ]),
});

const resultOf: Record<Outcome, (size: TriedSize, objectiveP99Ms: number) => string> = {
  held: () => 'held',
  failed: ({ trial }, objectiveP99Ms) => `did not hold: ${limitInWords(trial, objectiveP99Ms).text}`,
  'in-time-invalid': (...size) => `does not count: ${notCountedInWords(...size)}`,
  unknown: (...size) => `does not count: ${notCountedInWords(...size)}`,
};

function triedRow({ transport, objectiveP99Ms }: Capacity, block: BlockRef, size: TriedSize): Cell[] {
  const { subscribers, trial, outcome } = size;
  const measured = trial.status === 'error' ? null : trial;
  return [
    { transport },
    blockNumber(block),
    integer(subscribers),
    figure(measured?.latencyMs?.fromSchedule.p99),
    figure(measured?.server.cpuPercent),
    figure(measured?.generator.cpuPercent),
    integer(measured?.deliveries.missing),
    trial.status,
    resultOf[outcome](size, objectiveP99Ms),
  ];
}

const triedTable = (capacities: readonly Capacity[]): Table => ({
  caption: 'Every number of subscribers that was tried; of repeated trials only the one that decided',
  columns: [
    'Transport',
    'Block',
    'Subscribers',
    'p99 latency (ms)',
    'Server CPU (% of a core)',
    'Busiest client CPU (% of a core)',
    'Missing',
    'Trial',
    'Result',
  ],
  rows: capacities.flatMap(capacity =>
    capacity.blocks.flatMap(({ block, tried }) => tried.map(size => triedRow(capacity, block, size))),
  ),
});

/**
 * How many subscribers each transport carries: the result of a search, instead of a section for
 * each number tried. `drawn`: the chart stands above already, as the answer of the scenario.
 */
export function renderCapacity(
  points: readonly PointView[],
  { objectiveP99Ms }: Search,
  drawn: boolean,
): Markup {
  const capacities = capacitiesOf(points, objectiveP99Ms);
  const chart = capacityFigure(capacities, objectiveP99Ms);
  return html`<div class="outcome">
<p class="detail">A number of subscribers holds if its trial is valid and meets these conditions: ${objectiveInWords(objectiveP99Ms)}. An invalid trial counts neither for nor against a number. The search doubles the number until it does not hold, then halves the gap.</p>
${drawn && hasFigure(chart) ? capacities.map(one => html`<p class="detail">${capacityInWords(one)}</p>`) : hasFigure(chart) ? html`<div class="charts">${renderFigure(chart)}</div>` : html`<p class="detail">${chart.summary}</p>`}
${renderTable(tableOf(capacities), 'texts')}
<details class="more"><summary>Every number that was tried</summary>${renderTable(triedTable(capacities), 'texts')}</details></div>`;
}
