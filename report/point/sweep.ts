import { curveFigure } from '../charts/curve.ts';
import { settingsFigure } from '../charts/settings.ts';
import type { ChartFigure } from '../charts/spec.ts';
import { type Axis, axisOf } from '../model/axis.ts';
import { type Measure, metricsOf } from '../model/metric.ts';
import { outcomeMeasures } from '../model/outcome-measures.ts';
import type { PointView } from '../model/point.ts';
import { hasFigure, renderFigure } from '../parts/figure.ts';
import { heading } from '../parts/heading.ts';
import { given, integer, list } from '../text/format.ts';
import { anchor, html, type Markup } from '../text/html.ts';

function charts(figures: ChartFigure[]): Markup {
  const shown = figures.filter(hasFigure);
  return shown.length > 0
    ? html`<div class="charts sweeps">${shown.map(renderFigure)}</div>`
    : html`<p class="detail">Fewer than two settings have figures, so there is nothing to compare.</p>`;
}

/** Of more settings than these without an order, a picture shows nothing that a reader could keep. */
const MOST_SETTINGS = 8;

/** What settings are compared by: around a fault, what it did; its latencies and costs are mostly the fault itself. */
function measuresOf(points: PointView[]): Measure[] {
  const special = outcomeMeasures(points);
  const isBroken = points.every(view => view.point.load.fault);
  return isBroken && special.length > 0 ? special : metricsOf(points);
}

/** One setting by itself is no comparison of settings. */
const isCompared = ({ spec }: ChartFigure): boolean =>
  spec.kind === 'settings' &&
  spec.labels.filter((_, row) => spec.lines.some(({ points }) => points[row])).length > 1;

const settings = (points: PointView[]): ChartFigure[] =>
  measuresOf(points)
    .map(measure => settingsFigure(points, measure))
    .filter(isCompared);

/** Settings that lie on no common axis. */
function unordered(points: PointView[]): Markup {
  if (points.length <= MOST_SETTINGS) return charts(settings(points));
  return html`<p class="detail">${integer(points.length)} settings that differ in several ways at once: who is lowest at each stands above, and each setting below.</p>`;
}

function curves({ placed, ...axis }: Axis): Markup {
  const points = placed.map(({ view }) => view);
  const numbers = list(placed.map(({ x }) => given(x)));
  return html`<p class="detail">${axis.title}: ${numbers}. Nothing else differs between these points.</p>
${charts(metricsOf(points).map(measure => curveFigure({ placed, ...axis }, measure)))}`;
}

/** Settings that differ by more than the number on the axis, beside those on it which they can be compared with. */
function variantsOf({ bases, variants, title }: Axis, points: PointView[]): Markup | null {
  if (variants.length === 0) return null;
  const beside = points.filter(view => bases.includes(view) || variants.includes(view));
  return html`<h4>Settings beside the axis</h4>
<p class="detail">These differ by something other than the number on the axis (${title}), so they are no part of its lines.${bases.length > 0 && ` To compare them with, from the axis: ${list(bases.map(({ point }) => point.label))}.`}</p>
${charts(settings(beside))}`;
}

/** The points of a scenario side by side, before each of them alone. */
export function renderSweep(points: PointView[]): Markup | null {
  const [first] = points;
  if (points.length < 2 || !first) return null;
  const axis = axisOf(points);
  return html`<section class="point sweep-section">
${heading(3, anchor('sweep', first.scenario.id), 'From setting to setting')}
${axis ? [curves(axis), variantsOf(axis, points)] : unordered(points)}
</section>`;
}
