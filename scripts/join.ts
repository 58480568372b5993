import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { joined } from '../analysis/sessions/join.ts';
import { joinFault } from '../analysis/sessions/join-fault.ts';
import { writeRun } from '../results/format/run-file.ts';
import { isRunId } from '../results/format/run-id.ts';
import { errorInWords } from '../scenarios/load/system-error.ts';
import { runCommand } from './terminal/command-line.ts';
import { JOIN } from './terminal/commands.ts';
import { readableRuns } from './terminal/readable-runs.ts';
import { showReport } from './terminal/report-file.ts';
import { sessionText } from './terminal/session-text.ts';
import { terminalOf } from './terminal/terminal.ts';
import { UsageError } from './terminal/usage-error.ts';

function makeFolder(folder: string): void {
  if (existsSync(folder)) throw new UsageError(`${folder} exists already; choose another with --out`);
  try {
    mkdirSync(folder, { recursive: true });
  } catch (error) {
    throw new UsageError(`${folder} cannot be made: ${errorInWords(error)}`);
  }
}

/** Writes one run and its report from several runs with the same loads. */
await runCommand(JOIN, async ({ values, positionals }) => {
  const runs = readableRuns(positionals).map(({ run }) => run);
  const fault = joinFault(runs);
  if (fault !== null) throw new UsageError(fault);
  const run = joined(runs, `npm run join -- ${positionals.join(' ')}`);
  if (values.out === undefined && !isRunId(run.run.id))
    throw new UsageError(
      `run.id is ${JSON.stringify(run.run.id)}, no name of a folder; choose one with --out`,
    );
  const folder = values.out ?? join('results', run.run.id);
  makeFolder(folder);
  try {
    writeRun(folder, run);
    process.stdout.write(`${sessionText(run, terminalOf(process.stdout))}\n`);
    await showReport(folder, run, values.open);
  } catch (error) {
    rmSync(folder, { recursive: true, force: true }); // Half a result would stand in the way of the next try.
    throw error;
  }
});
