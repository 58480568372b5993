import { backoffMs } from '../transports/backoff.ts';
import { type Follow, type Following, queryOf, utf8Bytes } from './follow.ts';

/** Follows by `EventSource`, which reconnects by itself and sends the last id that it received. */
export function sse(follow: Follow): Following {
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
    source = new EventSource(`/notifications/stream?${queryOf(follow.topic, cursor)}`);
    source.onopen = () => {
      attempt = 0;
      if (!isUnderWay) follow.onRequest?.();
      isUnderWay = true;
      follow.onState?.({ kind: 'open' });
    };
    source.onmessage = ({ data, lastEventId }: MessageEvent<string>) => {
      const notification = JSON.parse(data);
      cursor = notification.seq;
      follow.onNotification(notification);
      follow.onResponse?.(1);
      follow.onBytes?.(utf8Bytes(`id: ${lastEventId}\ndata: ${data}\n\n`));
    };
    source.addEventListener('gone', event => end(JSON.parse((event as MessageEvent<string>).data).message));
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
      retry = setTimeout(connect, retryMs);
    };
  }

  connect();
  return {
    close() {
      clearTimeout(retry);
      source.close();
    },
  };
}
