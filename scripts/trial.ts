import { measureOne } from '../bench/run/one-trial.ts';
import { nameOf } from '../scenarios/load/transport.ts';
import { runCommand } from './terminal/command-line.ts';
import { INTERRUPTED, interruptible } from './terminal/interrupt.ts';
import { quotaWarning } from './terminal/quota.ts';
import { helpWithScenarios } from './terminal/scenario-help.ts';
import { shownLine, terminalOf } from './terminal/terminal.ts';
import { TRIAL, type TrialOptions, trialOptions } from './terminal/trial-options.ts';
import { trialTables } from './terminal/trial-table.ts';

const say = (line: string) => void process.stderr.write(`${line}\n`);

async function trial({ json, notes, ...options }: TrialOptions): Promise<void> {
  const { scenario, point, transport, tool, preset, seed } = options;
  const driver = tool === null ? '' : ` by ${tool}`;
  say(`${scenario.id}, ${point.label}: ${nameOf(transport)}${driver}, preset ${preset}, seed ${seed}`);
  for (const note of notes) say(note);
  const warning = quotaWarning();
  if (warning !== null) say(warning);
  const signal = interruptible(() => say('Stopping.'));
  const made = await measureOne({
    ...options,
    signal,
    onNetwork(mode, notice) {
      say(`network: ${mode}${notice === null ? '' : ` (${notice})`}`);
      say('calibrating: the idle machine, one way over bare TCP');
    },
    onStage: stage => say(stage),
    onCalibrated({ reasons, unchecked = [] }) {
      say(reasons.length === 0 ? 'the path is as it should be' : `the path: ${reasons.join('; ')}`);
      for (const one of unchecked) say(`not checked: ${one}`);
    },
  }).finally(() => {
    if (signal.aborted) process.exitCode = INTERRUPTED;
  });
  if (json) process.stdout.write(`${JSON.stringify(made, null, 2)}\n`);
  else if (made.status !== 'error') {
    process.stdout.write(`${trialTables(made, point.load.subscribers, terminalOf(process.stdout))}\n`);
    const terminal = terminalOf(process.stdout);
    const verdict =
      made.status === 'valid'
        ? terminal.paint('best', 'valid')
        : terminal.paint(
            'error',
            shownLine(`INVALID, these values do not count: ${made.reasons.join('; ')}`, terminal),
          );
    process.stdout.write(`${verdict}\n`);
  }
  if (made.status !== 'error') return;
  throw new Error(signal.aborted ? 'interrupted' : `error while: ${made.stage}: ${made.reasons.join('; ')}`);
}

await runCommand(
  TRIAL,
  typed => trial(trialOptions(typed)),
  ({ positionals }) => helpWithScenarios(TRIAL, positionals.slice(0, 1)),
);
