import { backoffMs } from '../transports/backoff.ts';
import type { Follow, Following } from './follow.ts';
import { poll } from './poll.ts';
import { refusalBehind } from './refused.ts';

/** Polls by `fetch` with `Prefer: wait`, and polls again as soon as it is answered. */
export function longPolling(follow: Follow): Following {
  const closing = new AbortController();
  const headers = { prefer: `wait=${follow.waitSeconds}` };
  let cursor = follow.after;
  let attempt = 0;
  let timer: ReturnType<typeof setTimeout>;

  async function pollRepeatedly(): Promise<void> {
    try {
      for (;;) {
        follow.onState?.({ kind: 'asking' });
        cursor = await poll(follow, cursor, headers, closing.signal);
        attempt = 0;
      }
    } catch (error) {
      if (closing.signal.aborted) return;
      const refusal = refusalBehind(error);
      if (refusal?.isFinal || !follow.reconnects) {
        follow.onState?.({ kind: 'ended', reason: (error as Error).message });
        return;
      }
      const retryMs = (refusal?.retryAfterMs ?? 0) + backoffMs(attempt++, Math.random);
      follow.onState?.({ kind: 'waiting', retryMs });
      timer = setTimeout(pollRepeatedly, retryMs);
    }
  }

  void pollRepeatedly();
  return {
    cursor: () => cursor,
    close() {
      clearTimeout(timer);
      closing.abort();
    },
  };
}
