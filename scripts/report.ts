import { readRun } from '../results/format/run-file.ts';
import { writeReport } from './terminal/report-file.ts';
import { onlyArgument, runCommand, UsageError } from './terminal/usage-error.ts';

await runCommand(async () => {
  const usage = 'usage: npm run report -- results/<run id>';
  const folder = onlyArgument(usage);
  if (folder === undefined) throw new UsageError(usage);
  process.stdout.write(`${await writeReport(folder, readRun(folder))}\n`);
});
