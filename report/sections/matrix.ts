import { isTested, nameOf, TRANSPORTS, type Transport } from '../../scenarios/load/transport.ts';
import type { Preset } from '../../scenarios/scenario.ts';
import { type MatrixCell, type MatrixRow, type NeedRow, needRows, pointRows } from '../model/matrix.ts';
import { type Answer, exampleOf } from '../model/needs.ts';
import type { PointView } from '../model/point.ts';
import { MOST_TIMES } from '../model/rank.ts';
import { swatch } from '../parts/swatch.ts';
import { midSentence, withUnit } from '../text/format.ts';
import { anchor, html, type Markup } from '../text/html.ts';
import { priceInShort } from '../words/answer.ts';
import { extentInShort, undecidedInShort } from '../words/extent.ts';
import { pathOf, placeInWords } from '../words/over-paths.ts';
import { paceInWords, visitInWords } from '../words/pace.ts';
import { standingInWords } from '../words/standing.ts';

/** A value from fewer blocks than this is drawn in half-tone. */
const FEW_BLOCKS = 3;

/** Upper ends of the steps of colour, as a multiple of the best value; the last step has none. */
const STEPS = [1.5, 3, 10];

/**
 * The step of a cell: 0 for the best, `near` for what counts as lowest without being decided, none
 * for what is not decided, and one more for each end that it exceeds.
 */
function stepOf({ standing, timesBest, counts }: MatrixCell): string {
  if (standing === 'none' || timesBest === null) return '';
  if (standing === 'best') return 'step-0';
  if (counts !== null) return 'near';
  if (standing === 'open') return 'open';
  return `step-${1 + STEPS.filter(end => timesBest >= end).length}`;
}

/**
 * What a column is sorted by: the ratio that is shown, 1 for what is best or tied. Null where none
 * is shown: an undecided ratio may be below 1.
 */
function sortedBy({ standing, timesBest, counts }: MatrixCell): number | null {
  if (standing === 'best' || counts !== null) return 1;
  return standing === 'more' ? timesBest : null;
}

const hrefOf = ({ scenario, point }: PointView): string => `#${anchor('point', scenario.id, point.id)}`;

/** The classes of a cell: its step of colour, the edge of what leads the row, and half-tone. */
const classesOf = (cell: MatrixCell): string =>
  [stepOf(cell), ...(cell.leads ? ['leads'] : []), ...(cell.blocks < FEW_BLOCKS ? ['few'] : [])].join(' ');

function renderCell(row: MatrixRow, transport: Transport): Markup {
  const cell = row.cells.find(one => one.transport === transport);
  if (!cell || cell.value === null) {
    return html`<td data-transport="${transport}" class="none">–</td>`;
  }
  const value = withUnit(cell.value, row.measure.unit);
  // Where a viewer forbids the style, the markup alone says what leads.
  const amount = cell.leads
    ? html`<strong class="amount">${value}</strong>`
    : html`<span class="amount">${value}</span>`;
  return html`<td data-transport="${transport}" data-times="${sortedBy(cell) ?? ''}" class="${classesOf(cell)}"><a href="${hrefOf(row.view)}">${amount} <small>${standingInWords(cell)}</small></a></td>`;
}

interface NamedRow {
  /** The first point that compares transports, for a need without a decided point. */
  row: MatrixRow | PointView;
  title: string;
  detail: string;
}

const undecidedCell = (view: PointView, transport: Transport): Markup =>
  html`<td data-transport="${transport}" class="open"><a href="${hrefOf(view)}">?</a></td>`;

function renderTable(rows: readonly NamedRow[], caption: string, transports: readonly Transport[]): Markup {
  const head = transports.map(
    transport =>
      html`<th scope="col" data-transport="${transport}">${swatch(transport)} <span>${nameOf(transport)}</span></th>`,
  );
  return html`<div class="scroll" tabindex="0" role="group" aria-label="${caption}"><table class="matrix">
<caption><span>${caption}</span></caption>
<thead><tr><th scope="col">${caption === NEEDS ? 'Need' : 'Scenario'} <small>× of the lowest</small></th>${head}</tr></thead>
<tbody>${rows.map(
    ({ row, title, detail }) =>
      html`<tr><th scope="row">${title} <small>${detail}</small></th>${transports.map(transport => ('cells' in row ? renderCell(row, transport) : undecidedCell(row, transport)))}</tr>`,
  )}</tbody>
</table></div>`;
}

const NEEDS = 'Each need, shown at one point';

/**
 * `Ticker (10 a second, polls each 1 s), median latency; in 19 of 20 tests`, and what the only best
 * costs in latency, if it does.
 */
function needDetail({ view, measure, answer }: NeedRow): string {
  const pace = paceInWords(view.point.load) || visitInWords(view.point.load);
  const where = `${view.scenario.title}${pathOf(view)}${pace && ` (${pace})`}, ${midSentence(measure.title)}`;
  const extent = extentInShort({ ...answer, decided: answer.decided.length });
  const example = exampleOf(answer);
  const price = example && answer.best.length === 1 ? priceInShort(example) : '';
  return [where, extent, price].filter(Boolean).join('; ');
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
    })),
    ...open.flatMap(answer =>
      answer.at.slice(0, 1).map(({ view }) => ({
        row: view,
        title: answer.title,
        detail: undecidedInShort({ ...answer, decided: answer.decided.length }),
      })),
    ),
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
    const named = own.map(row => ({
      row,
      title: placeInWords(row.view, ': '),
      detail: paceInWords(row.view.point.load),
    }));
    return renderTable(named, `${title} in every scenario`, transports);
  });
}

/** What the words and marks of the matrix mean, and the reference in the picture beside it. */
export const renderMatrixKey = (hasFloor: boolean): Markup =>
  html`<p class="rule matrix-key">“tied”: surely under ${MOST_TIMES} times apart, lower one not decided. “?”: not decided. “best ?”: below all but “?”. “here”: at this point, unlike in most tests. ×: block by block. Bold or green edge: best or tied in more than half of the deciding tests. Striped: under ${FEW_BLOCKS} blocks.${hasFloor && html`<span class="floor"> TCP floor: bare lines, for reference.</span>`}</p>`;

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
${
  measures.length > 0 &&
  html`<details><summary>Every scenario, by measure</summary>
<p class="rule">The same rule for a single point. No edge: this point decides nothing.</p>${measures}</details>`
}
</div>`;
}
