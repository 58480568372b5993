import { cursorAt } from '../../scenarios/load/cursor.ts';
import type { Notification } from '../../scenarios/load/notification.ts';
import { backoffMs } from './backoff.ts';
import { openHttp2 } from './http2-connection.ts';
import type { OpenConnection } from './open-connection.ts';
import { openSocket } from './open-socket.ts';
import type { Protocol, Wire } from './protocol.ts';
import { beginRest, type Rest } from './rest.ts';
import type { SubscribeOptions, Subscription, Target } from './subscriber.ts';

/**
 * Keeps one subscriber connected until it is closed or the server ends it. It opens a connection,
 * passes it to `open`, and after a break reconnects from the cursor with capped, jittered back-off.
 * With `nextTryMs` it reconnects after that time instead, which is at least `leastMs`. Silence also
 * counts as a break: after `options.silenceMs`, or `usualSilenceMs` without it. Without either,
 * silence is never a break.
 */
export function keepConnected(
  target: Target,
  options: SubscribeOptions,
  open: (wire: Wire) => Protocol,
  usualSilenceMs = Number.POSITIVE_INFINITY,
  nextTryMs?: (leastMs: number) => number,
): Subscription {
  const { topic, after, onNotification, onResponse, onState, signal, start } = options;
  const { random = Math.random, backoff = backoffMs, requestHeaders = '' } = options;
  const { silenceMs = usualSilenceMs } = options;
  if (!topic.isWellFormed()) throw new TypeError('a topic must be well-formed text');
  // The wait that a server asks for is the same for all: back-off comes on top of it.
  const retryInMs = nextTryMs ?? ((leastMs: number) => leastMs + backoff(attempt++, random));
  let toldCursor = after === undefined ? undefined : `${after}`;
  // Of the last delivery since then. Most cursors are never sent, so none is composed before.
  let deliveredSeq: number | undefined;
  let attempt = 0;
  let isOpen = false;
  let finished = false;
  let current: OpenConnection;
  let protocol: Protocol | undefined;
  let rest: Rest | undefined;
  let retry: NodeJS.Timeout | undefined;

  const cursor = () => (deliveredSeq === undefined ? toldCursor : cursorAt(deliveredSeq, toldCursor));

  function connect(): void {
    /** The server may have shut the connection before it could read the request. */
    let isRepeatable = false;
    let leastMs = 0;
    rest = undefined;

    const begin = () => {
      opened.expects(true);
      if (!finished && !opened.isDestroyed) protocol = open(wire);
    };
    const openConnection = target.http === 2 ? openHttp2 : openSocket;
    const opened = openConnection(target, silenceMs, {
      ...(options.onConnected && { onConnected: options.onConnected }),
      onOpen() {
        options.onReady?.();
        if (start) void start.then(begin);
        else begin();
      },
      onBytes(chunk) {
        isRepeatable = false;
        if (finished) protocol?.receiveClosing?.(chunk);
        else protocol?.receive(chunk);
      },
      onEnd() {
        if (!finished) protocol?.ended?.();
      },
      onGone(reason, wasShut, isFinal) {
        protocol = undefined;
        if (finished) return;
        if (isFinal) {
          wire.end('WRONG_HANDSHAKE', reason);
          return;
        }
        if (rest) {
          rest.gone();
          return;
        }
        if (isRepeatable && wasShut) {
          connect();
          return;
        }
        isOpen = false;
        const retryMs = retryInMs(leastMs);
        retry = setTimeout(connect, retryMs);
        onState?.({ kind: 'waiting', reason, retryMs });
      },
    });
    current = opened;

    const wire: Wire = {
      target,
      topic,
      requestHeaders,
      get session() {
        return opened.session;
      },
      carriedBy(stream, onData) {
        opened.carriedBy(stream, chunk => {
          isRepeatable = false;
          if (finished) protocol?.receiveClosing?.(chunk);
          else onData(chunk);
        });
      },
      reads(part) {
        isRepeatable = false;
        if (!finished) opened.reads(part);
      },
      write: opened.write,
      finish: opened.finish,
      get closing() {
        return finished;
      },
      get cursor() {
        return cursor();
      },
      set cursor(told) {
        toldCursor = told;
        deliveredSeq = undefined;
      },
      established() {
        attempt = 0;
        if (isOpen || finished) return;
        isOpen = true;
        onState?.({ kind: 'open' });
      },
      deliver(notifications: Notification[]) {
        for (const notification of notifications) {
          if (finished) return;
          deliveredSeq = notification.seq;
          onNotification(notification, opened.readAt);
        }
        if (!finished) onResponse?.(notifications.length);
      },
      expects: opened.expects,
      rest(delayMs, resume) {
        const poll = () => {
          rest = undefined;
          isRepeatable = true;
          resume?.();
        };
        opened.expects(false);
        rest = beginRest(opened, delayMs, connect, resume && poll);
      },
      retryAfter(ms) {
        leastMs = ms;
      },
      confirmed() {
        if (finished) options.onConfirmed?.();
      },
      end(code, reason) {
        if (finished) return;
        finished = true;
        signal?.removeEventListener('abort', abort);
        onState?.({ kind: 'ended', code, reason });
        opened.destroy();
      },
    };
  }

  function close(how: 'handshake' | 'cut' = 'handshake'): Promise<void> {
    finished = true;
    clearTimeout(retry);
    rest?.stop();
    signal?.removeEventListener('abort', abort);
    return current.close(how, () => protocol?.closingBytes?.() ?? Buffer.alloc(0));
  }
  const abort = () => void close();

  connect();
  signal?.addEventListener('abort', abort, { once: true });
  if (signal?.aborted) abort();
  return {
    close,
    send(json) {
      const bytes = protocol?.upstream?.(json);
      if (bytes === undefined || finished) return false;
      current.write(bytes);
      return true;
    },
    hasUpstream: () => protocol?.upstream !== undefined && !finished,
    stall: () => current.stall(),
    reconnect: reason => current.giveUp(reason),
    cursor,
  };
}
