import { readRun } from '../results/format/run-file.ts';
import { runCommand } from './terminal/command-line.ts';
import { REPORT } from './terminal/commands.ts';
import { showReport } from './terminal/report-file.ts';

await runCommand(REPORT, async ({ values, positionals }) => {
  const [folder] = positionals as [string];
  await showReport(folder, readRun(folder), values.open);
});
