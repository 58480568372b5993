import { PHASES } from '../../results/format/trial-extras.ts';
import { phaseFigures, SEQUENCES } from '../charts/phases.ts';
import type { Table } from '../charts/spec.ts';
import { type PhasesView, phasesOf } from '../model/phases.ts';
import type { PointView } from '../model/point.ts';
import { renderFigure } from '../parts/figure.ts';
import { ranged, renderTable } from '../parts/table.ts';
import { html, type Markup } from '../text/html.ts';
import { PHASE_WORDS, phaseTitle } from '../words/phase.ts';

function tableOf(views: readonly PhasesView[]): Table {
  const ids = PHASES.filter(id => views.some(({ phases }) => phases.some(phase => phase.id === id)));
  return {
    caption:
      'Each part in ms, medians over blocks; small: the range over blocks. The means of the parts add up to the mean of the whole; percentiles do not.',
    columns: ['Part', 'Transport', 'Mean (ms)', 'p50 (ms)', 'p99 (ms)'],
    rows: ids.flatMap(id =>
      views.flatMap(({ transport, phases }) => {
        const phase = phases.find(one => one.id === id);
        if (!phase) return [];
        return [
          [phaseTitle(id), { transport }, ranged(phase.meanMs), ranged(phase.p50Ms), ranged(phase.p99Ms)],
        ];
      }),
    ),
  };
}

/**
 * The parts of a round trip or a visit: bars, definitions and a table; null where no trial timed
 * them.
 */
export function renderPhases({ transports }: PointView): Markup | null {
  const views = phasesOf(transports);
  if (views.length === 0) return null;
  const figures = SEQUENCES.flatMap(sequence => phaseFigures(views, sequence));
  const ids = PHASES.filter(id => views.some(({ phases }) => phases.some(phase => phase.id === id)));
  return html`<div class="more outcome"><h4>Time of each part</h4>
<dl class="load">${ids.map(id => html`<div><dt>${phaseTitle(id)}</dt><dd>${PHASE_WORDS[id].meaning}</dd></div>`)}</dl>
<div class="charts costs">${figures.map(renderFigure)}</div>
<details><summary>Mean, p50 and p99 of each part</summary>${renderTable(tableOf(views))}</details></div>`;
}
