import { compareRuns, hasRegression, refusal } from '../analysis/runs/compare-runs.ts';
import { REFUSALS } from '../report/words/run-comparison.ts';
import type { Run } from '../results/format/run.ts';
import { readRun } from '../results/format/run-file.ts';
import { runComparisonText } from './terminal/run-comparison-text.ts';
import { numberIn, parseCommandLine, runCommand, UsageError } from './terminal/usage-error.ts';

const USAGE = 'usage: npm run compare -- results/<first run> results/<second run> [--threshold 5] [--all]';

/** Exit code for a decided regression. A run that cannot be read is wrong use (2). */
const REGRESSION = 1;

function readable(folder: string): Run {
  try {
    return readRun(folder);
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}

await runCommand(async () => {
  const { values, positionals } = parseCommandLine({
    args: process.argv.slice(2),
    allowPositionals: true,
    options: { threshold: { type: 'string', default: '5' }, all: { type: 'boolean', default: false } },
  });
  const [first, second, ...more] = positionals;
  if (first === undefined || second === undefined || more.length > 0) throw new UsageError(USAGE);
  const thresholdPercent = numberIn('--threshold', values.threshold, 0.1, 1000, false);
  const [before, after] = [readable(first), readable(second)];
  const refused = refusal(before, after);
  if (refused === 'aa' || refused === 'joined') throw new UsageError(REFUSALS[refused]);
  if (refused === 'smoke') {
    process.stdout.write(`${REFUSALS.smoke}\n`);
    return;
  }
  const comparison = compareRuns(before, after, thresholdPercent / 100);
  process.stdout.write(`${runComparisonText(comparison, values.all)}\n`);
  if (comparison.figures.length + comparison.failures.length === 0) {
    throw new UsageError('the two runs have no values in common to compare');
  }
  if (hasRegression(comparison)) process.exitCode = REGRESSION;
});
