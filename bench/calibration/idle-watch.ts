import { median } from '../../analysis/statistics/paired-ratios.ts';
import type { Environment } from '../../results/format/environment.ts';
import { nowMicros } from '../../scenarios/load/notification.ts';
import { summarise } from '../meters/latency-recorder.ts';
import { watchMachine } from '../meters/machine-meter.ts';
import { ENTRIES } from '../processes/entries.ts';
import type { FromHiccups, FromIdleLoop, IdleWatchConfig } from '../processes/messages.ts';
import { startChild } from '../processes/start-child.ts';
import type { TrialSettings } from '../trial/trial-plan.ts';

const GRACE_MS = 5_000;

/** The idle machine, over all the times at which it was watched. */
export type IdleMachine = Pick<Environment, 'hiccups' | 'stealPercent'>;

/**
 * Measures once how late the idle machine wakes a process, the CPU time that the hypervisor takes,
 * and the time for which a quota stops the lab.
 */
async function watchOnce({ network, cores }: Pick<TrialSettings, 'network' | 'cores'>, seconds: number) {
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
    const [{ lateness }, { delayP99Ms, throttledPercent }, machine] = await Promise.all([
      waits.expect('calibrated', timeoutMs),
      loop.expect('watched', timeoutMs),
      watchMachine({ fromMicros, toMicros: fromMicros + seconds * 1e6 }, cores),
    ]);
    const stealPercent = machine?.stealPercent ?? null;
    return { lateness, loopDelayP99Ms: delayP99Ms, stealPercent, throttledPercent };
  } finally {
    await Promise.all([waits.stop(), loop.stop()]);
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
  place: Pick<TrialSettings, 'network' | 'cores'>,
  seconds: number,
  watch: (place: Pick<TrialSettings, 'network' | 'cores'>, seconds: number) => Promise<Watched> = watchOnce,
): () => Promise<IdleMachine> {
  const all: Watched[] = [];
  return async () => {
    all.push(await watch(place, seconds));
    const summary = summarise(all.map(({ lateness }) => lateness));
    return {
      hiccups: {
        seconds: seconds * all.length,
        p50Ms: summary?.p50 ?? 0,
        p99Ms: summary?.p99 ?? 0,
        maxMs: summary?.max ?? 0,
        loopDelayP99Ms: median(all.map(({ loopDelayP99Ms }) => loopDelayP99Ms)) ?? 0,
        throttledPercent: meanOf(all.map(({ throttledPercent }) => throttledPercent)),
      },
      stealPercent: meanOf(all.map(({ stealPercent }) => stealPercent)),
    };
  };
}
