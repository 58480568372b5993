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
    : html`<p class="detail">Fewer than two points have results, so there is nothing to compare.</p>`;
}

/** A chart with more unordered settings than this is not readable. */
const MOST_SETTINGS = 8;

/**
 * The measures that settings are compared by. With a fault, only its outcome: latency and cost
 * mostly show the fault itself.
 */
export function measuresOf(points: readonly PointView[]): Measure[] {
  const special = outcomeMeasures(points);
  const isBroken = points.every(view => view.point.load.fault);
  return isBroken && special.length > 0 ? special : metricsOf(points);
}

/** Whether at least two settings have values. */
const isCompared = ({ spec }: ChartFigure): boolean =>
  spec.kind === 'settings' &&
  spec.labels.filter((_, row) => spec.lines.some(({ points }) => points[row])).length > 1;

const settings = (points: PointView[]): ChartFigure[] =>
  measuresOf(points)
    .map(measure => settingsFigure(points, measure))
    .filter(isCompared);

/** Settings without a common axis. */
function unordered(points: PointView[]): Markup {
  if (points.length <= MOST_SETTINGS) return charts(settings(points));
  return html`<p class="detail">${integer(points.length)} points that differ in several ways at once. The lowest transport at each stands above, the details of each point below.</p>`;
}

function curves({ placed, ...axis }: Axis): Markup {
  const points = placed.map(({ view }) => view);
  const numbers = list(placed.map(({ x }) => given(x)));
  return html`<p class="detail">${axis.title}: ${numbers}. Nothing else differs between these points.</p>
${charts(metricsOf(points).map(measure => curveFigure({ placed, ...axis }, measure)))}`;
}

/**
 * Settings that differ by more than the number on the axis, with the points on the axis to compare
 * them with.
 */
function variantsOf({ bases, variants, title }: Axis, points: PointView[]): Markup | null {
  if (variants.length === 0) return null;
  const beside = points.filter(view => bases.includes(view) || variants.includes(view));
  return html`<h4>Points off the axis</h4>
<p class="detail">These points differ by something other than the number on the axis (${title}), so they are not on its lines.${bases.length > 0 && ` For comparison, from the axis: ${list(bases.map(({ point }) => point.label))}.`}</p>
${charts(settings(beside))}`;
}

/** The points of a scenario side by side; each point alone follows. */
export function renderSweep(points: PointView[]): Markup | null {
  const [first] = points;
  if (points.length < 2 || !first) return null;
  const axis = axisOf(points);
  return html`<section class="point sweep-section">
${heading(3, anchor('sweep', first.scenario.id), 'From point to point')}
${axis ? [curves(axis), variantsOf(axis, points)] : unordered(points)}
</section>`;
}
