import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { recordOf } from '../analysis/sessions/record.ts';
import { spreadsOf } from '../analysis/sessions/spread.ts';
import { SESSIONS_FOLDER } from '../results/format/recorded-sessions.ts';
import { replaceFile } from '../results/format/replace-file.ts';
import { isRunId } from '../results/format/run-id.ts';
import { ROOT } from '../root.ts';
import { usageLine } from './terminal/command.ts';
import { runCommand } from './terminal/command-line.ts';
import { RECORD } from './terminal/commands.ts';
import { keptSessions } from './terminal/kept-sessions.ts';
import { knownSpreadsSource } from './terminal/known-spreads-source.ts';
import { readableRuns } from './terminal/readable-runs.ts';
import { UsageError } from './terminal/usage-error.ts';

const USAGE = usageLine(RECORD);

// Keeps runs in compact form, and writes the spread between sessions that all kept runs show.
// Without a run it only writes the spread, as after a kept one was removed.
await runCommand(RECORD, async ({ positionals }) => {
  const runs = readableRuns(positionals).map(({ run }) => run);
  const unfit = runs.find(({ run, sessions }) => run.aa || run.preset === 'smoke' || sessions);
  if (unfit)
    throw new UsageError(`${unfit.run.id} is no session: it is an A/A, a smoke or a joined run. ${USAGE}`);
  const unnamed = runs.find(({ run }) => !isRunId(run.id));
  if (unnamed)
    throw new UsageError(
      `run.id is ${JSON.stringify(unnamed.run.id)}; it must be letters, digits and hyphens. ${USAGE}`,
    );
  // Read first: nothing is written beside a file that is no session.
  keptSessions(ROOT);
  const folder = join(ROOT, SESSIONS_FOLDER);
  mkdirSync(folder, { recursive: true });
  for (const run of runs) {
    writeFileSync(join(folder, `${run.run.id}.json`), `${JSON.stringify(recordOf(run))}\n`);
  }
  const spreads = spreadsOf(keptSessions(ROOT));
  replaceFile(join(ROOT, 'analysis/comparison/known-spreads.ts'), knownSpreadsSource(spreads));
});
