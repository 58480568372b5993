import { readRun } from '../bench/run-file.ts';
import { writeReport } from './report-file.ts';
import { parseCommandLine, runCommand, UsageError } from './usage-error.ts';

await runCommand(async () => {
  const { positionals } = parseCommandLine({
    args: process.argv.slice(2),
    allowPositionals: true,
    options: {},
  });
  const [folder, ...more] = positionals;
  if (folder === undefined || more.length > 0)
    throw new UsageError('usage: npm run report -- results/<run id>');
  process.stdout.write(`${await writeReport(folder, readRun(folder))}\n`);
});
