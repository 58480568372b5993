import { existsSync, mkdirSync, rmdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Preset, Scenario } from '../scenarios/scenario.ts';
import { describeEnvironment, describeGit } from './environment.ts';
import type { Environment } from './environment-schema.ts';
import type { FromHiccups, HiccupConfig } from './hiccups.ts';
import { summarise } from './latency.ts';
import { type CoreSplit, loopback, type Network, splitCores } from './network.ts';
import { planTrials } from './plan.ts';
import { presets, settingsOf } from './presets.ts';
import { startChild } from './processes.ts';
import { type Run, SCHEMA_VERSION } from './results.ts';
import { writeRun } from './run-file.ts';
import { runTrial, type TrialPlan } from './trial.ts';
import type { Trial } from './trial-schema.ts';

export interface RunOptions {
  scenarios: readonly Scenario[];
  preset: Preset;
  seed: number;
  /** As it was typed. */
  command: string;
  /** The folder that gets the run's own. */
  resultsFolder: string;
  serverPort: number;
  signal: AbortSignal;
  onTrialStart: (plan: TrialPlan, index: number, planned: number) => void;
  onTrialEnd: (trial: Trial) => void;
  /** run.json could not be written; the run goes on and tries again after the next trial. */
  onWriteFault: (reason: string) => void;
}

export interface RunOutcome {
  run: Run;
  /** The run's own folder. */
  folder: string;
  /** Whether the latest state of the run is on disk. */
  written: boolean;
}

const CALIBRATION_GRACE_MS = 5_000;

/** Not cut short by an interrupt: a run without its calibration could not be written, and it takes seconds only. */
async function calibrate(network: Network, seconds: number): Promise<Environment['hiccups']> {
  const config: HiccupConfig = { seconds };
  const prefix = network.clientPrefix;
  const watcher = startChild<FromHiccups, never>({
    name: 'hiccup watcher',
    entry: 'bench/hiccups.ts',
    config,
    prefix,
  });
  try {
    const { lateness } = await watcher.expect('calibrated', seconds * 1000 + CALIBRATION_GRACE_MS);
    const summary = summarise([lateness]);
    return { seconds, p50Ms: summary?.p50 ?? 0, p99Ms: summary?.p99 ?? 0, maxMs: summary?.max ?? 0 };
  } finally {
    await watcher.stop();
  }
}

/** Makes the run's own folder, and the one that it stands in. Not by `recursive`, which never returns where /proc is above. */
function makeFolder(resultsFolder: string, id: string): string {
  const folder = join(resultsFolder, id);
  try {
    if (!existsSync(resultsFolder)) mkdirSync(resultsFolder);
    mkdirSync(folder);
  } catch (error) {
    throw new Error(`the results cannot be written: ${(error as Error).message}`);
  }
  return folder;
}

/** A run's name: when it began, in UTC, and its preset. */
function runId(startedAt: Date, preset: Preset, resultsFolder: string): string {
  const id = `${startedAt.toISOString().slice(0, 19).replaceAll(':', '-')}-${preset}`;
  let unique = id;
  for (let number = 2; existsSync(join(resultsFolder, unique)); number++) unique = `${id}-${number}`;
  return unique;
}

function newRun(
  options: RunOptions,
  id: string,
  startedAt: Date,
  environment: Environment,
  planned: number,
): Run {
  const { scenarios, preset, seed, command } = options;
  return {
    schemaVersion: SCHEMA_VERSION,
    run: {
      id,
      startedAt: startedAt.toISOString(),
      finishedAt: null,
      status: 'running',
      command,
      preset,
      seed,
      trialsPlanned: planned,
      git: describeGit(),
    },
    environment,
    scenarios: scenarios.map(scenario => {
      const { blocks, warmUpSeconds, windowSeconds } = settingsOf(scenario, preset);
      const { id, title, question, prediction, claims, points } = scenario;
      return {
        id,
        title,
        question,
        prediction,
        claims,
        parameters: { blocks, warmUpSeconds, windowSeconds },
        points,
      };
    }),
    trials: [],
  };
}

/**
 * Makes all trials of a run, one after the other, and writes run.json after each. A trial that fails does not end the run;
 * an abort does, and what has been measured stays.
 */
export async function runBench(options: RunOptions): Promise<RunOutcome> {
  const { scenarios, preset, seed, resultsFolder, serverPort, signal } = options;
  const startedAt = new Date();
  const cores: CoreSplit = splitCores();
  const network = loopback(cores);
  const plans = planTrials(scenarios, preset, seed);
  const id = runId(startedAt, preset, resultsFolder);
  const folder = makeFolder(resultsFolder, id);
  const hiccups = await calibrate(network, presets[preset].calibrationSeconds).catch(error => {
    rmdirSync(folder); // Nothing has been measured.
    throw error;
  });
  const run = newRun(options, id, startedAt, describeEnvironment(network, cores, hiccups), plans.length);
  let written = false;

  function save(): void {
    try {
      writeRun(folder, run);
      written = true;
    } catch (error) {
      written = false;
      options.onWriteFault((error as Error).message);
    }
  }

  const settings = { network, clientWorkers: cores.clientWorkers, serverPort, hiccups, signal };
  save();
  for (const [index, plan] of plans.entries()) {
    for (let attempt = 0; attempt <= presets[preset].repeats && !signal.aborted; attempt++) {
      options.onTrialStart({ ...plan, attempt }, index, plans.length);
      const trial = await runTrial({ ...plan, attempt }, settings);
      // A trial that was cut short by the user says nothing about what it was to measure.
      if (signal.aborted && trial.status === 'error') break;
      run.trials.push(trial);
      options.onTrialEnd(trial);
      save();
      if (trial.status !== 'invalid') break;
    }
    if (signal.aborted) break;
  }
  run.run.finishedAt = new Date().toISOString();
  const anyError = run.trials.some(trial => trial.status === 'error');
  run.run.status = signal.aborted ? 'interrupted' : anyError ? 'failed' : 'complete';
  save();
  return { run, folder, written };
}
