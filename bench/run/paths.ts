import { isDeepStrictEqual } from 'node:util';
import type { PathCalibration } from '../../results/format/path.ts';
import type { RunScenario } from '../../results/format/run.ts';
import type { Load } from '../../scenarios/load/load.ts';
import type { Path } from '../../scenarios/load/path.ts';
import { calibratePath } from '../calibration/path/calibrate-path.ts';
import type { CoreSplit } from '../machine/cores.ts';
import { type Network, openEmulatedNetwork } from '../network/network.ts';
import type { TrialSettings } from '../trial/trial-plan.ts';

/** The emulated paths of a run. */
export interface Paths {
  /**
   * The settings for a load: as given where it has no path. Else with the emulated network, which
   * is opened again if it has failed, and with the path as calibrated before its first trial on it.
   * One that was not recovered, or whose calibration failed, is calibrated again before its next
   * trial, three times at most. Never rejects: a failure is in the settings, and makes the trial an
   * error.
   */
  settingsFor(load: Load, settings: TrialSettings): Promise<TrialSettings>;
  close(): Promise<void>;
}

/** How the paths of a run are calibrated. */
export interface PathsOptions {
  scenarios: readonly RunScenario[];
  cores: CoreSplit;
  warmUpSeconds: number;
  windowSeconds: number;
  /** Called before a path is calibrated, which takes several seconds. */
  onCalibration?: (path: Path) => void;
  /** Called after each; the last of a path is the one that counts. */
  onCalibrated: (calibration: PathCalibration) => void;
  /** Replaced in tests. */
  open?: (cores: CoreSplit) => Promise<Network>;
  calibrate?: typeof calibratePath;
}

/** A busy machine may falsify a calibration; a path gets so many, each before one of its trials. */
const MOST_CALIBRATIONS = 3;

/** What became of a path so far. */
interface Tried {
  path: Path;
  /** How often it was calibrated, with failures. */
  calibrations: number;
  /** How often it was measured: a calibration may do so twice. */
  attempts: number;
  /** The last calibration, or its failure; undefined before the first. */
  outcome?: PathCalibration | Error;
}

/** Whether there is nothing to gain from another calibration. */
const isSettled = ({ outcome, calibrations }: Tried): boolean =>
  calibrations >= MOST_CALIBRATIONS ||
  (outcome !== undefined && !(outcome instanceof Error) && outcome.reasons.length === 0);

/** Lets a path be calibrated as before its first trial, but with other jitter and losses. */
function forget(known: Tried): void {
  known.calibrations = 0;
  delete known.outcome;
}

/** The loads of all points over the path of one, itself included. */
function loadsOver(scenarios: readonly RunScenario[], load: Load): Load[] {
  const loads = scenarios.flatMap(({ points }) => points.map(point => point.load));
  return [load, ...loads.filter(({ path }) => isDeepStrictEqual(path, load.path))];
}

/** The paths of a run, over an open network; each is calibrated when it is first needed. */
export function pathsOf(first: Network, options: PathsOptions): Paths {
  const { scenarios, cores, warmUpSeconds, windowSeconds, onCalibration, onCalibrated } = options;
  const { open = openEmulatedNetwork, calibrate = calibratePath } = options;
  const tried: Tried[] = [];
  let network = first;
  let hasFailed = false;
  const watch = (opened: Network) => {
    network = opened;
    hasFailed = false;
    opened.path?.failure.catch(() => {
      hasFailed = hasFailed || opened === network;
    });
  };
  watch(first);

  function triedOf(path: Path): Tried {
    const known = tried.find(one => isDeepStrictEqual(one.path, path));
    if (known) return known;
    const unknown: Tried = { path, calibrations: 0, attempts: 0 };
    tried.push(unknown);
    return unknown;
  }

  /** Calibrates a path once more. A failure counts as an attempt. */
  async function calibrateAgain(
    known: Tried,
    load: Load,
    { settings, idleTransitMs }: { settings: TrialSettings; idleTransitMs: number | null },
  ): Promise<PathCalibration | Error> {
    const { path, attempts: attemptsBefore } = known;
    onCalibration?.(path);
    known.calibrations++;
    const loads = loadsOver(scenarios, load);
    const plan = { path, loads, warmUpSeconds, windowSeconds, idleTransitMs, attemptsBefore };
    const outcome = await calibrate(plan, settings).catch((error: Error) => error);
    if (outcome instanceof Error) {
      known.attempts++;
      return outcome;
    }
    known.attempts = outcome.attempts ?? known.attempts + 1;
    onCalibrated(outcome);
    return outcome;
  }

  async function over(load: Load, path: Path, settings: TrialSettings) {
    if (hasFailed) {
      await network.close();
      watch(await open(cores));
      // Nobody has measured the new emulator. A path whose calibrations failed keeps their number:
      // an emulator that dies each time must not be calibrated for ever.
      for (const known of tried) if (!(known.outcome instanceof Error)) forget(known);
    }
    const emulated: TrialSettings = { ...settings, network, transitMs: null };
    const known = triedOf(path);
    if (!isSettled(known)) {
      const found = { settings: emulated, idleTransitMs: settings.transitMs };
      known.outcome = await calibrateAgain(known, load, found);
    }
    if (known.outcome instanceof Error) throw known.outcome;
    const { transitMs, reasons } = known.outcome as PathCalibration;
    return { ...emulated, transitMs, pathFaults: reasons };
  }

  return {
    settingsFor: (load, settings) =>
      load.path
        ? over(load, load.path, settings).catch((error: Error) => ({
            ...settings,
            pathFailure: error.message,
          }))
        : Promise.resolve(settings),
    close: () => network.close(),
  };
}
