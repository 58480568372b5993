import type { Follow, Following } from './follow.ts';
import { poll } from './poll.ts';
import { refusalBehind } from './refused.ts';

/**
 * Polls at fixed times by `fetch`. After a failed poll, the next one follows at its regular time.
 */
export function shortPolling(follow: Follow): Following {
  const closing = new AbortController();
  let cursor = follow.after;
  let dueMs = performance.now();
  let timer: ReturnType<typeof setTimeout>;

  /**
   * Time to the next poll, which is due after `leastMs`. Skips polls that are already due: a
   * browser that wakes a hidden page once a second would poll twice in a row.
   */
  function nextDelayMs(leastMs: number): number {
    const nowMs = performance.now();
    dueMs += follow.intervalMs * Math.max(1, Math.ceil((nowMs + leastMs - dueMs) / follow.intervalMs));
    return dueMs - nowMs;
  }

  async function pollOnce(): Promise<void> {
    let delayMs: number;
    follow.onState?.({ kind: 'asking' });
    try {
      cursor = await poll(follow, cursor, {}, closing.signal);
      follow.onState?.({ kind: 'idle' });
      delayMs = nextDelayMs(0);
    } catch (error) {
      if (closing.signal.aborted) return;
      const refusal = refusalBehind(error);
      if (refusal?.isFinal || !follow.reconnects) {
        follow.onState?.({ kind: 'ended', reason: (error as Error).message });
        return;
      }
      delayMs = nextDelayMs(refusal?.retryAfterMs ?? 0);
      follow.onState?.({ kind: 'waiting', retryMs: delayMs });
    }
    if (!closing.signal.aborted) timer = setTimeout(pollOnce, delayMs);
  }

  void pollOnce();
  return {
    cursor: () => cursor,
    close() {
      clearTimeout(timer);
      closing.abort();
    },
  };
}
