import { type MonotonicMicros, nowMicros } from '../../scenarios/load/notification.ts';

/** How long a subscriber puts up with silence where nothing is said: two heartbeats of 15 s, and then some, in ms. */
export const SILENCE_MS = 35_000;

/**
 * Calls `onSilence` once, as soon as nothing has come for `limitMs` although something was due. `quietSince` says since when
 * that is so; Infinity while nothing is due. It is asked when the time may be over and not at each chunk: one timer a
 * connection, set anew about once in `limitMs`, and up to a sixteenth of it late. Returns the function that stops it.
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
    // Node keeps a list for each duration: thousands of connections share sixteen.
    const stepMs = limitMs / 16;
    timer = setTimeout(look, Math.ceil(delayMs / stepMs) * stepMs).unref();
  }
  function look(): void {
    if (leftMs() > 0) arm(leftMs());
    // A process that was held up itself finds its timers due before it reads what has come meanwhile.
    else turn = setImmediate(judge);
  }
  function judge(): void {
    if (leftMs() > 0) arm(leftMs());
    else onSilence();
  }

  if (limitMs !== Number.POSITIVE_INFINITY) arm(limitMs);
  return () => {
    clearTimeout(timer);
    clearImmediate(turn);
  };
}
