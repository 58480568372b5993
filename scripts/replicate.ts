import { refusal } from '../analysis/runs/compare-runs.ts';
import { agreementOf } from '../analysis/sessions/agreement.ts';
import { REFUSALS } from '../report/words/run-comparison.ts';
import { readableRuns } from './terminal/readable-runs.ts';
import { replicationText, runList } from './terminal/replication-text.ts';
import { parseCommandLine, runCommand, UsageError } from './terminal/usage-error.ts';

const USAGE = 'usage: npm run replicate -- results/<first run> results/<second run> …';

/** Exit code for a contradicted verdict. A run that cannot be read is wrong use (2). */
const CONTRADICTION = 1;

await runCommand(async () => {
  const { positionals } = parseCommandLine({
    args: process.argv.slice(2),
    allowPositionals: true,
    options: {},
  });
  if (positionals.length < 2) throw new UsageError(USAGE);
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
  const texts = compared.map(({ agreement, numbers }) => replicationText(agreement, numbers));
  process.stdout.write(`${[runList(runs), ...texts].join('\n\n')}\n`);
  if (all.some(({ outcome }) => outcome === 'contradicted')) process.exitCode = CONTRADICTION;
});
