import type { Follow, Following } from './follow.ts';
import { GoneError, poll } from './poll.ts';

/**
 * Polls at fixed times by `fetch`. After a failed poll, the next one follows at its regular time.
 */
export function shortPolling(follow: Follow): Following {
  const closing = new AbortController();
  let cursor = follow.after;
  let dueMs = performance.now();
  let timer: ReturnType<typeof setTimeout>;

  function end(reason: string): void {
    follow.onState?.({ kind: 'ended', reason });
  }

  async function pollOnce(): Promise<void> {
    follow.onState?.({ kind: 'asking' });
    try {
      cursor = await poll(follow, cursor, {}, closing.signal);
      follow.onState?.({ kind: 'idle' });
    } catch (error) {
      if (closing.signal.aborted) return;
      if (error instanceof GoneError) return end(error.message);
      if (!follow.reconnects) return end((error as Error).message);
      follow.onState?.({ kind: 'waiting', retryMs: follow.intervalMs });
    }
    if (closing.signal.aborted) return;
    // Skips polls that are already due: a browser that wakes a hidden page once a second would poll
    // twice in a row.
    const now = performance.now();
    dueMs += follow.intervalMs * Math.max(1, Math.ceil((now - dueMs) / follow.intervalMs));
    timer = setTimeout(pollOnce, dueMs - now);
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
