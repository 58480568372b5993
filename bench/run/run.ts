import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { everyTrial } from '../../results/format/all-trials.ts';
import type { Environment } from '../../results/format/environment.ts';
import type { PathCalibration } from '../../results/format/path.ts';
import { type Run, type RunPoint, type RunScenario, SCHEMA_VERSION } from '../../results/format/run.ts';
import { writeRun } from '../../results/format/run-file.ts';
import type { Trial } from '../../results/format/trial.ts';
import type { Path } from '../../scenarios/load/path.ts';
import { errorInWords } from '../../scenarios/load/system-error.ts';
import type { Preset } from '../../scenarios/scenario.ts';
import { calibrate } from '../calibration/calibration.ts';
import { idleWatch } from '../calibration/idle-watch.ts';
import { idleFaults } from '../gates/machine-checks.ts';
import { splitCores } from '../machine/cores.ts';
import { type Network, type NetworkMode, openNetwork } from '../network/network.ts';
import { canKeepAwake } from '../processes/keep-awake.ts';
import { withTraceNames } from '../replay/named.ts';
import type { TrialPlan, TrialSettings } from '../trial/trial-plan.ts';
import { measureBeforeBlock } from './before-block.ts';
import { type BusyMachine, disturbanceWatch } from './busy-machine.ts';
import { describeEnvironment, describeGit } from './environment.ts';
import { type Paths, pathsOf } from './paths.ts';
import { planTrials } from './plan.ts';
import { possibleOf } from './possible.ts';
import { presets } from './presets.ts';
import { makeTrials } from './trial-loop.ts';

export interface RunOptions {
  scenarios: readonly RunScenario[];
  preset: Preset;
  seed: number;
  /** Each transport under test runs against itself under two names. */
  aa: boolean;
  /** Id of the run that this one repeats; null if it repeats none. */
  repeats: string | null;
  /** The command as typed. */
  command: string;
  /** The folder in which the run creates its own. */
  resultsFolder: string;
  serverPort: number;
  /** null for the isolated network where the system allows it, else the loopback. */
  network: NetworkMode | null;
  /** Called with the mode of the open network, and the reason if it is not the isolated one. */
  onNetwork: (mode: NetworkMode, notice: string | null) => void;
  signal: AbortSignal;
  /** Called before a path is calibrated, which takes several seconds, and after it. */
  onPathCalibration: (path: Path) => void;
  onPathCalibrated: (calibration: PathCalibration) => void;
  onTrialStart: (plan: TrialPlan, index: number, planned: number) => void;
  onTrialEnd: (trial: Trial) => void;
  /**
   * Called once after the calibration, and once after five disturbed trials in a row, if the
   * machine is too busy. The run waits until it resolves, and ends if `signal` is aborted then.
   */
  onBusy: (busy: BusyMachine) => Promise<void>;
  /**
   * Called when run.json could not be written. The run continues and tries again after the next
   * trial.
   */
  onWriteFault: (reason: string) => void;
}

export interface RunOutcome {
  run: Run;
  /** The run's own folder. */
  folder: string;
  /** Whether the latest state of the run is on disk. */
  written: boolean;
}

/**
 * Makes the run's own folder, and its parent. Does not use `recursive`, which never returns below
 * /proc.
 */
function makeFolder(resultsFolder: string, id: string): string {
  const folder = join(resultsFolder, id);
  try {
    if (!existsSync(resultsFolder)) mkdirSync(resultsFolder);
    mkdirSync(folder);
  } catch (error) {
    throw new Error(`the results cannot be written to ${folder}: ${errorInWords(error)}`);
  }
  return folder;
}

/** A run's name: its start in UTC, and its preset. */
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
  const { scenarios, preset, seed, aa, repeats, command } = options;
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
      aa,
      repeats,
      trialsPlanned: planned,
      git: describeGit(),
    },
    environment,
    scenarios: withTraceNames(scenarios),
    trials: [],
  };
}

/**
 * A missing program does not fail a run, nor does what a minimal proxy does not pass on: its trial
 * reports it.
 */
const isFailure = (trial: Trial): boolean =>
  trial.status === 'error' && trial.unavailable !== true && trial.notPassed !== true;

/**
 * Adds a point that a search reached. The search's starting point is removed, because the tried
 * numbers replace it.
 */
