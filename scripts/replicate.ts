import { refusal } from '../analysis/runs/compare-runs.ts';
import { agreementOf } from '../analysis/sessions/agreement.ts';
import { recordOf } from '../analysis/sessions/record.ts';
import { recordedAgreementOf } from '../analysis/sessions/recorded-agreement.ts';
import { REFUSALS } from '../report/words/run-comparison.ts';
import type { RecordedSession } from '../results/format/recorded-session.ts';
import type { Run } from '../results/format/run.ts';
import { runCommand } from './terminal/command-line.ts';
import { REPLICATE } from './terminal/commands.ts';
import { isRecorded, readableSessions } from './terminal/readable-runs.ts';
import { listedRun, recordedInWords, replicationText, runList } from './terminal/replication-text.ts';
import { type Terminal, terminalOf } from './terminal/terminal.ts';
import { UsageError } from './terminal/usage-error.ts';

/** Exit code for a contradicted verdict. A run that cannot be read is wrong use (2). */
const CONTRADICTION = 1;

const JOINED_AND_RECORDED =
  'A joined run has several sessions, a recorded one has one. Give the runs that it was made from.';

/** Runs are compared as they are. Beside one in compact form the other is made compact as well. */
function compared(
  before: Run | RecordedSession,
  after: Run | RecordedSession,
  numbers: readonly [number, number],
  terminal: Terminal,
) {
  if (!isRecorded(before) && !isRecorded(after)) {
    const agreement = agreementOf(before, after);
    return { agreement, text: replicationText(agreement, numbers, terminal) };
  }
  const compact = (one: Run | RecordedSession) => (isRecorded(one) ? one : recordOf(one));
  const agreement = recordedAgreementOf(compact(before), compact(after));
  return { agreement, text: replicationText(agreement, numbers, terminal, recordedInWords(agreement)) };
}

await runCommand(REPLICATE, async ({ positionals }) => {
  const sessions = readableSessions(positionals);
  const runs = sessions.filter((one): one is Run => !isRecorded(one));
  const refused = refusal(...runs);
  if (refused === 'aa' || refused === 'smoke') throw new UsageError(REFUSALS[refused]);
  if (refused === 'joined' && runs.length < sessions.length) throw new UsageError(JOINED_AND_RECORDED);
  const terminal = terminalOf(process.stdout);
  const pairs = sessions.flatMap((before, first) =>
    sessions
      .slice(first + 1)
      .map((after, index) => compared(before, after, [first + 1, first + index + 2], terminal)),
  );
  const all = pairs.flatMap(({ agreement }) => agreement.replications);
  if (all.length === 0) throw new UsageError('the runs have no comparison of two transports in common');
  const list = runList(sessions.map(one => (isRecorded(one) ? one : listedRun(one))));
  process.stdout.write(`${[list, ...pairs.map(({ text }) => text)].join('\n\n')}\n`);
  if (all.some(({ outcome }) => outcome === 'contradicted')) process.exitCode = CONTRADICTION;
});
