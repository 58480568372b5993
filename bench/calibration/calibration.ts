import { setTimeout as sleep } from 'node:timers/promises';
import type { Environment } from '../../results/format/environment.ts';
import type { Load } from '../../scenarios/load/load.ts';
import { nowMicros } from '../../scenarios/load/notification.ts';
import type { Path } from '../../scenarios/load/path.ts';
import { processCpuMicros } from '../meters/process-cpu.ts';
import { ENTRIES } from '../processes/entries.ts';
import type { FromServer, ServerConfig, ToServer } from '../processes/messages.ts';
import { orInterrupted } from '../processes/or-interrupted.ts';
import { startChild } from '../processes/start-child.ts';
import { runTrial } from '../trial/trial.ts';
import type { TrialSettings } from '../trial/trial-plan.ts';

/** The cost of the lab's own meter, and the transit time of one notification. */
export type Calibration = Pick<Environment, 'meter' | 'transit'>;

const GRACE_MS = 5_000;
const SETTLE_MS = 300;
const TRANSIT_ATTEMPTS = 3;
/** The topic of one way on an idle path. */
export const TRANSIT_TOPIC = 'calibration';
/**
 * The rate is low enough that all processes sleep between notifications, as in a quiet scenario.
 */
export const TRANSITS_PER_SECOND = 50;
/** One way on an idle path. */
export const TRANSIT: Omit<Load, 'arrivals'> = {
  audience: { kind: 'shared', topic: TRANSIT_TOPIC },
  subscribers: 1,
  payloadBytes: 120,
  transports: { 'tcp-floor': {} },
};

/**
 * Measures the CPU of a server without subscribers and notifications: first unmetered, from
 * outside, then as reported by its own meter over an idle window.
 */
async function measureMeterCost(
  { network, signal }: Pick<TrialSettings, 'network' | 'signal'>,
  seconds: number,
): Promise<Environment['meter']> {
  const server = startChild<FromServer, ToServer>({
    name: 'idle server',
    entry: ENTRIES.server,
    config: {
      transports: ['sse'],
      host: network.host,
      port: 0,
      wireInterface: network.wireInterface,
    } satisfies ServerConfig,
    prefix: network.serverPrefix,
  });
  const step = <T>(work: Promise<T>) => orInterrupted(work, signal);
  const pause = (ms: number) => step(sleep(ms, undefined, { ref: false }));
  try {
    await step(server.expect('ready', GRACE_MS));
    await pause(SETTLE_MS);
    const [startMicros, cpuBefore] = [nowMicros(), processCpuMicros(server.pid)];
    await pause(seconds * 1000);
    const cpuAfter = processCpuMicros(server.pid);
    const idleMicros = nowMicros() - startMicros;
    const fromMicros = nowMicros() + SETTLE_MS * 1000;
    server.send({ type: 'measure', window: { fromMicros, toMicros: fromMicros + seconds * 1e6 } });
    const { load } = await step(server.expect('measured', SETTLE_MS + seconds * 1000 + GRACE_MS));
    if (cpuBefore === null || cpuAfter === null) return null;
    return {
      seconds,
      idleCpuPercent: (100 * (cpuAfter - cpuBefore)) / idleMicros,
      meteredCpuPercent: load.cpuPercent,
    };
  } finally {
    await server.stop();
  }
}

/** A path, how often it is taken, and the seed of its losses and its jitter. */
interface TransitOver {
  path?: Path;
  ratePerSecond?: number;
  seed?: number;
}

/**
 * Time of one notification over bare TCP to the only subscriber, over a path and at another rate
 * if they are given; null if no attempt was a valid trial.
 */
export async function measureTransit(
  settings: Omit<TrialSettings, 'transitMs'>,
  { warmUpSeconds, windowSeconds }: { warmUpSeconds: number; windowSeconds: number },
  { path, ratePerSecond = TRANSITS_PER_SECOND, seed = 0 }: TransitOver = {},
): Promise<Environment['transit']> {
  for (let attempt = 0; attempt < TRANSIT_ATTEMPTS; attempt++) {
    const trial = await runTrial(
      {
        scenario: 'calibration',
        point: 'transit',
        transport: 'tcp-floor',
        block: 0,
        order: 0,
        attempt,
        arm: null,
        load: { ...TRANSIT, arrivals: { kind: 'periodic', ratePerSecond }, ...(path && { path }) },
        seed,
        warmUpSeconds,
        windowSeconds,
      },
      { ...settings, transitMs: null },
    );
    if (trial.status !== 'valid' || trial.latencyMs === null) continue;
    const { count, mean, p50 } = trial.latencyMs.fromSchedule;
    return { count, meanMs: mean, p50Ms: p50 };
  }
  return null;
}

/**
 * Calibrates for about `calibrationSeconds` plus the warm-up. The warm-up is as long as that of the
 * trials, so the transit is measured equally warm. What an interrupt ends or skips is null.
 */
export async function calibrate(
  settings: Omit<TrialSettings, 'transitMs'>,
  { calibrationSeconds, warmUpSeconds }: { calibrationSeconds: number; warmUpSeconds: number },
): Promise<Calibration> {
  if (settings.signal.aborted) return { meter: null, transit: null };
  const meter = await measureMeterCost(settings, calibrationSeconds / 4).catch((error: Error) => {
    if (settings.signal.aborted) return null;
    throw error;
  });
  if (settings.signal.aborted) return { meter, transit: null };
  const windowSeconds = calibrationSeconds / 2;
  return { meter, transit: await measureTransit(settings, { warmUpSeconds, windowSeconds }) };
}
