import { sweepFigure } from '../charts/sweep.ts';
import { anchor, html, type Markup } from '../html.ts';
import { metricsOf } from '../model/metric.ts';
import type { PointView } from '../model/point.ts';
import { renderFigure } from './figure.ts';
import { heading } from './heading.ts';

/** The points of a scenario side by side, before each of them alone. */
export function renderSweep(points: PointView[]): Markup | null {
  const [first] = points;
  if (points.length < 2 || !first) return null;
  return html`<section class="point">
${heading(3, anchor('sweep', first.scenario.id), 'From setting to setting')}
<div class="charts sweeps">${metricsOf(points).map(metric => renderFigure(sweepFigure(points, metric)))}</div>
</section>`;
}
