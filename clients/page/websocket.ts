import { cursorAt } from '../../scenarios/load/cursor.ts';
import { backoffMs } from '../transports/backoff.ts';
import { type Follow, type Following, queryOf, utf8Bytes } from './follow.ts';
import { refusalAt } from './refused.ts';

/** The server's close code when it cannot continue from the cursor. */
const CLOSE_GONE = 4410;

/** What a request without a handshake gets where WebSockets are served: "Upgrade Required". */
const isServed = ({ status }: Response) => status === 426;

/** Size of the header of a server's frame (RFC 6455 §5.2). */
const frameHeaderBytes = (contentBytes: number): number =>
  contentBytes <= 125 ? 2 : contentBytes <= 65_535 ? 4 : 10;

/** Follows by `WebSocket`, which has no automatic reconnect: this code reconnects. */
export function websocket(follow: Follow): Following {
  let cursor = follow.after;
  let attempt = 0;
  let isClosed = false;
  let socket: WebSocket;
  let retry: ReturnType<typeof setTimeout>;

  function take(text: string): void {
    const message = JSON.parse(text);
    // The first frame of a connection has the cursor that it starts from.
    if (!('seq' in message)) {
      cursor = message.cursor;
      return;
    }
    cursor = cursorAt(message.seq, cursor);
    follow.onNotification(message);
    follow.onResponse?.(1);
  }

  const addressNow = () => `/notifications/socket?${queryOf(follow.topic, cursor)}`;

  function connect(): void {
    let hasOpened = false;
    follow.onRequest?.();
    follow.onState?.({ kind: 'asking' });
    socket = new WebSocket(`${location.protocol.replace('http', 'ws')}//${location.host}${addressNow()}`);
    socket.onopen = () => {
      hasOpened = true;
      attempt = 0;
      follow.onState?.({ kind: 'open' });
    };
    socket.onmessage = ({ data }: MessageEvent<string>) => {
      take(data);
      if (!follow.onBytes) return;
      const contentBytes = utf8Bytes(data);
      follow.onBytes(contentBytes + frameHeaderBytes(contentBytes));
    };
    socket.onclose = ({ code, reason }) => {
      if (isClosed) return;
      follow.onRequestEnd?.();
      if (code === CLOSE_GONE || !follow.reconnects) {
        follow.onState?.({ kind: 'ended', reason: reason || `closed with code ${code}` });
        return;
      }
      if (hasOpened) retryLater();
      else void retryUnlessRefused();
    };
  }

  function retryLater(leastMs = 0): void {
    const retryMs = leastMs + backoffMs(attempt++, Math.random);
    follow.onState?.({ kind: 'waiting', retryMs });
    retry = setTimeout(connect, retryMs);
  }

  async function retryUnlessRefused(): Promise<void> {
    const refusal = await refusalAt(addressNow(), isServed);
    if (isClosed) return;
    if (refusal?.isFinal) follow.onState?.({ kind: 'ended', reason: refusal.reason });
    else retryLater(refusal?.retryAfterMs);
  }

  connect();
  return {
    cursor: () => cursor,
    close() {
      isClosed = true;
      clearTimeout(retry);
      socket.close();
    },
  };
}
