import type { PathCalibration } from '../../results/format/path.ts';
import type { RunPoint, RunScenario } from '../../results/format/run.ts';
import type { Trial } from '../../results/format/trial.ts';
import type { Tool } from '../../scenarios/load/tool.ts';
import type { Transport } from '../../scenarios/load/transport.ts';
import type { Preset } from '../../scenarios/scenario.ts';
import { measureTransit } from '../calibration/calibration.ts';
import { idleWatch } from '../calibration/idle-watch.ts';
import { splitCores } from '../machine/cores.ts';
import { type NetworkMode, openNetwork } from '../network/network.ts';
import { canKeepAwake } from '../processes/keep-awake.ts';
import { throwIfInterrupted } from '../processes/or-interrupted.ts';
import { runTrial } from '../trial/trial.ts';
import type { TrialSettings } from '../trial/trial-plan.ts';
import { type Paths, pathsOf } from './paths.ts';
import { planTrials } from './plan.ts';
import { possibleOf } from './possible.ts';
import { presets } from './presets.ts';

/** One cell of a scenario, and how it is measured. */
export interface OneTrialOptions {
  scenario: RunScenario;
  point: RunPoint;
  transport: Transport;
  /** The external tool that replaces the lab's clients; null for the lab's clients. */
  tool: Tool | null;
  preset: Preset;
  seed: number;
  /** null for the isolated network where the system allows it, else the loopback. */
  network: NetworkMode | null;
  serverPort: number;
  signal: AbortSignal;
  /** Called with the mode of the open network, and the reason if it is not the isolated one. */
  onNetwork: (mode: NetworkMode, notice: string | null) => void;
  onStage: NonNullable<TrialSettings['onStage']>;
  /** Called when the path of the load has been calibrated. */
  onCalibrated: (calibration: PathCalibration) => void;
}

/**
 * Makes one trial outside a run, on the schedule that a run of this scenario with this seed has in
 * its first block. Like a run, it first watches the idle machine and measures a transit, so that
 * the gates have their bounds and the models their transit. Rejects if the network is not
 * available, if the load cuts a cable and there is none, or if interrupted before the trial.
 */
export async function measureOne(options: OneTrialOptions): Promise<Trial> {
  const { scenario, point, transport, tool, preset, seed, serverPort, signal, onStage, onCalibrated } =
    options;
  const plan = planTrials([scenario], seed).find(
    one => one.point === point.id && one.transport === transport && one.tool === tool,
  );
  if (!plan) throw new Error(`scenario ${scenario.id} has no trial of ${transport} at point ${point.id}`);
  const { warmUpSeconds } = scenario.parameters;
  const { calibrationSeconds, keepAwake: wanted } = presets[preset];
  const cores = splitCores();
  const keepAwake = wanted && canKeepAwake(cores.server);
  const network = await openNetwork(options.network, cores);
  let paths: Paths | null = null;
  try {
    options.onNetwork(network.mode, network.notice);
    const { scenarios, emulated } = await possibleOf([{ ...scenario, points: [point] }], network, cores);
    const windowSeconds = calibrationSeconds / 2;
    paths = emulated && pathsOf(emulated, { scenarios, cores, warmUpSeconds, windowSeconds, onCalibrated });
    const place = { network, cores, keepAwake, serverPort, signal };
    const { hiccups } = (await idleWatch(place, calibrationSeconds)()).idle;
    const transit = await measureTransit({ ...place, hiccups }, { warmUpSeconds, windowSeconds });
    throwIfInterrupted(signal);
    const settings = { ...place, hiccups, transitMs: transit?.meanMs ?? null, onStage };
    return await runTrial(plan, (await paths?.settingsFor(point.load, settings)) ?? settings);
  } finally {
    await paths?.close();
    await network.close();
  }
}
