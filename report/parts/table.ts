import type { Cell, Table } from '../charts/spec.ts';
import type { Spread } from '../model/spread.ts';
import { figure, NOTHING, rangeOf } from '../text/format.ts';
import { html, type Markup } from '../text/html.ts';
import { unbroken } from '../text/unbroken.ts';
import { labelled } from './swatch.ts';

/** A cell with a value and its range over blocks. */
export const ranged = (spread: Spread | null, value = figure): Cell =>
  spread ? { value: value(spread.value), detail: rangeOf(spread) } : NOTHING;

/** How the texts of cells become markup. */
type CellText = (text: string) => Markup;

const plain: CellText = text => html`${text}`;

/** The content of a cell: a text, a transport, or a value with its range below it. */
export function renderCell(cell: Cell, textOf = plain): Markup {
  if (typeof cell === 'string') return textOf(cell);
  if ('transport' in cell) return labelled(cell.transport);
  return html`${textOf(cell.value)}${cell.detail && html` <small>${textOf(cell.detail)}</small>`}`;
}

const row = ([first, ...rest]: Cell[], textOf: CellText): Markup =>
  html`<tr><th scope="row">${renderCell(first ?? '', textOf)}</th>${rest.map(cell => html`<td>${renderCell(cell, textOf)}</td>`)}</tr>`;

/** A table in whose cells no line ends within a number. */
export const renderUnbrokenTable = (table: Table): Markup => renderTable(table, 'figures', unbroken);

/** A table that scrolls inside its own box, also by keyboard, and never widens the page. */
export function renderTable(
  table: Table,
  kind: 'figures' | 'texts' = 'figures',
  textOf: CellText = plain,
): Markup {
  return html`<div class="scroll" tabindex="0" role="group" aria-label="${table.caption}"><table class="${kind}">
<caption><span>${table.caption}</span></caption>
<thead><tr>${table.columns.map(column => html`<th scope="col">${column}</th>`)}</tr></thead>
<tbody>${table.rows.map(cells => row(cells, textOf))}</tbody>
</table></div>`;
}
