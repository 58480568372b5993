import type { Environment } from '../../../results/format/environment.ts';
import type { PathCalibration } from '../../../results/format/path.ts';
import type { Load } from '../../../scenarios/load/load.ts';
import type { Path } from '../../../scenarios/load/path.ts';
import { runTrial } from '../../trial/trial.ts';
import type { TrialSettings } from '../../trial/trial-plan.ts';
import { measureTransit } from '../calibration.ts';
import { notRecovered } from './not-recovered.ts';
import { startProbing } from './probing.ts';

/** A notification to everybody at once, and another one after it. */
const BURST_LOAD: Omit<Load, 'subscribers' | 'path'> = {
  audience: { kind: 'shared', topic: 'burst' },
  arrivals: { kind: 'periodic', ratePerSecond: 2 },
  payloadBytes: 200,
  transports: { 'tcp-floor': {} },
};
const BURST_SECONDS = { warmUpSeconds: 0.2, windowSeconds: 1 };
/** A wake-up that came late may falsify one calibration, hardly two. */
const ATTEMPTS = 2;

/** How a path is calibrated. */
export interface PathPlan {
  path: Path;
  /** The most connections that a trial over the path has. */
  subscribers: number;
  warmUpSeconds: number;
  windowSeconds: number;
}

/**
 * The segments that were retransmitted in bursts to as many connections as the run has. Null where
 * the path loses packets on purpose, or drops what exceeds its bandwidth.
 */
async function burstOf(
  { path, subscribers }: PathPlan,
  settings: TrialSettings,
): Promise<PathCalibration['burst']> {
  const { lossPercent, downKbitPerSecond, upKbitPerSecond } = path;
  if (lossPercent !== undefined || downKbitPerSecond !== undefined || upKbitPerSecond !== undefined)
    return null;
  const trial = await runTrial(
    {
      scenario: 'calibration',
      point: 'burst',
      transport: 'tcp-floor',
      block: 0,
      order: 0,
      attempt: 0,
      arm: null,
      load: { ...BURST_LOAD, subscribers, path },
      seed: 0,
      ...BURST_SECONDS,
    },
    settings,
  );
  if (trial.status === 'error') throw new Error(trial.reasons.join('; '));
  return {
    packets: trial.deliveries.arrived,
    retransmittedSegments: trial.bandwidth.ledger?.retransmittedSegments ?? 0,
  };
}

/**
 * d of the models. Over a path that loses it is the median: the mean has the delays of what was
 * lost in it, and the models add those themselves.
 */
export const transitOf = (
  { lossPercent }: Path,
  { meanMs, p50Ms }: NonNullable<Environment['transit']>,
): number => (lossPercent === undefined ? meanMs : p50Ms);

/**
 * Measures a path before its first trial: delay, jitter, loss and bandwidth of each direction, the
 * transit of a notification, and whether a burst loses packets. `settings` has the emulated
 * network. Rejects if the emulator fails.
 */
export async function calibratePath(plan: PathPlan, settings: TrialSettings): Promise<PathCalibration> {
  const emulated = settings.network.path;
  if (!emulated) throw new Error('a path can be calibrated only on an emulated network');
  let calibration: PathCalibration;
  for (let attempt = 1; ; attempt++) {
    const probing = await startProbing(settings.network, emulated);
    const found = await Promise.race([
      probing
        .baseline()
        .then(async baseline => ({ baseline, ...(await probing.observe(plan.path, baseline)) })),
      emulated.failure,
    ]).finally(() => probing.stop());
    const transit = await measureTransit(settings, plan, plan.path);
    const unjudged = {
      path: plan.path,
      backEnd: emulated.backEnd,
      down: found.down,
      up: found.up,
      baselineDelayMs: (found.baseline.down.delayMs + found.baseline.up.delayMs) / 2,
      transitMs: (transit && transitOf(plan.path, transit)) ?? null,
      burst: await burstOf(plan, settings),
    };
    calibration = { ...unjudged, reasons: notRecovered(unjudged) };
    if (calibration.reasons.length === 0 || attempt === ATTEMPTS) return calibration;
  }
}
