import { createLatencyRecorder } from '../../bench/meters/latency-recorder.ts';
import type { Window } from '../../bench/meters/window.ts';
import type { SendersReport } from '../../bench/processes/reports.ts';
import { type MonotonicMicros, nowMicros } from '../../scenarios/load/notification.ts';
import type { Due } from '../../scenarios/load/schedule.ts';

/** A timer is late by up to a millisecond and more: what is left is waited for turn by turn of the event loop. */
const TIMER_MARGIN_MS = 2;

/** Resolves at a moment, to about the length of one turn of the event loop, which goes on meanwhile. */
async function waitPrecisely(at: MonotonicMicros): Promise<void> {
  const leftMs = (at - nowMicros()) / 1000;
  if (leftMs > TIMER_MARGIN_MS) {
    await new Promise(resolve => setTimeout(resolve, leftMs - TIMER_MARGIN_MS));
  }
  while (nowMicros() < at) await new Promise(resolve => setImmediate(resolve));
}

/**
 * Goes through what is due in order of time, open loop: calls `act` for each when it is due, or as soon after as this process
 * can, and never waits for what becomes of it. Resolves when the last has begun.
 */
export async function onSchedule<T extends Due>(
  due: readonly T[],
  startMicros: MonotonicMicros,
  { fromMicros, toMicros }: Window,
  act: (due: T, scheduledAt: MonotonicMicros) => void,
): Promise<SendersReport> {
  const lag = createLatencyRecorder();
  const isInside = (at: MonotonicMicros) => at >= fromMicros && at < toMicros;
  let sent = 0;
  for (const one of due) {
    const scheduledAt = startMicros + one.atMicros;
    if (scheduledAt > nowMicros()) await waitPrecisely(scheduledAt);
    const now = nowMicros();
    act(one, scheduledAt);
    if (isInside(scheduledAt)) lag.add(now - scheduledAt);
    if (isInside(now)) sent++;
  }
  return { lag: lag.record(), sent };
}
