import type { BlockRef } from '../../results/format/blocks.ts';
import type { Search } from '../../scenarios/scenario.ts';
import { capacityFigure } from '../charts/capacity.ts';
import type { Cell, Table } from '../charts/spec.ts';
import { type Capacity, capacitiesOf, type TriedSize } from '../model/capacity.ts';
import type { PointView } from '../model/point.ts';
import { hasFigure, renderFigure } from '../parts/figure.ts';
import { ranged, renderTable } from '../parts/table.ts';
import { figure, integer, NOTHING } from '../text/format.ts';
import { html, type Markup } from '../text/html.ts';
import { blockNumber } from '../words/blocks.ts';
import { limitInWords, objectiveInWords } from '../words/capacity.ts';

const tableOf = (capacities: readonly Capacity[]): Table => ({
  caption: 'Subscribers that one server process carries, median over blocks; small: the range over blocks',
  columns: ['Transport', 'Largest that held', 'Smallest that did not', 'What reached its limit first'],
  rows: capacities.map(({ transport, largestHeld, smallestFailed, limiting, objectiveP99Ms }) => [
    { transport },
    ranged(largestHeld, integer),
    ranged(smallestFailed, integer),
    limiting ? limitInWords(limiting.trial, objectiveP99Ms).text : 'nothing at the sizes tried',
  ]),
});

function triedRow(
  { transport, objectiveP99Ms }: Capacity,
  block: BlockRef,
  { subscribers, trial, held }: TriedSize,
): Cell[] {
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
    held ? 'held' : limitInWords(trial, objectiveP99Ms).text || NOTHING,
  ];
}

const triedTable = (capacities: readonly Capacity[]): Table => ({
  caption: 'Every number of subscribers that was tried; of repeated trials only the last, which decided',
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
 * each number tried.
 */
export function renderCapacity(points: readonly PointView[], { objectiveP99Ms }: Search): Markup {
  const capacities = capacitiesOf(points, objectiveP99Ms);
  const chart = capacityFigure(capacities, objectiveP99Ms);
  return html`<div class="outcome">
<p class="detail">A number of subscribers holds if its trial meets these conditions: ${objectiveInWords(objectiveP99Ms)}. The search doubles the number until it does not hold, then halves the gap.</p>
${hasFigure(chart) ? html`<div class="charts">${renderFigure(chart)}</div>` : html`<p class="detail">${chart.summary}</p>`}
${renderTable(tableOf(capacities), 'texts')}
<details class="more"><summary>Every number that was tried</summary>${renderTable(triedTable(capacities), 'texts')}</details></div>`;
}
