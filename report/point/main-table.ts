import { blocksAt } from '../../results/format/blocks.ts';
import { isTested, type Transport } from '../../scenarios/load/transport.ts';
import type { Preset } from '../../scenarios/scenario.ts';
import type { TransportFigures } from '../model/figures.ts';
import { metricsOf } from '../model/metric.ts';
import type { PointView } from '../model/point.ts';
import { rank } from '../model/rank.ts';
import { labelled } from '../parts/swatch.ts';
import { renderCell } from '../parts/table.ts';
import { html, type Markup } from '../text/html.ts';
import { pointBlocksInWords } from '../words/blocks.ts';
import { type Column, columnsOf } from './columns.ts';

function groupsOf(columns: Column[]): { group: string; span: number }[] {
  const groups: { group: string; span: number }[] = [];
  for (const { group } of columns) {
    const last = groups.at(-1);
    if (last?.group === group) last.span += 1;
    else groups.push({ group, span: 1 });
  }
  return groups;
}

/** The lowest transport of each metric, where this is decided. */
function winnersOf(view: PointView, preset: Preset): Map<string, Transport> {
  const winners = new Map<string, Transport>();
  for (const metric of metricsOf([view])) {
    const outcome = rank(view, metric, preset);
    if (outcome.kind === 'lowest') winners.set(metric.id, outcome.first.transport);
  }
  return winners;
}

/** The values of one point side by side; latency from publish only where `withPublish` is set. */
export function renderMainTable(view: PointView, preset: Preset, withPublish: boolean): Markup {
  const columns = columnsOf(view, withPublish);
  const winners = winnersOf(view, preset);
  const cellOf = ({ cell, metric }: Column, figures: TransportFigures) => {
    const lowest = metric !== undefined && winners.get(metric) === figures.transport;
    return html`<td>${renderCell(cell(figures))}${lowest && html` <b class="lowest">lowest</b>`}</td>`;
  };
  const row = (figures: TransportFigures) => {
    const tested = isTested(figures.transport);
    return html`<tr class="${tested ? 'tested' : 'reference'}"><th scope="row">${labelled(figures.transport)}${!tested && html` <small>reference</small>`}</th>${columns.map(column => cellOf(column, figures))}</tr>`;
  };
  const groups = groupsOf(columns).map(
    ({ group, span }) => html`<th scope="colgroup" colspan="${span}">${group}</th>`,
  );
  const blocks = blocksAt(view.scenario, view.point);
  const sessions = new Set(view.transports.flatMap(({ trials }) => trials.map(({ session }) => session)))
    .size;
  const isMedian = view.transports.some(({ valid }) => valid.length > 1);
  const basis = [
    `Values of valid trials, from ${pointBlocksInWords(blocks, sessions)}.`,
    ...(blocks > 1 ? ['Small: the range over the blocks with a valid trial.'] : []),
    ...(isMedian
      ? [
          'Percentiles and bytes are of all deliveries of these blocks together; the other values are medians of the blocks.',
        ]
      : []),
    '~: too few notifications in a trial to compare.',
  ].join(' ');
  return html`<div class="scroll" tabindex="0" role="group" aria-label="Main results, ${view.point.label}"><table class="figures main">
<caption><span>${basis}</span></caption>
<thead><tr><td></td>${groups}</tr>
<tr><th scope="col">Transport</th>${columns.map(column => html`<th scope="col">${column.title}</th>`)}</tr></thead>
<tbody>${view.transports.map(row)}</tbody>
</table></div>`;
}
