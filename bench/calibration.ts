import { setTimeout as sleep } from 'node:timers/promises';
import type { Load } from '../scenarios/load.ts';
import { nowMicros } from '../scenarios/notification.ts';
import type { Environment } from './environment-schema.ts';
import type { FromHiccups, HiccupConfig } from './hiccups.ts';
import type { FromIdleLoop, IdleLoopConfig } from './idle-loop.ts';
import { summarise } from './latency.ts';
import { watchMachine } from './machine-meter.ts';
import type { FromServer, ServerConfig, ToServer } from './messages.ts';
import { processCpuMicros } from './process-cpu.ts';
import { startChild } from './processes.ts';
import { runTrial, type TrialSettings } from './trial.ts';

/** What the idle machine and the lab itself are like, before anything is compared. */
export type Calibration = Pick<Environment, 'hiccups' | 'meter' | 'transit' | 'stealPercent'>;

type Place = Pick<TrialSettings, 'network' | 'cores'>;

const GRACE_MS = 5_000;
const SETTLE_MS = 300;
const TRANSIT_ATTEMPTS = 3;
/** One way on an idle path: so seldom that each notification finds everybody asleep, as in a quiet scenario. */
const TRANSIT: Load = {
  audience: { kind: 'shared', topic: 'calibration' },
  subscribers: 1,
  arrivals: { kind: 'periodic', ratePerSecond: 50 },
  payloadBytes: 120,
  transports: { 'tcp-floor': {} },
};

/** Lateness of the machine when it has nothing else to do, and what the hypervisor takes of it meanwhile. */
async function watchIdle({ network, cores }: Place, seconds: number) {
  const timeoutMs = seconds * 1000 + GRACE_MS;
  const waits = startChild<FromHiccups, never>({
    name: 'hiccup watcher',
    entry: 'bench/hiccups.ts',
    config: { seconds } satisfies HiccupConfig,
    prefix: network.clientPrefix,
  });
  const loop = startChild<FromIdleLoop, never>({
    name: 'idle event loop',
    entry: 'bench/idle-loop.ts',
    config: { seconds } satisfies IdleLoopConfig,
    prefix: network.clientPrefix,
  });
  try {
    const fromMicros = nowMicros();
    const [{ lateness }, { delayP99Ms }, machine] = await Promise.all([
      waits.expect('calibrated', timeoutMs),
      loop.expect('watched', timeoutMs),
      watchMachine({ fromMicros, toMicros: fromMicros + seconds * 1e6 }, cores),
    ]);
    const summary = summarise([lateness]);
    return {
      hiccups: {
        seconds,
        p50Ms: summary?.p50 ?? 0,
        p99Ms: summary?.p99 ?? 0,
        maxMs: summary?.max ?? 0,
        loopDelayP99Ms: delayP99Ms,
      },
      stealPercent: machine?.stealPercent ?? null,
    };
  } finally {
    await Promise.all([waits.stop(), loop.stop()]);
  }
}

/**
 * CPU of a server without subscribers and notifications: first not metered, as seen from outside, then what its own meter
 * says of a window in which there was nothing to do but to meter.
 */
async function weighMeter({ network }: Place, seconds: number): Promise<Environment['meter']> {
  const server = startChild<FromServer, ToServer>({
    name: 'idle server',
    entry: 'servers/main.ts',
    config: {
      transports: ['sse'],
      host: network.host,
      port: 0,
      wireInterface: network.wireInterface,
    } satisfies ServerConfig,
    prefix: network.serverPrefix,
  });
  try {
    await server.expect('ready', GRACE_MS);
    await sleep(SETTLE_MS);
    const [startMicros, cpuBefore] = [nowMicros(), processCpuMicros(server.pid)];
    await sleep(seconds * 1000);
    const cpuAfter = processCpuMicros(server.pid);
    const idleMicros = nowMicros() - startMicros;
    const fromMicros = nowMicros() + SETTLE_MS * 1000;
    server.send({ type: 'measure', window: { fromMicros, toMicros: fromMicros + seconds * 1e6 } });
    const { load } = await server.expect('measured', SETTLE_MS + seconds * 1000 + GRACE_MS);
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

/** How long one notification takes over bare TCP to the only subscriber; null where no attempt was a valid trial. */
async function measureTransit(
  settings: Omit<TrialSettings, 'transitMs'>,
  { warmUpSeconds, windowSeconds }: { warmUpSeconds: number; windowSeconds: number },
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
        load: TRANSIT,
        seed: 0,
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
 * Calibrates for about twice `calibrationSeconds` and the warm-up, which is that of the trials, so that a transit is as warm as
 * they are. An interrupt skips what has not begun, but never the idle watch: without it no run
 * could be written, and it takes seconds only.
 */
export async function calibrate(
  settings: Omit<TrialSettings, 'transitMs' | 'hiccups'>,
  { calibrationSeconds, warmUpSeconds }: { calibrationSeconds: number; warmUpSeconds: number },
): Promise<Calibration> {
  const idle = await watchIdle(settings, calibrationSeconds);
  if (settings.signal.aborted) return { ...idle, meter: null, transit: null };
  const meter = await weighMeter(settings, calibrationSeconds / 4);
  const windowSeconds = calibrationSeconds / 2;
  const transit = await measureTransit(
    { ...settings, hiccups: idle.hiccups },
    { warmUpSeconds, windowSeconds },
  );
  return { ...idle, meter, transit };
}
