import { compareRuns, hasRegression, refusal } from '../analysis/runs/compare-runs.ts';
import { REFUSALS } from '../report/words/run-comparison.ts';
import type { Run } from '../results/format/run.ts';
import { readRun } from '../results/format/run-file.ts';
import { runCommand } from './terminal/command-line.ts';
import { COMPARE } from './terminal/commands.ts';
import { runComparisonText } from './terminal/run-comparison-text.ts';
import { terminalOf } from './terminal/terminal.ts';
import { numberIn, UsageError } from './terminal/usage-error.ts';

/** Exit code for a decided regression. A run that cannot be read is wrong use (2). */
const REGRESSION = 1;

function readable(folder: string): Run {
  try {
    return readRun(folder);
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}

await runCommand(COMPARE, async ({ values, positionals }) => {
  const [first, second] = positionals as [string, string];
  const thresholdPercent = numberIn('--threshold', values.threshold, 0.1, 1000, false);
  const [before, after] = [readable(first), readable(second)];
  const refused = refusal(before, after);
  if (refused === 'aa' || refused === 'joined') throw new UsageError(REFUSALS[refused]);
  if (refused === 'smoke') {
    process.stdout.write(`${REFUSALS.smoke}\n`);
    return;
  }
  const comparison = compareRuns(before, after, thresholdPercent / 100);
  process.stdout.write(`${runComparisonText(comparison, values.all, terminalOf(process.stdout))}\n`);
  if (comparison.figures.length + comparison.failures.length === 0) {
    throw new UsageError('the two runs have no values in common to compare');
  }
  if (hasRegression(comparison)) process.exitCode = REGRESSION;
});
