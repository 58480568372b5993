import type { FigureComparison, RunComparison } from '../../analysis/runs/compare-runs.ts';
import { counted } from '../../report/text/format.ts';
import { cellsOf, runComparisonInWords, sortedOut } from '../../report/words/run-comparison.ts';
import { nameOf } from '../../scenarios/load/transport.ts';
import { listedLines } from './listed-lines.ts';
import { shownLine, type Terminal } from './terminal.ts';
import { tableText } from './terminal-table.ts';

const HEAD = [
  ...['scenario', 'transport', 'metric'],
  ...['first', 'second', 'second / first', 'of ratios to floor', 'verdict'],
];

function figureTable(figures: readonly FigureComparison[], band: number, terminal: Terminal): string {
  const rows = figures.map(one => {
    const { scenario, point, transport, metric } = one;
    const place = scenario.points.length > 1 ? `${scenario.id}: ${point.label}` : scenario.id;
    return [place, nameOf(transport), metric.title, ...cellsOf(one, band)];
  });
  return tableText({ head: HEAD, texts: 3, rows }, terminal);
}

/**
 * The comparison of two runs for a terminal: differences first, all other values only if `all` is
 * set.
 */
export function runComparisonText(comparison: RunComparison, all: boolean, terminal: Terminal): string {
  const { differing, others } = sortedOut(comparison);
  const shown = all ? [...differing, ...others] : differing;
  const hidden = all ? 0 : others.length;
  const { runs, differences, basis, failures, count, details, unpaired } = runComparisonInWords(comparison);
  const listed = (title: string, lines: readonly string[]) => listedLines(title, lines, terminal);
  const sentence = (text: string) => shownLine(text, terminal);
  return [
    runs.map(sentence).join('\n'),
    ...listed('Different circumstances', differences),
    sentence(basis),
    ...listed('Trials that fail in the second run, a regression', failures),
    ...(shown.length > 0 ? [figureTable(shown, comparison.band, terminal)] : []),
    ...(hidden > 0
      ? [sentence(`Equal or not decided: ${counted(hidden, 'other comparison')}, shown with --all.`)]
      : []),
    sentence(count),
    ...details.map(sentence),
    ...listed('Not compared', unpaired),
  ].join('\n\n');
}
