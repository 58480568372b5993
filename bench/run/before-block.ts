import { once } from 'node:events';
import type { Run } from '../../results/format/run.ts';
import type { WatchedIdle } from '../calibration/idle-watch.ts';
import { measureReferenceWorkloads } from '../calibration/reference-workloads.ts';
import type { TrialSettings } from '../trial/trial-plan.ts';

/** The result of `work`, or null if it fails or `signal` interrupts it. */
async function resultOrNull<T>(work: Promise<T>, signal: AbortSignal): Promise<T | null> {
  if (signal.aborted) return null;
  const done = new AbortController();
  const interrupted = once(signal, 'abort', { signal: done.signal }).catch(() => null);
  const result = await Promise.race([work.catch(() => null), interrupted.then(() => null)]);
  done.abort();
  return result;
}

/** What is measured before a block, and where the results go. */
export interface BeforeBlock {
  run: Run;
  settings: TrialSettings;
  watchIdle: () => Promise<WatchedIdle>;
  /** Replaced in tests. */
  measure?: typeof measureReferenceWorkloads;
}

/**
 * Measures the machine before a block: first watches it idle, then runs the reference workloads. A
 * failure of either must not lose a run. If the watch fails, its earlier values stay; if the
 * workloads fail, the run has none for this block.
 */
export async function measureBeforeBlock(
  block: number,
  { run, settings, watchIdle, measure = measureReferenceWorkloads }: BeforeBlock,
): Promise<void> {
  const { signal } = settings;
  const watched = await resultOrNull(watchIdle(), signal);
  if (watched !== null) {
    settings.hiccups = watched.idle.hiccups;
    Object.assign(run.environment, watched.idle);
  }
  if (signal.aborted) return;
  const measured = await resultOrNull(measure(settings, block), signal);
  if (measured !== null) run.referenceWorkloads = [...(run.referenceWorkloads ?? []), measured];
}
