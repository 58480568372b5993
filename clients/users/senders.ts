import { createLatencyRecorder } from '../../bench/meters/latency-recorder.ts';
import type { Window } from '../../bench/meters/window.ts';
import type { SendersReport } from '../../bench/processes/reports.ts';
import { type MonotonicMicros, nowMicros } from '../../scenarios/load/notification.ts';
import type { Due } from '../../scenarios/load/schedule.ts';

/**
 * A timer is late by a millisecond or more, so the last part is awaited by turns of the event loop.
 */
const TIMER_MARGIN_MS = 2;

/**
 * Resolves at a moment, to about the length of one turn of the event loop, which continues
 * meanwhile.
 */
async function waitPrecisely(at: MonotonicMicros): Promise<void> {
  const leftMs = (at - nowMicros()) / 1000;
  if (leftMs > TIMER_MARGIN_MS) {
    await new Promise(resolve => setTimeout(resolve, leftMs - TIMER_MARGIN_MS));
  }
  while (nowMicros() < at) await new Promise(resolve => setImmediate(resolve));
}

/**
 * Processes the due items in order of time, open loop. It calls `act` for each when it is due, or
 * as soon afterwards as this process can, and never waits for the result. Resolves after the last
 * call.
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
