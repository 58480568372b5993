import { transitOver } from '../../analysis/runs/paths.ts';
import type { Run } from '../../results/format/run.ts';
import type { Preset } from '../../scenarios/scenario.ts';
import { curveFigure } from '../charts/curve.ts';
import { roundTripsFigure } from '../charts/round-trips.ts';
import { settingsFigure } from '../charts/settings.ts';
import type { ChartFigure } from '../charts/spec.ts';
import { transitsFigure } from '../charts/transits.ts';
import { type Axis, axisOf, type Curve, curvesOn } from '../model/axis.ts';
import { chartsByConnection } from '../model/connections.ts';
import { type Measure, metricsOf } from '../model/metric.ts';
import { outcomeMeasures } from '../model/outcome-measures.ts';
import { apartByPath } from '../model/paths.ts';
import type { PointView } from '../model/point.ts';
import { MEAN_LATENCY, predictedOf } from '../model/predicted.ts';
import { hasFigure, renderFigure } from '../parts/figure.ts';
import { heading } from '../parts/heading.ts';
import { capital, given, integer, list } from '../text/format.ts';
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

const settings = (points: PointView[], preset: Preset): ChartFigure[] =>
  measuresOf(points)
    .map(measure => settingsFigure(points, measure, preset))
    .filter(isCompared);

/** Settings without a common axis. */
function unordered(points: PointView[], preset: Preset): Markup {
  const groups = chartsByConnection(points, MOST_SETTINGS);
  if (groups) return charts(groups.flatMap(group => settings(group, preset)));
  if (points.length <= MOST_SETTINGS) return charts(settings(points, preset));
  return html`<p class="detail">${integer(points.length)} points that differ in several ways at once. The lowest transport at each stands above, the details of each point below.</p>`;
}

const pointsOf = ({ placed }: Curve): PointView[] => placed.map(({ view }) => view);

/** The measures of the curves; over paths also the mean latency, where a model predicts it. */
function curveMeasures(curves: readonly Curve[]): Measure[] {
  const points = curves.flatMap(pointsOf);
  const isPredicted = points.some(
    ({ point, transports }) =>
      point.load.path && transports.some(figures => predictedOf(figures, MEAN_LATENCY) !== null),
  );
  return [...metricsOf(points), ...(isPredicted ? [MEAN_LATENCY] : [])];
}

/**
 * The distribution of latency in transits, at the point in the middle of a curve over paths; the
 * others stand at their points.
 */
function middleTransits(curve: Curve, run: Run): ChartFigure | null {
  const middle = curve.placed[Math.floor(curve.placed.length / 2)]?.view;
  const path = middle?.point.load.path;
  const transitMs = path ? transitOver(run, path) : null;
  const figure = middle && transitMs !== null ? transitsFigure(middle, transitMs) : null;
  return figure && middle ? { ...figure, title: `${figure.title}: ${middle.point.label}` } : null;
}

/** `Round trip of the path (ms): 1, 20 and 80.` */
function numbersInWords(curves: readonly Curve[]): string {
  return curves
    .map(({ title, shared, placed }) => {
      const numbers = list(placed.map(({ x }) => given(x)));
      return `${shared === null ? '' : `${capital(shared)}. `}${title}: ${numbers}.`;
    })
    .join(' ');
}

function curves(axis: Axis, run: Run): Markup {
  const all = curvesOn(axis);
  const figures = [
    ...curveMeasures(all).flatMap(measure =>
      all.map(curve => curveFigure(curve, measure, run.run.preset, all)),
    ),
    ...all.flatMap(curve => [roundTripsFigure(curve, run.run.preset), middleTransits(curve, run)]),
  ];
  return html`<p class="detail">${numbersInWords(all)} Nothing else differs between the points of ${all.length > 1 ? 'one chart' : 'these charts'}.</p>
${charts(figures.filter(figure => figure !== null))}`;
}

/**
 * Settings that differ by more than the number on the axis, with the points on the axis to compare
 * them with.
 */
function variantsOf({ bases, variants, title }: Axis, points: PointView[], preset: Preset): Markup | null {
  if (variants.length === 0) return null;
  const beside = points.filter(view => bases.includes(view) || variants.includes(view));
  return html`<h4>Points off the axis</h4>
<p class="detail">These points differ by something other than the number on the axis (${title}), so they are not on its lines.${bases.length > 0 && ` For comparison, from the axis: ${list(bases.map(({ point }) => point.label))}.`}</p>
${charts(settings(beside, preset))}`;
}

function renderPart(points: PointView[], run: Run, isFar: boolean): Markup | null {
  const [first] = points;
  if (points.length < 2 || !first) return null;
  const axis = axisOf(points);
  const [id, title] = isFar
    ? ['sweep-over-path', 'From point to point, over a path']
    : ['sweep', 'From point to point'];
  return html`<section class="point sweep-section">
${heading(3, anchor(id, first.scenario.id), title)}
${axis ? [curves(axis, run), variantsOf(axis, points, run.run.preset)] : unordered(points, run.run.preset)}
</section>`;
}

/**
 * The points of a scenario side by side, those over a path by themselves; each point alone follows.
 */
export const renderSweep = (points: PointView[], run: Run): Markup =>
  html`${apartByPath(points).map((part, index) => renderPart(part, run, index > 0))}`;
