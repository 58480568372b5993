import { expect, test } from 'vitest';
import { renderReport } from '../../report/render.ts';
import { runOf } from '../made/costs.ts';
import { invalidTrial, madeRun, madeScenario, pointTrials, USUAL } from '../made/run.ts';
import { madeWorkloads } from '../made/workloads.ts';

/**
 * Headings, charts, tables and folds of a page, one a line, indented by their rank: what a reader
 * finds where.
 */
function structureOf(page: string): string {
  const parts = page.matchAll(
    /<(h[1-4])[^>]*>([\s\S]*?)<\/\1>|<canvas[^>]*>|<caption>([\s\S]*?)<\/caption>|<summary>([\s\S]*?)<\/summary>|<button[^>]*>([\s\S]*?)<\/button>/g,
  );
  const words = (markup = '') =>
    markup
      .replace(/<[^>]+>/g, ' ')
      .replace(/\s+/g, ' ')
      .replace(/[\d.,]+/g, '0')
      .trim();
  return [...parts]
    .map(([whole, level, heading, caption, summary, button]) => {
      if (level) return `${'  '.repeat(Number(level[1]) - 1)}${words(heading)}`;
      if (caption !== undefined) return `        table: ${words(caption)}`;
      if (summary !== undefined) return `        fold: ${words(summary)}`;
      if (button !== undefined) return `        button: ${words(button)}`;
      return whole.startsWith('<canvas') ? '        chart' : '';
    })
    .join('\n');
}

test('the page of a run has the parts that it should, in their order', async () => {
  const wired = { ...USUAL, websocket: { ...USUAL.websocket, wire: 236 } };
  const costs = runOf();
  const run = madeRun(
    [madeScenario('ticker', 5), madeScenario('sweep', 5, ['1 KiB', '4 KiB']), ...costs.scenarios],
    [
      ...pointTrials('ticker', 'p0', 5, wired),
      invalidTrial({ scenario: 'ticker', point: 'p0', transport: 'sse', block: 0 }, { lagMs: 5 }),
      ...pointTrials('sweep', 'p0', 5),
      ...pointTrials('sweep', 'p1', 5),
      ...costs.trials,
    ],
  );
  run.referenceWorkloads = [madeWorkloads(0), madeWorkloads(1)];
  const page = renderReport(run, { script: 'void 0', style: 'a{}' });
  await expect(structureOf(page)).toMatchFileSnapshot('golden/report-structure.txt');
});
