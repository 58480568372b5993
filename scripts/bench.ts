import { circumstancesOf } from '../analysis/runs/environment-differences.ts';
import { calibrationSeconds, estimatedSeconds, planTrials, watchingSeconds } from '../bench/run/plan.ts';
import { runBench } from '../bench/run/run.ts';
import { everyTrial } from '../results/format/all-trials.ts';
import { blockRange } from '../results/format/blocks.ts';
import type { Run } from '../results/format/run.ts';
import { type BenchOptions, readBenchOptions, USAGE } from './terminal/bench-options.ts';
import { circumstancesNow, differences } from './terminal/differences.ts';
import { duration } from './terminal/duration.ts';
import { INTERRUPTED, interruptible } from './terminal/interrupt.ts';
import { leftOutInWords } from './terminal/left-out.ts';
import { machineTodayInWords } from './terminal/machine-today.ts';
import { createProgress } from './terminal/progress.ts';
import { quotaWarning } from './terminal/quota.ts';
import { writeReport } from './terminal/report-file.ts';
import { resultTable } from './terminal/result-table.ts';
import { scenarioList } from './terminal/scenario-list.ts';
import { writeTraceLocation } from './terminal/trace-location.ts';
import { commandAsTyped } from './terminal/typed-command.ts';
import { runCommand } from './terminal/usage-error.ts';

/** The duration of the run and the share of it that was measured. */
function timeSpent(whole: Run): string {
  const { run } = whole;
  const wallMs = Date.parse(run.finishedAt ?? run.startedAt) - Date.parse(run.startedAt);
  const usefulMs = everyTrial(whole).reduce(
    (sum, trial) => sum + trial.warmUpMs + ('windowMs' in trial ? trial.windowMs : 0),
    0,
  );
  const percent = wallMs > 0 ? Math.round((100 * usefulMs) / wallMs) : 0;
  return `run time ${duration(wallMs / 1000)}; connecting, warm-up and measured windows took ${percent}% of it`;
}

/** `3 blocks, windows of 2.2 s`, or ranges if scenarios differ. */
function extent(chosen: BenchOptions['scenarios']): string {
  const between = (numbers: number[]) => {
    const [least, most] = [Math.min(...numbers), Math.max(...numbers)];
    return least === most ? `${least}` : `${least} to ${most}`;
  };
  const { least, most } = blockRange(chosen);
  const blocks = between([least, most]);
  const windows = between(chosen.flatMap(({ points }) => points.map(({ windowSeconds }) => windowSeconds)));
  return `${blocks} ${blocks === '1' ? 'block' : 'blocks'}, windows of ${windows} s`;
}

/** The run that is repeated, and the circumstances that may change its values. */
function repetition(repeated: Run): string {
  const found = differences(circumstancesOf(repeated), circumstancesNow());
  const how =
    found.length === 0 ? 'with the same Node, commit and machine' : `with differences: ${found.join('; ')}`;
  return `repeats ${repeated.run.id}, ${how}`;
}

async function bench(options: BenchOptions): Promise<void> {
  const signal = interruptible(() =>
    progress.say('Stopping: finished trials are kept. Press Ctrl-C again to end at once.'),
  );
  const progress = createProgress(process.stdout);
  for (const note of options.notes) progress.say(note);
  const planned = planTrials(options.scenarios, options.seed, options.aa);
  const calibration = calibrationSeconds(options.preset) + watchingSeconds(options.preset, planned);
  progress.say(
    `${planned.length} trials, about ${duration(estimatedSeconds(planned) + calibration)}; preset ${options.preset} (${extent(options.scenarios)}), seed ${options.seed}`,
  );
  const warning = quotaWarning();
  if (warning !== null) progress.say(warning);
  if (options.repeated) progress.say(repetition(options.repeated));
  const outcome = await runBench({
    ...options,
    repeats: options.repeated?.run.id ?? null,
    command: commandAsTyped('npm run bench', process.argv.slice(2)),
    signal,
    onNetwork(mode, notice) {
      const calibrating = duration(calibrationSeconds(options.preset));
      progress.say(`network: ${mode}${notice === null ? '' : ` (${notice})`}`);
      progress.say(
        `calibrating for about ${calibrating}: idle machine, load meter, one-way transit over TCP`,
      );
    },
    onTrialStart: (plan, index) => progress.start(plan, planned, index),
    onTrialEnd: trial => progress.end(trial),
    onWriteFault: reason => progress.say(`run.json could not be written: ${reason}`),
  }).finally(() => progress.stop());

  const { run, folder, written } = outcome;
  process.stdout.write(
    `\n${resultTable(run)}\n\n${timeSpent(run)}\n${machineTodayInWords(run)}${leftOutInWords(run)}`,
  );
  if (!written) throw new Error(`the results could not be written to ${folder}`);
  if (options.traceFile !== null) writeTraceLocation(folder, options.traceFile);
  process.stdout.write(`\n${await writeReport(folder, run)}\n`);
  if (run.run.status === 'failed') process.exitCode = 1;
  if (run.run.status === 'interrupted') process.exitCode = INTERRUPTED;
}

await runCommand(async () => {
  const options = readBenchOptions(process.argv.slice(2));
  if (options.help) process.stdout.write(`${USAGE}\n`);
  else if (options.list) process.stdout.write(scenarioList());
  else await bench(options);
});
