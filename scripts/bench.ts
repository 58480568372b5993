import { circumstancesOf } from '../analysis/runs/environment-differences.ts';
import type { BusyMachine } from '../bench/run/busy-machine.ts';
import {
  calibrationSeconds,
  estimatedSeconds,
  pathCalibrationSeconds,
  planTrials,
  watchingSeconds,
} from '../bench/run/plan.ts';
import { runBench } from '../bench/run/run.ts';
import { everyTrial } from '../results/format/all-trials.ts';
import { blockRange } from '../results/format/blocks.ts';
import type { Run } from '../results/format/run.ts';
import { pathInWords } from '../scenarios/load/path-words.ts';
import { answerInWords } from './terminal/answer-in-words.ts';
import { canAsk, isYes } from './terminal/ask.ts';
import { BENCH, type BenchOptions, benchOptions } from './terminal/bench-options.ts';
import { ADVICE, busyInWords, GOES_ON, QUESTION } from './terminal/busy-words.ts';
import { runCommand } from './terminal/command-line.ts';
import { circumstancesNow, differences } from './terminal/differences.ts';
import { duration } from './terminal/duration.ts';
import { INTERRUPTED, interruptible } from './terminal/interrupt.ts';
import { leftOutInWords } from './terminal/left-out.ts';
import { machineTodayInWords } from './terminal/machine-today.ts';
import { nothingValid } from './terminal/nothing-valid.ts';
import { createProgress } from './terminal/progress.ts';
import { quotaWarning } from './terminal/quota.ts';
import { showReport } from './terminal/report-file.ts';
import { resultTable } from './terminal/result-table.ts';
import { helpWithScenarios } from './terminal/scenario-help.ts';
import { scenarioList } from './terminal/scenario-list.ts';
import { shownLine, terminalOf } from './terminal/terminal.ts';
import { writeTraceLocation } from './terminal/trace-location.ts';
import { commandAsTyped } from './terminal/typed-command.ts';

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

/** The values and the answer of a run that has ended, in paragraphs. */
function outcomeInWords(run: Run): string {
  const terminal = terminalOf(process.stdout);
  const shown = (text: string) => shownLine(text.trimEnd(), terminal);
  const facts = [timeSpent(run), machineTodayInWords(run), leftOutInWords(run)].filter(text => text !== '');
  const answer = answerInWords(run);
  return [
    resultTable(run, terminal),
    facts.map(shown).join('\n'),
    ...(answer === null ? [] : [terminal.paint('head', shown(answer))]),
  ].join('\n\n');
}

async function bench(options: BenchOptions): Promise<void> {
  const planned = planTrials(options.scenarios, options.seed, options.aa);
  const progress = createProgress(process.stdout, { planned, preset: options.preset });
  const declined = new AbortController();
  let isAsking = false;
  const interrupted = interruptible(() => {
    if (isAsking) process.stdout.write('\n');
    progress.say('Stopping: finished trials are kept. Press Ctrl-C again to end at once.');
  });
  const signal = AbortSignal.any([interrupted, declined.signal]);

  async function askWhetherToGoOn(busy: BusyMachine): Promise<void> {
    progress.stop();
    progress.say(busyInWords(busy));
    const dialogue = { input: process.stdin, output: process.stdout, signal };
    if (!canAsk(dialogue)) return progress.say(GOES_ON);
    progress.say(ADVICE);
    isAsking = true;
    const goesOn = await isYes(QUESTION, dialogue);
    isAsking = false;
    if (goesOn) return;
    progress.say('Stopping: finished trials are kept.');
    declined.abort();
  }

  for (const note of options.notes) progress.say(note);
  const calibration =
    calibrationSeconds(options.preset) +
    watchingSeconds(options.preset, planned) +
    pathCalibrationSeconds(planned);
  progress.say(
    `${planned.length} trials, about ${duration(estimatedSeconds(planned) + calibration)} unless trials are repeated; preset ${options.preset} (${extent(options.scenarios)}), seed ${options.seed}`,
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
    onPathCalibration: path => progress.say(`calibrating the path: ${pathInWords(path)}`),
    onPathCalibrated({ reasons, unchecked = [] }) {
      for (const reason of reasons) progress.say(`  the path is not as it should be: ${reason}`);
      for (const one of unchecked) progress.say(`  not checked: ${one}`);
    },
    onTrialStart: (plan, index) => progress.start(plan, index),
    onTrialEnd: trial => progress.end(trial),
    onBusy: askWhetherToGoOn,
    onWriteFault: reason => progress.say(`run.json could not be written: ${reason}`),
  }).finally(() => {
    progress.stop();
    if (interrupted.aborted) process.exitCode = INTERRUPTED;
  });

  const { run, folder, written } = outcome;
  process.stdout.write(`\n${outcomeInWords(run)}\n\n`);
  if (!written) throw new Error(`the results could not be written to ${folder}`);
  if (options.traceFile !== null) writeTraceLocation(folder, options.traceFile);
  await showReport(folder, run, options.open);
  const nothing = nothingValid(run);
  if (nothing !== null) throw new Error(nothing);
  if (run.run.status === 'failed') process.exitCode = 1;
  if (run.run.status === 'interrupted') process.exitCode = INTERRUPTED;
}

await runCommand(
  BENCH,
  async typed => {
    const options = benchOptions(typed);
    if (options.list) process.stdout.write(scenarioList());
    else await bench(options);
  },
  ({ positionals }) => helpWithScenarios(BENCH, positionals),
);
