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
   * is opened again if it has failed, and with the path as calibrated before its first trial. One
   * that was not recovered is calibrated again before its next trial, three times at most. Never
   * rejects: a failure is in the settings, and makes the trial an error.
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

/** The most subscribers of any point over the path of a load. */
function mostSubscribers(scenarios: readonly RunScenario[], { path, subscribers }: Load): number {
  const loads = scenarios.flatMap(({ points }) => points.map(point => point.load));
  const same = loads.filter(load => isDeepStrictEqual(load.path, path));
  return Math.max(subscribers, ...same.map(load => load.subscribers));
}

/** The paths of a run, over an open network; each is calibrated when it is first needed. */
export function pathsOf(first: Network, options: PathsOptions): Paths {
  const { scenarios, cores, warmUpSeconds, windowSeconds, onCalibration, onCalibrated } = options;
  const { open = openEmulatedNetwork, calibrate = calibratePath } = options;
  const calibrations: PathCalibration[] = [];
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

  /** The calibration to go by; undefined if another one is to be made. */
  function usable(path: Path): PathCalibration | undefined {
    const known = calibrations.filter(one => isDeepStrictEqual(one.path, path));
    const last = known.at(-1);
    return last?.reasons.length === 0 || known.length >= MOST_CALIBRATIONS ? last : undefined;
  }

  async function calibrated(load: Load, path: Path, settings: TrialSettings): Promise<PathCalibration> {
    onCalibration?.(path);
    const subscribers = mostSubscribers(scenarios, load);
    const one = await calibrate({ path, subscribers, warmUpSeconds, windowSeconds }, settings);
    calibrations.push(one);
    onCalibrated(one);
    return one;
  }

  async function over(load: Load, path: Path, settings: TrialSettings) {
    if (hasFailed) {
      await network.close();
      watch(await open(cores));
    }
    const emulated: TrialSettings = { ...settings, network, transitMs: null };
    const { transitMs, reasons } = usable(path) ?? (await calibrated(load, path, emulated));
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
