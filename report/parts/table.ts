import type { Cell, Table } from '../charts/spec.ts';
import type { Spread } from '../model/spread.ts';
import { figure, NOTHING, rangeOf } from '../text/format.ts';
import { html, type Markup } from '../text/html.ts';
import { labelled } from './swatch.ts';

/** A cell with a value and its range over blocks. */
export const ranged = (spread: Spread | null, value = figure): Cell =>
  spread ? { value: value(spread.value), detail: rangeOf(spread) } : NOTHING;

/** The content of a cell: a text, a transport, or a value with its range below it. */
export function renderCell(cell: Cell): Markup {
  if (typeof cell === 'string') return html`${cell}`;
  if ('transport' in cell) return labelled(cell.transport);
  return html`${cell.value}${cell.detail && html` <small>${cell.detail}</small>`}`;
}

function row([first, ...rest]: Cell[]): Markup {
  return html`<tr><th scope="row">${renderCell(first ?? '')}</th>${rest.map(cell => html`<td>${renderCell(cell)}</td>`)}</tr>`;
}

/** A table that scrolls inside its own box, also by keyboard, and never widens the page. */
export function renderTable(table: Table, kind: 'figures' | 'texts' = 'figures'): Markup {
  return html`<div class="scroll" tabindex="0" role="group" aria-label="${table.caption}"><table class="${kind}">
<caption><span>${table.caption}</span></caption>
<thead><tr>${table.columns.map(column => html`<th scope="col">${column}</th>`)}</tr></thead>
<tbody>${table.rows.map(row)}</tbody>
</table></div>`;
}
