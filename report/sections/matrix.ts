import { PRACTICAL_EQUALITY } from '../../analysis/statistics/paired-ratios.ts';
import { isTested, nameOf, TRANSPORTS, type Transport } from '../../scenarios/load/transport.ts';
import type { Preset } from '../../scenarios/scenario.ts';
import { type MatrixCell, type MatrixRow, type NeedRow, needRows, pointRows } from '../model/matrix.ts';
import type { Answer } from '../model/needs.ts';
import type { PointView } from '../model/point.ts';
import { swatch } from '../parts/swatch.ts';
import { counted, given, midSentence, times, withUnit } from '../text/format.ts';
import { anchor, html, type Markup } from '../text/html.ts';
import { pathOf, placeInWords } from '../words/over-paths.ts';

/** A value from fewer blocks than this is drawn in half-tone. */
const FEW_BLOCKS = 3;

/** Upper ends of the steps of colour, as a multiple of the best value; the last step has none. */
const STEPS = [1.5, 3, 10];

/** The step of a cell: 0 for the best, and one more for each end that it exceeds. */
function stepOf({ standing, timesBest }: MatrixCell): string {
  if (standing === 'none' || timesBest === null) return '';
  if (standing === 'best') return 'step-0';
  return `step-${1 + STEPS.filter(end => timesBest >= end).length}`;
}

/** What is said below a value: how many times the best, and `?` where this is not decided. */
function standingInWords({ standing, timesBest }: MatrixCell): string {
  if (standing === 'best') return timesBest === 1 ? 'best' : `${times(timesBest)}, equal`;
  return `${times(timesBest)}${standing === 'open' ? ' ?' : ''}`;
}

const hrefOf = ({ view: { scenario, point } }: MatrixRow): string =>
  `#${anchor('point', scenario.id, point.id)}`;

/**
 * The edge of a cell. In a row of a need it marks what the sentence above counts: the transports
 * that lead at most points. Elsewhere it marks the lowest of the point.
 */
function edgeOf({ transport, standing }: MatrixCell, best: readonly Transport[] | null): string {
  if (best === null) return standing;
  if (!best.includes(transport)) return 'aside';
  return standing === 'best' ? 'best' : 'open';
}

function renderCell(row: MatrixRow, best: readonly Transport[] | null, transport: Transport): Markup {
  const cell = row.cells.find(one => one.transport === transport);
  if (!cell || cell.value === null) {
    return html`<td data-transport="${transport}" class="none">–</td>`;
  }
  const few = cell.blocks < FEW_BLOCKS ? ' few' : '';
  return html`<td data-transport="${transport}" data-times="${cell.timesBest ?? ''}" class="${stepOf(cell)} ${edgeOf(cell, best)}${few}"><a href="${hrefOf(row)}">${withUnit(cell.value, row.measure.unit)} <small>${standingInWords(cell)}</small></a></td>`;
}

interface NamedRow {
  /** Null for a need without a decided point. */
  row: MatrixRow | null;
  title: string;
  detail: string;
  /** The transports that lead a need; null in a row of a single point. */
  best: readonly Transport[] | null;
}

const undecidedCell = (transport: Transport): Markup =>
  html`<td data-transport="${transport}" class="none">?</td>`;

function renderTable(rows: readonly NamedRow[], caption: string, transports: readonly Transport[]): Markup {
  const head = transports.map(
    transport =>
      html`<th scope="col" data-transport="${transport}">${swatch(transport)} <span>${nameOf(transport)}</span></th>`,
  );
  return html`<div class="scroll" tabindex="0" role="group" aria-label="${caption}"><table class="matrix">
<caption><span>${caption}</span></caption>
<thead><tr><th scope="col">${caption === NEEDS ? 'Need' : 'Scenario'}</th>${head}</tr></thead>
<tbody>${rows.map(
    ({ row, title, detail, best }) =>
      html`<tr><th scope="row">${title} <small>${detail}</small></th>${transports.map(transport => (row ? renderCell(row, best, transport) : undecidedCell(transport)))}</tr>`,
  )}</tbody>
</table></div>`;
}

const NEEDS = 'Each need, shown at one point';

/** `Ticker, median latency; 19 of 20 points, 4 open` */
function needDetail({ view, measure, answer: { compared, bestAt, decided } }: NeedRow): string {
  const where = `${view.scenario.title}${pathOf(view)}, ${midSentence(measure.title)}`;
  if (compared === 1) return where;
  const open = compared - decided.length;
  return `${where}; ${bestAt} of ${counted(decided.length, 'point')}${open > 0 ? `, ${open} open` : ''}`;
}

/** The rows of the needs: first the decided ones, then those that no point decides. */
function namedNeeds(answers: readonly Answer[], preset: Preset): NamedRow[] {
  const decided = needRows(answers, preset);
  const open = answers.filter(answer => !decided.some(row => row.answer === answer));
  return [
    ...decided.map(row => ({
      row,
      title: row.answer.title,
      detail: needDetail(row),
      best: row.answer.best,
    })),
    ...open.map(({ title, compared }) => ({
      row: null,
      title,
      detail: `not decided at any of ${counted(compared, 'point')}`,
      best: null,
    })),
  ];
}

/** The rows of every point, by measure, in the order in which the measures first appear. */
function renderMeasures(
  points: readonly PointView[],
  transports: readonly Transport[],
  preset: Preset,
): Markup[] {
  const rows = points.flatMap(view => pointRows(view, preset));
  return [...Map.groupBy(rows, ({ measure }) => measure.title)].map(([title, own]) => {
    const named = own.map(row => ({ row, title: placeInWords(row.view, ': '), detail: '', best: null }));
    return renderTable(named, `${title} in every scenario`, transports);
  });
}

/**
 * The matrix: one row per need, and on demand one per scenario and measure; one column per
 * transport. Each cell has the value and how many times the best it is, and links to its point.
 */
export function renderMatrix(
  answers: readonly Answer[],
  points: readonly PointView[],
  preset: Preset,
): Markup | null {
  const tried = new Set(points.flatMap(({ transports }) => transports.map(({ transport }) => transport)));
  const transports = TRANSPORTS.filter(one => tried.has(one) && isTested(one));
  const needs = namedNeeds(answers, preset);
  const measures = renderMeasures(points, transports, preset);
  if (needs.length === 0 && measures.length === 0) return null;
  return html`<div class="matrices">
${needs.length > 0 && renderTable(needs, NEEDS, transports)}
<p class="rule">Green edge: best at most points, or not distinguishable from the best; the sentence counts these. ×: multiple of the lowest value at the shown point. “?”: not decided there, the interval reaches into ±${given(PRACTICAL_EQUALITY * 100)}%. Striped: under ${FEW_BLOCKS} blocks.</p>
${
  measures.length > 0 &&
  html`<details><summary>Every scenario, by measure</summary>
<p class="rule">Here a green edge marks the lowest of the point; a dashed one what is not distinguishable from it.</p>${measures}</details>`
}
</div>`;
}
