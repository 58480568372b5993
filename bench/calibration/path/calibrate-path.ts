import type { PathCalibration } from '../../../results/format/path.ts';
import type { Load } from '../../../scenarios/load/load.ts';
import type { Path } from '../../../scenarios/load/path.ts';
import { routeCongestionControl } from '../../network/congestion-control.ts';
import type { EmulatedPath } from '../../network/emulated.ts';
import { orInterrupted, throwIfInterrupted } from '../../processes/or-interrupted.ts';
import { runTrial } from '../../trial/trial.ts';
import type { TrialSettings } from '../../trial/trial-plan.ts';
import { measureTransit } from '../calibration.ts';
import { burstFound, burstTrial, together } from './burst.ts';
import { burstSizes } from './burst-sizes.ts';
import { notRecovered } from './not-recovered.ts';
import { startProbing } from './probing.ts';
import type { MeasuredPath } from './recovered.ts';
import { transitOf, transitPace, wantedTransit } from './transit.ts';
import { uncheckedOf } from './unchecked.ts';

/** A wake-up that came late may falsify one calibration, hardly two. */
const ATTEMPTS = 2;

/** How a path is calibrated. */
export interface PathPlan {
  path: Path;
  /** Of all trials over the path. */
  loads: readonly Load[];
  warmUpSeconds: number;
  windowSeconds: number;
  /** One transit on the idle machine, without a path; null if not known. */
  idleTransitMs: number | null;
  /** How often the path was measured before. */
  attemptsBefore: number;
}

/** Sends packets over the path in both directions. */
async function probed(path: Path, settings: TrialSettings, emulated: EmulatedPath, seed: number) {
  const { network, signal, hiccups } = settings;
  throwIfInterrupted(signal);
  // Else the kernel would send between the probes what earlier trials left to it. Where this is not
  // possible, the bounds find it.
  await network.cable?.endConnections().catch(() => {});
  const probing = await startProbing(network, emulated, { seed, hiccups });
  const observed = probing
    .baseline(path)
    .then(async baseline => ({ baseline, ...(await probing.observe(path, baseline)) }));
  // Stopping the probes ends what an interrupt has left.
  return await orInterrupted(observed, signal, emulated.failure).finally(() => probing.stop());
}

/** The median or mean of transits over the path, and what it should be. */
async function transitOver(
  { path, warmUpSeconds, windowSeconds: usualSeconds, idleTransitMs }: PathPlan,
  settings: TrialSettings,
  { baselineMs, seed }: { baselineMs: number; seed: number },
): Promise<Pick<MeasuredPath, 'transitMs' | 'wantedTransitMs' | 'transitBoundMs'>> {
  throwIfInterrupted(settings.signal);
  const { ratePerSecond, windowSeconds } = transitPace(path, usualSeconds);
  const transit = await measureTransit(
    settings,
    { warmUpSeconds, windowSeconds },
    { path, ratePerSecond, seed },
  );
  throwIfInterrupted(settings.signal); // An interrupted transit is not a missing one.
  const wanted =
    idleTransitMs === null
      ? null
      : wantedTransit(path, {
          idleMs: idleTransitMs,
          baselineMs,
          hiccupP99Ms: settings.hiccups.p99Ms,
          windowSeconds,
        });
  return {
    transitMs: (transit && transitOf(path, transit)) ?? null,
    wantedTransitMs: wanted?.wantedMs ?? null,
    transitBoundMs: wanted?.boundMs ?? null,
  };
}

/**
 * What became of bursts as large as those of the run. Null where none can be asked to arrive whole.
 */
async function burstOver(
  { path, loads }: PathPlan,
  settings: TrialSettings,
): Promise<PathCalibration['burst']> {
  const found: NonNullable<PathCalibration['burst']>[] = [];
  for (const size of burstSizes(path, loads)) {
    throwIfInterrupted(settings.signal);
    const trial = await runTrial(
      {
        scenario: 'calibration',
        point: 'burst',
        transport: 'tcp-floor',
        block: 0,
        order: 0,
        attempt: 0,
        arm: null,
        seed: 0,
        ...burstTrial(path, size),
      },
      settings,
    );
    found.push(burstFound(trial, size));
  }
  return together(found);
}

/**
 * Measures a path before its first trial: delay, jitter, loss and bandwidth of each direction, the
 * transit of a notification, and whether a burst loses packets. Another attempt draws other losses
 * and another jitter. `settings` has the emulated network. Rejects if the emulator fails, or if
 * interrupted.
 */
export async function calibratePath(plan: PathPlan, settings: TrialSettings): Promise<PathCalibration> {
  const { path, attemptsBefore } = plan;
  const emulated = settings.network.path;
  if (!emulated) throw new Error('a path can be calibrated only on an emulated network');
  for (let attempt = 1; ; attempt++) {
    const attempts = attemptsBefore + attempt;
    const { baseline, down, up } = await probed(path, settings, emulated, attempts);
    const baselineDelayMs = (baseline.down.delayMs + baseline.up.delayMs) / 2;
    const found: MeasuredPath = {
      path,
      backEnd: emulated.backEnd,
      congestionControl: routeCongestionControl(settings.network),
      down,
      up,
      baselineDelayMs,
      ...(await transitOver(plan, settings, { baselineMs: baselineDelayMs, seed: attempts })),
      burst: await burstOver(plan, settings),
    };
    const reasons = notRecovered(found);
    if (reasons.length === 0 || attempt === ATTEMPTS) {
      return { ...found, attempts, reasons, unchecked: uncheckedOf(found) };
    }
  }
}
