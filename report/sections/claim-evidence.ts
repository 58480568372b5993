import type { ClaimFigure, ClaimVerdict } from '../../analysis/claims/claims.ts';
import type { Strip } from '../../analysis/claims/strip.ts';
import type { Run, RunScenario } from '../../results/format/run.ts';
import type { Cell, Table } from '../charts/spec.ts';
import { renderTable } from '../parts/table.ts';
import { capital, counted } from '../text/format.ts';
import { anchor, html, type Markup } from '../text/html.ts';
import { chanceInWords, decidedInWords, figureInWords, markDetail, sizeInWords } from '../words/claims.ts';

/**
 * The place where a value was measured, as headings name it; ids if the run does not have the
 * place.
 */
function placeOf({ scenarios }: Run, { scenario, point }: ClaimFigure): string {
  const own = scenarios.find(({ id }) => id === scenario);
  const label = own?.points.find(({ id }) => id === point)?.label ?? point;
  return [own?.title ?? scenario, label].filter(Boolean).join(': ');
}

const figuresTable = (run: Run, { id, figures }: ClaimVerdict): Table => ({
  caption: `The values behind the verdict on ${id}. Small print: the 95% interval of a ratio, or the range over the blocks of another value`,
  columns: ['Metric', 'Transport', 'Value', 'Scenario and point'],
  rows: figures.map(one => [
    one.label,
    one.transport ? { transport: one.transport } : 'all',
    figureInWords(one),
    placeOf(run, one),
  ]),
});

const pointRows = (strip: Strip): Cell[][] =>
  strip.marks.map(mark => [
    mark.label,
    capital(strip.name) || 'all',
    mark.verdict,
    { value: sizeInWords(mark, strip), detail: markDetail(mark) },
    capital(strip.measure),
  ]);

/** The points of all strips: the same as the picture, in words. */
const pointsTable = ({ id, strips, overPaths, layers = [] }: ClaimVerdict): Table => ({
  caption: `${id}, point by point. Small print: the 95% interval of a ratio. No value: its interval is wider than 10:1, or it has none`,
  columns: ['Point', 'What', 'Verdict', 'Value', 'What the value is'],
  rows: [...strips, ...(overPaths?.strips ?? []), ...layers].flatMap(pointRows),
});

/** The anchor of a scenario's charts; for a sweep, the charts of all points side by side. */
function chartsOf({ id, search, points: [first, second] }: RunScenario): string {
  if (search || !first) return anchor('scenario', id);
  return second ? anchor('sweep', id) : anchor('point', id, first.id);
}

/**
 * Links to the charts of the scenarios that a verdict rests on; null if the report has none of
 * them.
 */
function links({ scenarios }: Run, { figures }: ClaimVerdict): Markup | null {
  const used = scenarios.filter(({ id }) => figures.some(({ scenario }) => scenario === id));
  if (used.length === 0) return null;
  return html`<p class="detail">Measured in: ${used.map((scenario, index) => html`${index > 0 && ', '}<a href="#${chartsOf(scenario)}">${scenario.title}</a>`)}</p>`;
}

/** What a verdict rests on: the reason, each point, and every value. */
export function renderEvidence(run: Run, claim: ClaimVerdict): Markup {
  const { because, condition, figures, missing, strips } = claim;
  const decided = decidedInWords(claim);
  const chance = chanceInWords(claim);
  return html`${condition && html`<p class="detail">True if ${condition}.</p>`}
${decided && html`<p class="detail">This run decides ${decided}. The others may be different.</p>`}
${chance && html`<p class="detail">${chance}.</p>`}
<p class="detail">${because}${missing && html` Needed: ${missing}.`}</p>
${links(run, claim)}
${strips.length > 0 && renderTable(pointsTable(claim), 'texts')}
${figures.length > 0 && html`<details><summary>${counted(figures.length, 'value')} behind the verdict</summary>${renderTable(figuresTable(run, claim), 'texts')}</details>`}`;
}
