import { curveFigure } from '../charts/curve.ts';
import { settingsFigure } from '../charts/settings.ts';
import type { ChartFigure } from '../charts/spec.ts';
import { given, integer, list } from '../format.ts';
import { anchor, html, type Markup } from '../html.ts';
import { type Axis, axisOf } from '../model/axis.ts';
import { metricsOf } from '../model/metric.ts';
import type { PointView } from '../model/point.ts';
import { hasFigure, renderFigure } from './figure.ts';
import { heading } from './heading.ts';

const charts = (figures: ChartFigure[]): Markup =>
  html`<div class="charts sweeps">${figures.filter(hasFigure).map(renderFigure)}</div>`;

/** Of more settings than these without an order, a picture shows nothing that a reader could keep. */
const MOST_SETTINGS = 8;

const settings = (points: PointView[]): ChartFigure[] =>
  metricsOf(points).map(measure => settingsFigure(points, measure));

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
