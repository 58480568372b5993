import { isDeepStrictEqual } from 'node:util';
import type { PathCalibration } from '../../results/format/path.ts';
import type { RunScenario } from '../../results/format/run.ts';
import type { Load } from '../../scenarios/load/load.ts';
import { calibratePath } from '../calibration/path/calibrate-path.ts';
import type { CoreSplit } from '../machine/cores.ts';
import { type Network, openEmulatedNetwork } from '../network/network.ts';
import type { TrialSettings } from '../trial/trial-plan.ts';

/** The emulated paths of a run. */
export interface Paths {
  /**
   * The settings for a load: as given where it has no path. Else with the emulated network, which
   * is opened again if it has failed, and with the path as calibrated before its first trial. Never
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
  onCalibration?: (path: NonNullable<Load['path']>) => void;
  onCalibrated: (calibration: PathCalibration) => void;
  /** Replaced in tests. */
  open?: (cores: CoreSplit) => Promise<Network>;
  calibrate?: typeof calibratePath;
}

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

  async function over(load: Load, path: NonNullable<Load['path']>, settings: TrialSettings) {
    if (hasFailed) {
      await network.close();
      watch(await open(cores));
    }
    const emulated: TrialSettings = { ...settings, network, transitMs: null };
    let calibration = calibrations.find(one => isDeepStrictEqual(one.path, path));
    if (!calibration) {
      onCalibration?.(path);
      const subscribers = mostSubscribers(scenarios, load);
      calibration = await calibrate({ path, subscribers, warmUpSeconds, windowSeconds }, emulated);
      calibrations.push(calibration);
      onCalibrated(calibration);
    }
    return { ...emulated, transitMs: calibration.transitMs, pathFaults: calibration.reasons };
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
