import type { ChartFigure, ChartSpec } from '../charts/spec.ts';
import { embedJson, html, Markup } from '../text/html.ts';
import { ALLOWANCE_KEY, ALLOWANCE_MEANING, RANGE_KEY } from '../words/allowance.ts';
import { renderCheck } from './check.ts';
import { labelled } from './swatch.ts';
import { renderTable } from './table.ts';
import { tradeoffPicture } from './tradeoff-picture.ts';

/** A wide, pale line, also where no style applies. */
const MODEL_LINE = html`<svg class="swatch model-line" viewBox="0 0 28 12" width="28" height="12" aria-hidden="true"><path d="M5 6h18" stroke="currentColor" stroke-width="9" stroke-linecap="round" opacity="0.28"/></svg> `;

/** A thin line with end strokes: what verdicts allow. */
const ALLOWANCE_LINE = html`<svg class="swatch" viewBox="0 0 28 12" width="28" height="12" aria-hidden="true"><path d="M4 2v8M4 6h20M24 2v8" stroke="currentColor" stroke-width="1" fill="none"/></svg> `;

/** A thick one without: the range over the blocks. */
const RANGE_LINE = html`<svg class="swatch" viewBox="0 0 28 12" width="28" height="12" aria-hidden="true"><path d="M4 6h20" stroke="currentColor" stroke-width="3" fill="none"/></svg> `;

/** Whether a chart draws what its verdicts allow. */
function drawsAllowed(spec: ChartSpec): boolean {
  if (spec.kind === 'dots') return spec.rows.some(({ allowed }) => allowed);
  if (spec.kind === 'settings') return spec.lines.some(({ allowed }) => allowed);
  return spec.kind === 'curve' && spec.lines.some(({ points }) => points.some(({ allowed }) => allowed));
}

function keys(spec: ChartSpec): Markup[] {
  switch (spec.kind) {
    case 'percentiles':
    case 'settings':
    case 'timeline':
    case 'shares':
    case 'break-even':
      return spec.lines.map(({ transport }) => labelled(transport));
    case 'curve':
      return [
        ...spec.lines.map(({ transport }) => labelled(transport)),
        ...(spec.models ? [html`${MODEL_LINE}model`] : []),
      ];
    case 'stack':
      return spec.parts.map((part, index) => html`<span class="part part-${index}"></span>${part}`);
    case 'cdf':
      return [html`${labelled(spec.transport)} measured`, html`<span class="model"></span>model`];
    case 'tradeoff':
      return spec.bubbles.map(({ transport }) => labelled(transport));
    case 'dots': {
      const box = spec.rows.some(row => row.box);
      const left = spec.rows.some(row => row.dots.some(dot => !dot.valid));
      return [
        html`<span class="dot"></span>one trial${box && '’s median'}`,
        html`<span class="bar"></span>median`,
        ...(box ? [html`<span class="box"></span>half of all deliveries, line: 98%`] : []),
        ...(left ? [html`<span class="crossed">×</span>excluded trial`] : []),
      ];
    }
  }
}

/** The legend of a chart. */
export function renderLegend(spec: ChartSpec): Markup {
  const all = [
    ...keys(spec),
    ...(drawsAllowed(spec)
      ? [
          html`${RANGE_LINE}${RANGE_KEY}`,
          html`${ALLOWANCE_LINE}<span title="${ALLOWANCE_MEANING}">${ALLOWANCE_KEY}</span>`,
        ]
      : []),
  ];
  return html`<ul class="legend" aria-label="Legend">${all.map(key => html`<li>${key}</li>`)}</ul>`;
}

/** The number of rows of a chart, for its height, and whether it is empty. */
function extent(spec: ChartSpec): { rows: number; empty: boolean } {
  switch (spec.kind) {
    case 'percentiles':
    case 'curve':
    case 'shares':
    case 'break-even':
      return { rows: 0, empty: spec.lines.length === 0 };
    case 'timeline':
      // A line at zero shows nothing that a sentence does not.
      return { rows: 0, empty: spec.lines.every(({ y }) => y.every(value => !value)) };
    case 'settings':
      return { rows: spec.labels.length, empty: spec.lines.length === 0 };
    case 'stack':
      return { rows: spec.rows.length, empty: spec.rows.every(row => row.values === null) };
    case 'cdf':
      return { rows: 0, empty: spec.measured.length === 0 };
    case 'tradeoff':
      return { rows: 0, empty: spec.bubbles.length === 0 };
    case 'dots':
      return { rows: spec.rows.length, empty: spec.rows.every(row => row.dots.length === 0) };
  }
}

/** Whether a chart has anything to draw. */
export const hasFigure = ({ spec }: ChartFigure): boolean => !extent(spec).empty;

/** Shown in place of a chart where no script runs. */
const NO_PICTURE = 'The picture needs JavaScript. The table below has its values.';

/**
 * The canvas of a chart, and what stands in its place where no script runs. That is no content of
 * the canvas: a browser hides such content where a viewer, and not the reader, forbids the script.
 * Without the script the canvas takes one pixel.
 */
export const renderCanvas = (label: string, instead: Markup | string = NO_PICTURE, id = ''): Markup =>
  html`<canvas${id && html` id="${id}"`} role="img" aria-label="${label}" width="1" height="1"></canvas><p>${instead}</p>`;

function renderChart(
  { title, summary, spec, table }: ChartFigure,
  said: Markup | null,
  isTitled = true,
): Markup {
  const { rows, empty } = extent(spec);
  const data = new Markup(embedJson(spec));
  const chart = html`${renderLegend(spec)}<div class="frame ${spec.kind} rows-${rows}">${renderCanvas(`${title}. ${summary}`, spec.kind === 'tradeoff' ? tradeoffPicture(spec) : NO_PICTURE)}<script type="application/json">${data}</script></div>`;
  return html`<figure class="chart">
<figcaption><h4${!isTitled && html` class="hidden"`}>${title}</h4>${said}</figcaption>
${empty ? html`<p class="empty">Nothing to draw: no trial has these values.</p>` : chart}
<details><summary>Table</summary>${renderTable(table)}</details>
</figure>`;
}

/** One chart: title, summary, checks, canvas with its data, and table. */
export const renderFigure = (figure: ChartFigure): Markup =>
  renderChart(figure, html`<p>${figure.summary}</p>${figure.checks.map(renderCheck)}`);

/**
 * A chart without summary and checks, where the text beside it says what it shows; without a title
 * in sight where that text begins with it.
 */
export const renderBriefFigure = (figure: ChartFigure, isTitled = true): Markup =>
  renderChart(figure, null, isTitled);
