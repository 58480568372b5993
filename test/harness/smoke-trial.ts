import { loopback, openEmulatedNetwork, openNetwork } from '../../bench/network/network.ts';
import { withPreset } from '../../bench/run/presets.ts';
import { runTrial } from '../../bench/trial/trial.ts';
import type { MeasuredTrial } from '../../results/format/trial.ts';
import { scenarios } from '../../scenarios/catalogue.ts';
import type { Load } from '../../scenarios/load/load.ts';
import type { Transport } from '../../scenarios/load/transport.ts';
import { cores, settingsOf } from './trial-setup.ts';

/** Which cell of the catalogue, and what a test has smaller than the catalogue. */
export interface Cell {
  scenario: string;
  point: string;
  transport: Transport;
  load?: Partial<Load>;
  /**
   * On the isolated network, which some cells need. `where possible` is for a server that comes
   * back on its port: on the loopback a connection of another test may have taken that meanwhile.
   */
  isolated?: true | 'where possible';
}

/**
 * Makes one trial of the catalogue at the smoke preset, over its path if it has one. Throws where
 * it could not be measured.
 */
export async function smokeTrial({
  scenario,
  point,
  transport,
  load,
  isolated,
}: Cell): Promise<MeasuredTrial> {
  const found = scenarios.find(({ id }) => id === scenario);
  if (!found) throw new Error(`no scenario ${scenario}`);
  const { points, parameters } = withPreset(found, 'smoke');
  const asked = points.find(({ id }) => id === point);
  if (!asked?.load.transports[transport]) throw new Error(`no ${scenario}/${point} for ${transport}`);
  const network = asked.load.path
    ? await openEmulatedNetwork(cores)
    : isolated
      ? await openNetwork(isolated === true ? 'isolated' : null, cores)
      : loopback(cores, 'a test');
  try {
    const trial = await runTrial(
      {
        scenario,
        point,
        transport,
        block: 0,
        order: 0,
        attempt: 0,
        arm: null,
        load: { ...asked.load, ...load },
        seed: 11,
        warmUpSeconds: parameters.warmUpSeconds,
        windowSeconds: asked.windowSeconds,
      },
      settingsOf({ network }),
    );
    if (trial.status === 'error') throw new Error(`${trial.stage}: ${trial.reasons.join('; ')}`);
    return trial;
  } finally {
    await network.close();
  }
}

/** How many of each fault the audit found, in the window and outside. */
export function faultsOf({ deliveries }: MeasuredTrial): number {
  const { missing, duplicate, reordered, outsideWindow } = deliveries;
  return [
    missing,
    duplicate,
    reordered,
    outsideWindow.missing,
    outsideWindow.duplicate,
    outsideWindow.reordered,
  ].reduce((sum, count) => sum + count, 0);
}
