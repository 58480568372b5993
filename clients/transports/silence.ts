import { type MonotonicMicros, nowMicros } from '../../scenarios/load/notification.ts';
import { SILENCE_STEP_SHARE } from '../../scenarios/load/time-outs.ts';

/**
 * Calls `onSilence` once, as soon as nothing has arrived for `limitMs` although something was due.
 * `quietSince` returns since when that is so; Infinity while nothing is due. It is called when the
 * time may be over, not at each chunk. There is one timer per connection, which is renewed about
 * once in `limitMs` and may be late by a sixteenth of it. Returns the function that stops it.
 */
export function watchSilence(
  limitMs: number,
  quietSince: () => MonotonicMicros,
  onSilence: () => void,
): () => void {
  let timer: NodeJS.Timeout | undefined;
  let turn: NodeJS.Immediate | undefined;
  const leftMs = () => Math.min(limitMs, limitMs - (nowMicros() - quietSince()) / 1000);

  function arm(delayMs: number): void {
    // Node keeps one list per duration, so thousands of connections share sixteen.
    const stepMs = limitMs * SILENCE_STEP_SHARE;
    timer = setTimeout(check, Math.ceil(delayMs / stepMs) * stepMs).unref();
  }
  function check(): void {
    if (leftMs() > 0) arm(leftMs());
    // After a delay of its own, a process runs due timers before it reads the data that has
    // arrived.
    else turn = setImmediate(checkAfterReads);
  }
  function checkAfterReads(): void {
    if (leftMs() > 0) arm(leftMs());
    else onSilence();
  }

  if (limitMs !== Number.POSITIVE_INFINITY) arm(limitMs);
  return () => {
    clearTimeout(timer);
    clearImmediate(turn);
  };
}