function addPoint({ scenarios }: Run, id: string, point: RunPoint): void {
  const index = scenarios.findIndex(scenario => scenario.id === id);
  const scenario = scenarios[index];
  if (!scenario) return;
  const others = scenario.points.filter(other => other.id !== point.id && /^\d+$/.test(other.id));
  const points = [...others, point].sort((a, b) => a.load.subscribers - b.load.subscribers);
  scenarios[index] = { ...scenario, points };
}

/**
 * Makes all trials of a run, one after the other, and writes run.json after each. Measured trials
 * are kept, also when the run is aborted. Rejects if nothing can be measured or written at all, or
 * if interrupted before anything is.
 */
export async function runBench(options: RunOptions): Promise<RunOutcome> {
  const { scenarios: requested, preset, seed, aa, resultsFolder, serverPort, signal } = options;
  const startedAt = new Date();
  const id = runId(startedAt, preset, resultsFolder);
  const folder = makeFolder(resultsFolder, id);
  const cores = splitCores();
  const { repeats, calibrationSeconds, keepAwake: wanted } = presets[preset];
  const keepAwake = wanted && canKeepAwake(cores.server);
  const warmUpSeconds = Math.max(...requested.map(({ parameters }) => parameters.warmUpSeconds));
  let run: Run | undefined;
  let written = false;

  function save(): void {
    try {
      writeRun(folder, run as Run);
      written = true;
    } catch (error) {
      written = false;
      options.onWriteFault((error as Error).message);
    }
  }

  let network: Network | undefined;
  let paths: Paths | undefined;
  try {
    network = await openNetwork(options.network, cores);
    const { scenarios, leftOut, emulated } = await possibleOf(requested, network, cores);
    const windowSeconds = calibrationSeconds / 2;
    const onCalibrated = (one: PathCalibration) => {
      const others = run?.paths?.filter(({ path }) => !isDeepStrictEqual(path, one.path)) ?? [];
      if (run) run.paths = [...others, one];
      save();
      options.onPathCalibrated(one);
    };
    if (emulated) {
      const { onPathCalibration: onCalibration } = options;
      const calibration = { warmUpSeconds, windowSeconds, onCalibration, onCalibrated };
      paths = pathsOf(emulated, { scenarios, cores, ...calibration });
    }
    const plans = planTrials(scenarios, seed, aa);
    const notices = [network.notice, ...leftOut].filter(notice => notice !== null);
    options.onNetwork(network.mode, notices.length === 0 ? null : notices.join('; '));
    const place = { network, cores, keepAwake, serverPort, signal };
    const watchIdle = idleWatch(place, calibrationSeconds);
    // A run cannot be written without it, so an interrupt here leaves none.
    const { idle, otherCpuPercent } = await watchIdle();
    const settings: TrialSettings = { ...place, hiccups: idle.hiccups, transitMs: null };
    const calibration = await calibrate(settings, { calibrationSeconds, warmUpSeconds });
    settings.transitMs = calibration.transit?.meanMs ?? null;
    const environment = describeEnvironment(network, { ...cores, keepAwake }, { ...idle, ...calibration });
    const begun = newRun({ ...options, scenarios }, id, startedAt, environment, plans.length);
    run = begun;
    save();
    const reasons = idleFaults({ ...idle, otherCpuPercent });
    if (reasons.length > 0 && !signal.aborted) await options.onBusy({ found: 'calibration', reasons });
    const watchDisturbances = disturbanceWatch(options.onBusy);
    const searched = new Set(scenarios.filter(({ search }) => search !== null).map(one => one.id));
    await makeTrials(plans, {
      settings,
      settingsFor: async (load, given) => paths?.settingsFor(load, given) ?? given,
      repeats,
      onBlock: block => measureBeforeBlock(block, { run: begun, settings, watchIdle }),
      onTrialStart: options.onTrialStart,
      async onTrial(trial) {
        if (trial.tool === undefined) begun.trials.push(trial);
        else begun.toolTrials = [...(begun.toolTrials ?? []), trial];
        options.onTrialEnd(trial);
        save();
        // A search exceeds the limit on purpose.
        if (!searched.has(trial.scenario)) await watchDisturbances(trial);
      },
      onPoint: (id, point) => addPoint(begun, id, point),
    });
  } finally {
    await paths?.close();
    await network?.close();
    if (run === undefined) rmSync(folder, { recursive: true, force: true }); // Nothing has been measured.
  }
  run.run.finishedAt = new Date().toISOString();
  const made = run;
  const anyFailure = everyTrial(made).some(isFailure);
  run.run.status = signal.aborted ? 'interrupted' : anyFailure ? 'failed' : 'complete';
  save();
  return { run, folder, written };
}
