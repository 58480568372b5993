import { measureOne } from '../bench/run/one-trial.ts';
import { nameOf } from '../scenarios/load/transport.ts';
import { INTERRUPTED, interruptible } from './terminal/interrupt.ts';
import { quotaWarning } from './terminal/quota.ts';
import { readTrialOptions, TRIAL_USAGE, type TrialOptions } from './terminal/trial-options.ts';
import { trialTables } from './terminal/trial-table.ts';
import { runCommand } from './terminal/usage-error.ts';

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
  }).finally(() => {
    if (signal.aborted) process.exitCode = INTERRUPTED;
  });
  if (json) process.stdout.write(`${JSON.stringify(made, null, 2)}\n`);
  else if (made.status !== 'error') {
    process.stdout.write(`${trialTables(made, point.load.subscribers)}\n`);
    if (made.status === 'valid') process.stdout.write('valid\n');
    else process.stdout.write(`INVALID, these values do not count: ${made.reasons.join('; ')}\n`);
  }
  if (made.status === 'error') throw new Error(`error while: ${made.stage}: ${made.reasons.join('; ')}`);
}

await runCommand(async () => {
  const options = readTrialOptions(process.argv.slice(2));
  if (options === null) process.stdout.write(`${TRIAL_USAGE}\n`);
  else await trial(options);
});
