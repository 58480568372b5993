import { readRun } from '../bench/run-file.ts';
import { writeReport } from './report-file.ts';
import { onlyArgument, runCommand, UsageError } from './usage-error.ts';

await runCommand(async () => {
  const usage = 'usage: npm run report -- results/<run id>';
  const folder = onlyArgument(usage);
  if (folder === undefined) throw new UsageError(usage);
  process.stdout.write(`${await writeReport(folder, readRun(folder))}\n`);
});
