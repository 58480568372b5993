import { backoffMs } from '../transports/backoff.ts';
import { type Follow, type Following, queryOf, utf8Bytes } from './follow.ts';
import { refusalAt } from './refused.ts';

const isStream = ({ status, headers }: Response) =>
  status === 200 && headers.get('content-type')?.startsWith('text/event-stream') === true;

/** Follows by `EventSource`, which reconnects by itself and sends the last id that it received. */
export function sse(follow: Follow): Following {
  const addressNow = () => `/notifications/stream?${queryOf(follow.topic, cursor)}`;
  let cursor = follow.after;
  let attempt = 0;
  let isClosed = false;
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
    follow.onState?.({ kind: 'asking' });
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
      void retryUnlessRefused();
    };
  }

  async function retryUnlessRefused(): Promise<void> {
    const refusal = await refusalAt(addressNow(), isStream);
    if (isClosed) return;
    if (refusal?.isFinal) return end(refusal.reason);
    const retryMs = (refusal?.retryAfterMs ?? 0) + backoffMs(attempt++, Math.random);
    follow.onState?.({ kind: 'waiting', retryMs });
    retry = setTimeout(connect, retryMs);
  }

  connect();
  return {
    cursor: () => cursor,
    close() {
      isClosed = true;
      clearTimeout(retry);
      source.close();
    },
  };
}
