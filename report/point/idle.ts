import type { Table } from '../charts/spec.ts';
import { idleMeasures, isIdle } from '../model/idle.ts';
import { type Measure, spreadOfMetric } from '../model/metric.ts';
import type { PointView } from '../model/point.ts';
import { ranged, renderTable } from '../parts/table.ts';
import { given, list } from '../text/format.ts';
import { html, type Markup } from '../text/html.ts';
import { leastFirst } from '../words/least-first.ts';

function tableOf(idle: readonly PointView[], measures: readonly Measure[]): Table {
  return {
    caption:
      'What it costs to keep one subscriber waiting, medians over blocks; small: the range over blocks. Values per hour are extrapolated from the window.',
    columns: ['Transport', 'Point', ...measures.map(({ title, unit }) => `${title} (${unit})`)],
    rows: idle.flatMap(({ point, transports }) =>
      transports
        .filter(({ valid }) => valid.length > 0)
        .map(figures => [
          { transport: figures.transport },
          point.label,
          ...measures.map(measure => ranged(spreadOfMetric(figures, measure))),
        ]),
    ),
  };
}

/** The cost of waiting at one point, measure by measure. */
function inWords(view: PointView, measures: readonly Measure[]): string[] {
  return measures.flatMap(measure => {
    const words = leastFirst(
      view.transports.map(figures => ({
        transport: figures.transport,
        value: spreadOfMetric(figures, measure)?.value ?? null,
      })),
      measure.unit,
    );
    return words ? [`${measure.title}: ${words}.`] : [];
  });
}

/**
 * What a waiting subscriber costs, at all points of a scenario that send nothing; null where there
 * are none.
 */
export function renderIdle(points: readonly PointView[]): Markup | null {
  const idle = points.filter(isIdle);
  const measures = idleMeasures(idle);
  const last = idle.findLast(view => view.transports.some(({ valid }) => valid.length > 0));
  if (!last) return null;
  const windows = [...new Set(idle.map(({ point }) => point.windowSeconds))].map(given);
  return html`<div class="more outcome"><h4>What a waiting subscriber costs</h4>
<p class="detail">Values at “${last.point.label}”, from a window of ${list(windows)} s. ${inWords(last, measures).join(' ')}</p>
${renderTable(tableOf(idle, measures))}</div>`;
}
