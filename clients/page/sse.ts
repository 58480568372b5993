import { backoffMs } from '../transports/backoff.ts';
import { type Follow, type Following, queryOf, utf8Bytes } from './follow.ts';

/**
 * Why the server can no longer continue from the cursor of an address; undefined if it can, or does
 * not answer. An `EventSource` stops at 410, but does not tell the page the status.
 */
async function reasonIfGone(address: string, closing: AbortSignal): Promise<string | undefined> {
  const answered = new AbortController();
  try {
    const signal = AbortSignal.any([closing, answered.signal]);
    const response = await fetch(address, { signal, cache: 'no-store' });
    return response.status === 410 ? (await response.json()).message : undefined;
  } catch {
    return undefined; // The next EventSource meets the same fault.
  } finally {
    answered.abort(); // A stream would go on.
  }
}

/** Follows by `EventSource`, which reconnects by itself and sends the last id that it received. */
export function sse(follow: Follow): Following {
  const closing = new AbortController();
  const addressNow = () => `/notifications/stream?${queryOf(follow.topic, cursor)}`;
  let cursor = follow.after;
  let attempt = 0;
  let source: EventSource;
  let retry: ReturnType<typeof setTimeout>;

  function end(reason: string): void {
    source.close();
    follow.onState?.({ kind: 'ended', reason });
  }

  function connect(): void {
    // The browser does not report when it retries, only the result.
    let isUnderWay = true;
    follow.onRequest?.();
    source = new EventSource(addressNow());
    source.onopen = () => {
      attempt = 0;
      if (!isUnderWay) follow.onRequest?.();
      isUnderWay = true;
      follow.onState?.({ kind: 'open' });
    };
    source.onmessage = ({ data, lastEventId }: MessageEvent<string>) => {
      cursor = lastEventId;
      follow.onNotification(JSON.parse(data));
      follow.onResponse?.(1);
      follow.onBytes?.(utf8Bytes(`id: ${lastEventId}\ndata: ${data}\n\n`));
    };
    source.addEventListener('start', ({ data, lastEventId }) => {
      cursor = lastEventId;
      follow.onBytes?.(utf8Bytes(`event: start\nid: ${lastEventId}\ndata: ${data}\n\n`));
    });
    source.addEventListener('gone', ({ data }) => end(JSON.parse(data).message));
    source.onerror = () => {
      if (!isUnderWay) follow.onRequest?.();
      follow.onRequestEnd?.();
      isUnderWay = false;
      if (source.readyState === EventSource.CONNECTING) {
        follow.onState?.({ kind: 'waiting', retryMs: null });
        return;
      }
      // Closed permanently, as browsers do after an answer that is no event stream.
      if (!follow.reconnects) return end('the browser gave up');
      const retryMs = backoffMs(attempt++, Math.random);
      follow.onState?.({ kind: 'waiting', retryMs });
      retry = setTimeout(connectUnlessGone, retryMs);
    };
  }

  /** Reconnects, unless the server can no longer continue from the cursor. */
  async function connectUnlessGone(): Promise<void> {
    const reason = await reasonIfGone(addressNow(), closing.signal);
    if (closing.signal.aborted) return;
    if (reason === undefined) connect();
    else end(reason);
  }

  connect();
  return {
    cursor: () => cursor,
    close() {
      closing.abort();
      clearTimeout(retry);
      source.close();
    },
  };
}
