import type { Run } from '../../results/format/run.ts';
import { axisOf, curvesOn } from '../model/axis.ts';
import { capacitiesOf } from '../model/capacity.ts';
import { apartByPath } from '../model/paths.ts';
import type { PointView } from '../model/point.ts';
import { anchor, html, type Markup } from '../text/html.ts';
import { capacityInWords } from '../words/capacity.ts';
import { axisInWords } from './along-axis.ts';
import { keyFigures } from './key-figures.ts';
import { renderTiles } from './tiles.ts';

/**
 * With more points than this, the tiles are folded, and sentences say what changes between points.
 */
export const MOST_POINTS_OPEN = 2;

const sentences = (items: (Markup | string)[]): Markup =>
  html`<ul class="sentences">${items.map(item => html`<li>${item}</li>`)}</ul>`;

const pointInWords = (view: PointView): Markup =>
  html`<a href="#${anchor('point', view.scenario.id, view.point.id)}">${view.point.label}</a>. ${keyFigures(view)}`;

/** What one scenario found: a capacity, cross-overs, or the lowest transport at each point. */
export function renderFindings(points: PointView[], run: Run): Markup {
  const search = points[0]?.scenario.search;
  if (search) {
    const capacities = capacitiesOf(points, search.objectiveP99Ms);
    return sentences(capacities.map(capacityInWords));
  }
  if (points.length <= MOST_POINTS_OPEN) return renderTiles(points, run);
  // A smoke run is no measurement, so it has no cross-overs.
  const axes = (part: PointView[]) => (run.run.preset === 'smoke' ? null : axisOf(part));
  const found = apartByPath(points).flatMap((part): (Markup | string)[] => {
    const axis = axes(part);
    return axis ? curvesOn(axis).flatMap(axisInWords) : part.map(pointInWords);
  });
  return html`${sentences(found)}
<details><summary>The lowest transport at each of ${points.length} points</summary>${renderTiles(points, run)}</details>`;
}
