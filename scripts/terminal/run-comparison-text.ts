import type { FigureComparison, RunComparison } from '../../analysis/runs/compare-runs.ts';
import { counted } from '../../report/text/format.ts';
import {
  cellsOf,
  FIGURE_COLUMNS,
  runComparisonInWords,
  sortedOut,
} from '../../report/words/run-comparison.ts';
import { nameOf } from '../../scenarios/load/transport.ts';
import { tableOf } from './terminal-table.ts';

const HEAD = ['scenario', 'transport', 'metric', ...FIGURE_COLUMNS.map(title => title.toLowerCase())];

function figureTable(figures: readonly FigureComparison[], band: number): string {
  const table = tableOf(HEAD, 3);
  for (const one of figures) {
    const { scenario, point, transport, metric } = one;
    const place = scenario.points.length > 1 ? `${scenario.id}: ${point.label}` : scenario.id;
    table.push([place, nameOf(transport), metric.title, ...cellsOf(one, band)]);
  }
  return table.toString();
}

/** A title with lines below it; empty without lines. */
const listed = (title: string, lines: readonly string[]): string[] =>
  lines.length === 0 ? [] : [`${title}:\n${lines.map(line => `  ${line}`).join('\n')}`];

/**
 * The comparison of two runs for a terminal: differences first, all other values only if `all` is
 * set.
 */
export function runComparisonText(comparison: RunComparison, all: boolean): string {
  const { differing, others } = sortedOut(comparison);
  const shown = all ? [...differing, ...others] : differing;
  const hidden = all ? 0 : others.length;
  const { runs, differences, basis, failures, count, details, unpaired } = runComparisonInWords(comparison);
  return [
    runs.join('\n'),
    ...listed('Different circumstances', differences),
    basis,
    ...listed('Trials that fail in the second run, a regression', failures),
    ...(shown.length > 0 ? [figureTable(shown, comparison.band)] : []),
    ...(hidden > 0
      ? [`Equal or not decided: ${counted(hidden, 'other comparison')}, shown with --all.`]
      : []),
    count,
    ...details,
    ...listed('Not compared', unpaired),
  ].join('\n\n');
}
