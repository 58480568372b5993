import { connect as connectSocket, type Socket } from 'node:net';
import { type Notification, nowMicros } from '../../scenarios/load/notification.ts';
import { backoffMs } from './backoff.ts';
import { watchSilence } from './silence.ts';
import type { SubscribeOptions, Subscription, Target } from './subscriber.ts';

/**
 * Every socket of the process reads into this one buffer, and what it read is taken at once: a buffer for each read, Node's
 * default, costs a load generator a fifth of its time.
 */
const inbox = Buffer.alloc(64 * 1024);

/** How long a closing handshake may take before the socket is destroyed. */
const CLOSE_TIMEOUT_MS = 1000;

/** What a protocol may do with its connection. */
export interface Wire {
  readonly target: Target;
  readonly topic: string;
  readonly socket: Socket;
  /** Header lines beyond those that a request needs, each ended by CRLF. */
  readonly requestHeaders: string;
  /** The subscriber has closed: nothing more may be asked for. */
  readonly closing: boolean;
  /** The last seq seen, over all connections so far. */
  cursor: number | undefined;
  /**
   * The subscription stands: nothing published from now on is lost, and the next failure starts with a short pause again.
   * Only the first call counts on each connection.
   */
  established(): void;
  /** Hands on what one response, event or frame carried. */
  deliver(notifications: Notification[]): void;
  /** From now on an answer is due, or none; at the start of a connection something is. */
  expects(answer: boolean): void;
  /** This connection has served its purpose, and the next is opened when `delayMs` says: no break, and no back-off. */
  renew(delayMs: () => number): void;
  /** While closing: the server has confirmed, as its protocol wants it. */
  confirmed(): void;
  /** The server said that it cannot go on: no reconnection. */
  end(code: string, reason: string): void;
}

/** One transport's part of one connection: it has sent its request, receives, and releases what it holds at the end. */
export interface Protocol {
  /**
   * Takes the bytes in order. An error thrown here breaks the connection, and the next one is tried. The chunk holds other
   * bytes after the call: what outlives it must be copied.
   */
  receive(chunk: Buffer): void;
  /** The same once the subscriber has closed, where the server has something to say to that. */
  receiveClosing?(chunk: Buffer): void;
  /** The connection is gone: stop timers. */
  release?(): void;
  /** The last bytes before the subscriber closes by itself. */
  farewell?(): Buffer;
  /** Where the protocol can send upstream: JSON text, as it wants it on the wire. */
  upstream?(json: string): Buffer;
}

/**
 * Keeps one subscriber connected until it is closed or the server ends it: opens a socket, hands it to `open`, and after a
 * break reconnects from the cursor with capped, jittered back-off. Silence is a break as well: after `options.silenceMs`,
 * or `usualSilenceMs` where nothing is said, or never where both are left out.
 */
export function keepConnected(
  target: Target,
  options: SubscribeOptions,
  open: (wire: Wire) => Protocol,
  usualSilenceMs = Number.POSITIVE_INFINITY,
): Subscription {
  const { topic, after, onNotification, onResponse, onState, signal, start } = options;
  const { random = Math.random, backoff = backoffMs, requestHeaders = '' } = options;
  const { silenceMs = usualSilenceMs } = options;
  if (!topic.isWellFormed()) throw new TypeError('a topic must be well-formed text');
  let cursor = after;
  let attempt = 0;
  let finished = false;
  let socket: Socket;
  let protocol: Protocol | undefined;
  let retry: NodeJS.Timeout | undefined;

  function connect(): void {
    let reason = 'the server closed the connection';
    let isOpen = false;
    let readAt = 0;
    let dueSince = nowMicros();
    let renewal: (() => number) | undefined;
    const receive = (byteCount: number) => {
      readAt = nowMicros();
      try {
        const chunk = inbox.subarray(0, byteCount);
        if (finished) protocol?.receiveClosing?.(chunk);
        else protocol?.receive(chunk);
      } catch (error) {
        reason = (error as Error).message;
        current.destroy();
      }
      return true;
    };
    const current = connectSocket({ ...target, noDelay: true, onread: { buffer: inbox, callback: receive } });
    socket = current;
    const wire: Wire = {
      target,
      topic,
      socket: current,
      requestHeaders,
      get closing() {
        return finished;
      },
      get cursor() {
        return cursor;
      },
      set cursor(seq) {
        cursor = seq;
      },
      established() {
        if (isOpen || finished) return;
        isOpen = true;
        attempt = 0;
        onState?.({ kind: 'open' });
      },
      deliver(notifications) {
        for (const notification of notifications) {
          if (finished) return;
          cursor = notification.seq;
          onNotification(notification, readAt);
        }
        if (!finished) onResponse?.(notifications.length);
      },
      expects(answer) {
        dueSince = answer ? nowMicros() : Number.POSITIVE_INFINITY;
      },
      renew(delayMs) {
        renewal = delayMs;
        wire.expects(true); // The end of the connection.
        current.end();
      },
      confirmed() {
        if (finished) options.onConfirmed?.();
      },
      end(code, why) {
        if (finished) return;
        finished = true;
        signal?.removeEventListener('abort', close);
        onState?.({ kind: 'ended', code, reason: why });
        current.destroy();
      },
    };
    const begin = () => {
      wire.expects(true);
      if (!finished && !current.destroyed) protocol = open(wire);
    };
    const quietSince = () => (current.isPaused() ? Number.POSITIVE_INFINITY : Math.max(readAt, dueSince));
    const unwatch = watchSilence(silenceMs, quietSince, () => {
      reason = `nothing heard for ${silenceMs / 1000} s`;
      current.destroy();
    });
    current.on('connect', () => {
      options.onConnected?.();
      wire.expects(false);
      if (start) void start.then(begin);
      else begin();
    });
    current.on('error', error => {
      reason = error.message;
    });
    current.on('close', () => {
      unwatch();
      protocol?.release?.();
      protocol = undefined;
      if (finished) return;
      if (renewal) {
        retry = setTimeout(connect, renewal());
        return;
      }
      const retryMs = backoff(attempt++, random);
      retry = setTimeout(connect, retryMs);
      onState?.({ kind: 'waiting', reason, retryMs });
    });
  }

  function close(how?: unknown): Promise<void> {
    finished = true;
    clearTimeout(retry);
    signal?.removeEventListener('abort', close);
    const current = socket;
    if (current.closed) return Promise.resolve();
    return new Promise(resolve => {
      const timer = setTimeout(() => current.destroy(), CLOSE_TIMEOUT_MS);
      current.once('close', () => {
        clearTimeout(timer);
        resolve();
      });
      // Once it is being ended, Node can no longer reset it: 'close' would never come.
      if (how === 'cut' && !current.writableEnded) current.resetAndDestroy();
      else if (how === 'cut' || current.connecting || current.isPaused()) current.destroy();
      else current.end(protocol?.farewell?.() ?? Buffer.alloc(0));
    });
  }

  connect();
  signal?.addEventListener('abort', close, { once: true });
  if (signal?.aborted) void close();
  return {
    close,
    send(json) {
      const bytes = protocol?.upstream?.(json);
      if (bytes === undefined || finished) return false;
      socket.write(bytes);
      return true;
    },
    stall: () => void socket.pause(),
  };
}
