import {
  compareRuns,
  type FigureComparison,
  type RunComparison,
  refusal,
} from '../../analysis/runs/compare-runs.ts';
import type { Run } from '../../results/format/run.ts';
import type { Cell, Table } from '../charts/spec.ts';
import { foldedSection } from '../parts/folded-section.ts';
import { notice } from '../parts/notice.ts';
import { renderTable } from '../parts/table.ts';
import { counted } from '../text/format.ts';
import { html, type Markup } from '../text/html.ts';
import {
  cellsOf,
  FIGURE_COLUMNS,
  REFUSALS,
  runComparisonInWords,
  sortedOut,
} from '../words/run-comparison.ts';

const sentences = (texts: readonly string[]): Markup =>
  html`<ul class="sentences">${texts.map(text => html`<li>${text}</li>`)}</ul>`;

function tableOf(caption: string, figures: readonly FigureComparison[], band: number): Table {
  const row = (one: FigureComparison): Cell[] => [
    `${one.scenario.title}: ${one.point.label}`,
    { transport: one.transport },
    one.metric.title,
    ...cellsOf(one, band),
  ];
  return {
    caption,
    columns: ['Scenario and point', 'Transport', 'Metric', ...FIGURE_COLUMNS],
    rows: figures.map(row),
  };
}

function folded(title: string, content: Markup): Markup {
  return html`<details class="more"><summary>${title}</summary>${content}</details>`;
}

function renderFigures(comparison: RunComparison): Markup {
  const { differing, others } = sortedOut(comparison);
  const shown = (figures: readonly FigureComparison[]) =>
    renderTable(
      tableOf('Medians over the blocks; ratios with their 95% intervals', figures, comparison.band),
    );
  return html`${differing.length > 0 && shown(differing)}
${others.length > 0 && folded(`Equal or not decided: ${counted(others.length, 'comparison')}`, shown(others))}`;
}

/** The comparison of two runs: their circumstances, failures, and each value that both have. */
export function renderRunComparison(comparison: RunComparison): Markup {
  const { runs, differences, basis, failures, count, details, unpaired } = runComparisonInWords(comparison);
  return html`${sentences(runs)}
${differences.length > 0 && notice('Different circumstances', sentences(differences))}
<p class="rule">${basis}</p>
${failures.length > 0 && notice('Trials that fail in the second run: a regression', sentences(failures))}
<p class="found-between">${count}</p>
${details.map(text => html`<p class="detail">${text}</p>`)}
${renderFigures(comparison)}
${
  unpaired.length > 0 &&
  folded(`Not compared: ${counted(unpaired.length, 'part')} of the runs`, sentences(unpaired))
}`;
}

/** Compares the run of a report with a loaded run. The run that started earlier comes first. */
export function renderLoadedRun(own: Run, loaded: Run): Markup {
  const refused = refusal(own, loaded);
  if (refused !== null) return html`<p>${REFUSALS[refused]}</p>`;
  const [before, after] = loaded.run.startedAt < own.run.startedAt ? [loaded, own] : [own, loaded];
  return renderRunComparison(compareRuns(before, after));
}

/** The form that loads another run; the page's script shows the comparison below it. */
export function renderRunComparisonForm(): Markup {
  return foldedSection(
    'compare',
    'Compare with another run',
    html`<p class="rule">Choose the run.json of a run made before or after a change, or on another machine. The file stays on this computer. In a terminal, <code>npm run compare -- results/A results/B</code> gives the same comparison.</p>
<noscript><p class="detail">To compare runs in this page, enable JavaScript.</p></noscript>
<p class="load-run" hidden><label for="other-run">Load another run</label> <input id="other-run" type="file" accept=".json,.gz,application/json"></p>
<div class="loaded" role="status"></div>
<div class="compared"></div>`,
    'run-comparison',
  );
}
