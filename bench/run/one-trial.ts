import type { RunPoint, RunScenario } from '../../results/format/run.ts';
import type { Trial } from '../../results/format/trial.ts';
import type { Tool } from '../../scenarios/load/tool.ts';
import type { Transport } from '../../scenarios/load/transport.ts';
import type { Preset } from '../../scenarios/scenario.ts';
import { measureTransit } from '../calibration/calibration.ts';
import { idleWatch } from '../calibration/idle-watch.ts';
import { splitCores } from '../machine/cores.ts';
import { type NetworkMode, openNetwork } from '../network/network.ts';
import { runTrial } from '../trial/trial.ts';
import type { TrialSettings } from '../trial/trial-plan.ts';
import { presets } from './presets.ts';

/** One cell of a scenario, and how it is measured. */
export interface OneTrialOptions {
  scenario: RunScenario;
  point: RunPoint;
  transport: Transport;
  /** The external tool that takes the place of the lab's clients; null for the lab's clients. */
  tool: Tool | null;
  preset: Preset;
  seed: number;
  /** null takes the isolated network where the system allows it, else the loopback. */
  network: NetworkMode | null;
  serverPort: number;
  signal: AbortSignal;
  /** The network is open: its mode, and why it is not the isolated one. */
  onNetwork: (mode: NetworkMode, notice: string | null) => void;
  onStage: NonNullable<TrialSettings['onStage']>;
}

/**
 * Makes one trial by itself. Watches the idle machine and measures a transit first, as a run does, so that the gates have
 * their bounds and the models their transit. Rejects where the network cannot be had.
 */
export async function measureOne(options: OneTrialOptions): Promise<Trial> {
  const { scenario, point, transport, tool, preset, seed, serverPort, signal, onStage } = options;
  const { warmUpSeconds } = scenario.parameters;
  const { calibrationSeconds } = presets[preset];
  const cores = splitCores();
  const network = await openNetwork(options.network, cores);
  try {
    options.onNetwork(network.mode, network.notice);
    const place = { network, cores, serverPort, signal };
    const { hiccups } = await idleWatch(place, calibrationSeconds)();
    const transit = await measureTransit(
      { ...place, hiccups },
      { warmUpSeconds, windowSeconds: calibrationSeconds / 2 },
    );
    const settings = { ...place, hiccups, transitMs: transit?.meanMs ?? null, onStage };
    return await runTrial(
      {
        scenario: scenario.id,
        point: point.id,
        transport,
        block: 0,
        order: 0,
        attempt: 0,
        arm: null,
        tool,
        load: point.load,
        seed,
        warmUpSeconds,
        windowSeconds: point.windowSeconds,
      },
      settings,
    );
  } finally {
    await network.close();
  }
}
