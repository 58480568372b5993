import { median } from '../../analysis/statistics/paired-ratios.ts';
import type { Environment } from '../../results/format/environment.ts';
import { nowMicros } from '../../scenarios/load/notification.ts';
import type { WatchedMachine } from '../gates/machine-checks.ts';
import { summarise } from '../meters/latency-recorder.ts';
import { type MachineLoad, otherCpuPercent, watchMachine } from '../meters/machine-meter.ts';
import { processCpuMicros } from '../meters/process-cpu.ts';
import { ENTRIES } from '../processes/entries.ts';
import type { FromHiccups, FromIdleLoop, IdleWatchConfig } from '../processes/messages.ts';
import { orInterrupted } from '../processes/or-interrupted.ts';
import { startChild } from '../processes/start-child.ts';
import type { TrialSettings } from '../trial/trial-plan.ts';

const GRACE_MS = 5_000;

/** The idle machine, over all the times at which it was watched. */
export type IdleMachine = Pick<Environment, 'hiccups' | 'stealPercent'>;

/** What it was like over all times, and the CPU time that others took of it the last time. */
export interface WatchedIdle {
  idle: IdleMachine;
  otherCpuPercent: WatchedMachine['otherCpuPercent'];
}

/**
 * The CPU time of all but the lab's processes; null where the system does not report it. The
 * watchers started with the watch, so all that they have used belongs to it.
 */
function ofOthers(
  machine: MachineLoad,
  watchers: readonly number[],
  shared: boolean,
): WatchedMachine['otherCpuPercent'] {
  const micros = watchers.map(processCpuMicros);
  if (micros.some(one => one === null)) return null;
  const labMicros = micros.reduce<number>((sum, one) => sum + (one ?? 0), machine.ownCpuMicros);
  return otherCpuPercent(machine, { server: 0, clients: labMicros / 1000 }, shared);
}

/** Where the idle machine is watched, and what ends it early. */
type Place = Pick<TrialSettings, 'network' | 'cores' | 'signal'>;

/**
 * Measures once how late the idle machine wakes a process, the CPU time that the hypervisor and
 * other processes take, and the time for which a quota stops the lab. Rejects if interrupted.
 */
async function watchOnce({ network, cores, signal }: Place, seconds: number) {
  const timeoutMs = seconds * 1000 + GRACE_MS;
  const waits = startChild<FromHiccups, never>({
    name: 'hiccup watcher',
    entry: ENTRIES.hiccups,
    config: { seconds } satisfies IdleWatchConfig,
    prefix: network.clientPrefix,
  });
  const loop = startChild<FromIdleLoop, never>({
    name: 'idle event loop',
    entry: ENTRIES.idleLoop,
    config: { seconds } satisfies IdleWatchConfig,
    prefix: network.clientPrefix,
  });
  try {
    const fromMicros = nowMicros();
    const watched = Promise.all([
      waits.expect('calibrated', timeoutMs),
      loop.expect('watched', timeoutMs),
      watchMachine({ fromMicros, toMicros: fromMicros + seconds * 1e6 }, cores),
    ]);
    const [{ lateness }, { delayP99Ms, throttledPercent }, machine] = await orInterrupted(watched, signal);
    return {
      lateness,
      loopDelayP99Ms: delayP99Ms,
      throttledPercent,
      stealPercent: machine?.stealPercent ?? null,
      otherCpuPercent: machine && ofOthers(machine, [waits.pid, loop.pid], cores.server === null),
    };
  } finally {
    // A watcher that still waits hears no message.
    await Promise.all([waits, loop].map(one => (signal.aborted ? one.kill() : one.stop())));
  }
}

/** The mean of the known values; null if none is known. */
function meanOf(values: readonly (number | null)[]): number | null {
  const known = values.filter(value => value !== null);
  return known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0) / known.length;
}

type Watched = Awaited<ReturnType<typeof watchOnce>>;

/**
 * Returns a function that watches the idle machine for `seconds` and resolves with the results of
 * all calls so far. A shared machine may wake twice as fast in one minute as in another. The
 * first seconds of an hour say little about the last. The waits of all calls are merged. The event
 * loop reports only its p99, so the median of the calls counts. For the time taken by the
 * hypervisor or a quota, the mean counts.
 */
export function idleWatch(
  place: Place,
  seconds: number,
  watch: (place: Place, seconds: number) => Promise<Watched> = watchOnce,
): () => Promise<WatchedIdle> {
  const all: Watched[] = [];
  return async () => {
    const last = await watch(place, seconds);
    all.push(last);
    const summary = summarise(all.map(({ lateness }) => lateness));
    return {
      idle: {
        hiccups: {
          seconds: seconds * all.length,
          p50Ms: summary?.p50 ?? 0,
          p99Ms: summary?.p99 ?? 0,
          maxMs: summary?.max ?? 0,
          loopDelayP99Ms: median(all.map(({ loopDelayP99Ms }) => loopDelayP99Ms)) ?? 0,
          throttledPercent: meanOf(all.map(({ throttledPercent }) => throttledPercent)),
        },
        stealPercent: meanOf(all.map(({ stealPercent }) => stealPercent)),
      },
      otherCpuPercent: last.otherCpuPercent,
    };
  };
}
