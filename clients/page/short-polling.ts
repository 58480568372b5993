import type { Follow, Following } from './follow.ts';
import { GoneError, poll } from './poll.ts';

/** Asks at fixed times by `fetch`; one that fails is followed by the next, which is due anyway. */
export function shortPolling(follow: Follow): Following {
  const closing = new AbortController();
  let cursor = follow.after;
  let dueMs = performance.now();
  let timer: ReturnType<typeof setTimeout>;

  function end(reason: string): void {
    follow.onState?.({ kind: 'ended', reason });
  }

  async function ask(): Promise<void> {
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
    // What is due already is left out: a browser that wakes a hidden page once a second would ask twice in a row.
    const now = performance.now();
    dueMs += follow.intervalMs * Math.max(1, Math.ceil((now - dueMs) / follow.intervalMs));
    timer = setTimeout(ask, dueMs - now);
  }

  void ask();
  return {
    close() {
      clearTimeout(timer);
      closing.abort();
    },
  };
}
