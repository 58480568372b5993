import { refusal } from '../analysis/runs/compare-runs.ts';
import { agreementOf } from '../analysis/sessions/agreement.ts';
import { REFUSALS } from '../report/words/run-comparison.ts';
import { runCommand } from './terminal/command-line.ts';
import { REPLICATE } from './terminal/commands.ts';
import { readableRuns } from './terminal/readable-runs.ts';
import { replicationText, runList } from './terminal/replication-text.ts';
import { terminalOf } from './terminal/terminal.ts';
import { UsageError } from './terminal/usage-error.ts';

/** Exit code for a contradicted verdict. A run that cannot be read is wrong use (2). */
const CONTRADICTION = 1;

await runCommand(REPLICATE, async ({ positionals }) => {
  const runs = readableRuns(positionals).map(({ run }) => run);
  const refused = refusal(...runs);
  if (refused === 'aa' || refused === 'smoke') throw new UsageError(REFUSALS[refused]);
  const compared = runs.flatMap((before, first) =>
    runs.slice(first + 1).map((after, index) => ({
      agreement: agreementOf(before, after),
      numbers: [first + 1, first + index + 2] as const,
    })),
  );
  const all = compared.flatMap(({ agreement }) => agreement.replications);
  if (all.length === 0) throw new UsageError('the runs have no comparison of two transports in common');
  const terminal = terminalOf(process.stdout);
  const texts = compared.map(({ agreement, numbers }) => replicationText(agreement, numbers, terminal));
  process.stdout.write(`${[runList(runs), ...texts].join('\n\n')}\n`);
  if (all.some(({ outcome }) => outcome === 'contradicted')) process.exitCode = CONTRADICTION;
});
