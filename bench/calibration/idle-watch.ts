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
 * Measures once how late the idle machine wakes a process, and the CPU time that the hypervisor
 * takes.
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
    const [{ lateness }, { delayP99Ms }, machine] = await Promise.all([
      waits.expect('calibrated', timeoutMs),
      loop.expect('watched', timeoutMs),
      watchMachine({ fromMicros, toMicros: fromMicros + seconds * 1e6 }, cores),
    ]);
    return { lateness, loopDelayP99Ms: delayP99Ms, stealPercent: machine?.stealPercent ?? null };
  } finally {
    await Promise.all([waits.stop(), loop.stop()]);
  }
}

type Watched = Awaited<ReturnType<typeof watchOnce>>;

/**
 * Returns a function that watches the idle machine for `seconds` and resolves with the results of
 * all calls so far. A shared machine may wake twice as fast in one minute as in another. The
 * first seconds of an hour say little about the last. The waits of all calls are merged. The event
 * loop reports only its p99, so the median of the calls counts; for stolen time, the mean counts.
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
    const steals = all.flatMap(({ stealPercent }) => stealPercent ?? []);
    return {
      hiccups: {
        seconds: seconds * all.length,
        p50Ms: summary?.p50 ?? 0,
        p99Ms: summary?.p99 ?? 0,
        maxMs: summary?.max ?? 0,
        loopDelayP99Ms: median(all.map(({ loopDelayP99Ms }) => loopDelayP99Ms)) ?? 0,
      },
      stealPercent:
        steals.length > 0 ? steals.reduce((sum, percent) => sum + percent, 0) / steals.length : null,
    };
  };
}
