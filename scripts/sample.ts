import { copyFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { readRun } from '../results/format/run-file.ts';
import { ROOT } from '../root.ts';
import { takeScreenshots } from './screenshots.ts';
import { runCommand } from './terminal/command-line.ts';
import { SAMPLE as COMMAND } from './terminal/commands.ts';
import { writeReport } from './terminal/report-file.ts';

const SAMPLE = join(ROOT, 'results', 'sample');

/**
 * Renders the sample report and the README's pictures. If a run folder is given, it first becomes
 * the sample.
 */
await runCommand(COMMAND, async ({ positionals: [folder] }) => {
  if (folder !== undefined) {
    readRun(folder);
    mkdirSync(SAMPLE, { recursive: true });
    copyFileSync(join(folder, 'run.json'), join(SAMPLE, 'run.json'));
  }
  const report = await writeReport(SAMPLE, readRun(SAMPLE));
  process.stdout.write(`${report}\n`);
  for (const picture of await takeScreenshots(report, join(ROOT, 'docs')))
    process.stdout.write(`${picture}\n`);
});
