import { connect as connectSocket, type Socket } from 'node:net';
import type { Notification } from '../scenarios/notification.ts';
import { backoffMs } from './backoff.ts';
import type { SubscribeOptions, Subscription, Target } from './subscriber.ts';

/** How long a closing handshake may take before the socket is destroyed. */
const CLOSE_TIMEOUT_MS = 1000;

/** What a protocol may do with its connection. */
export interface Wire {
  readonly target: Target;
  readonly topic: string;
  readonly socket: Socket;
  /** The last seq seen, over all connections so far. */
  cursor: number | undefined;
  /** The server has accepted this connection: the next failure starts with a short pause again. */
  established(): void;
  /** Hands on what one response, event or frame carried. */
  deliver(notifications: Notification[]): void;
  /** The server said that it cannot go on: no reconnection. */
  end(code: string, reason: string): void;
}

/** One transport's part of one connection: it has sent its request, receives, and releases what it holds at the end. */
export interface Protocol {
  /** Takes the bytes in order. An error thrown here breaks the connection, and the next one is tried. */
  receive(chunk: Buffer): void;
  /** The connection is gone: stop timers. */
  release?(): void;
  /** The last bytes before the subscriber closes by itself. */
  farewell?(): Buffer;
}

/**
 * Keeps one subscriber connected until it is closed or the server ends it: opens a socket, hands it to `open`, and after a
 * break reconnects from the cursor with capped, jittered back-off.
 */
export function keepConnected(
  target: Target,
  { topic, after, onNotification, onResponse, onState, signal, random = Math.random }: SubscribeOptions,
  open: (wire: Wire) => Protocol,
): Subscription {
  let cursor = after;
  let attempt = 0;
  let finished = false;
  let socket: Socket;
  let protocol: Protocol | undefined;
  let retry: NodeJS.Timeout | undefined;

  function connect(): void {
    let reason = 'the server closed the connection';
    const current = connectSocket({ ...target, noDelay: true });
    socket = current;
    const wire: Wire = {
      target,
      topic,
      socket: current,
      get cursor() {
        return cursor;
      },
      set cursor(seq) {
        cursor = seq;
      },
      established() {
        attempt = 0;
        onState?.({ kind: 'open' });
      },
      deliver(notifications) {
        for (const notification of notifications) {
          if (finished) return;
          cursor = notification.seq;
          onNotification(notification);
        }
        onResponse?.(notifications.length);
      },
      end(code, why) {
        finished = true;
        onState?.({ kind: 'ended', code, reason: why });
        current.destroy();
      },
    };
    current.on('connect', () => {
      protocol = open(wire);
    });
    current.on('data', (chunk: Buffer) => {
      if (finished) return;
      try {
        protocol?.receive(chunk);
      } catch (error) {
        reason = (error as Error).message;
        current.destroy();
      }
    });
    current.on('error', error => {
      reason = error.message;
    });
    current.on('close', () => {
      protocol?.release?.();
      protocol = undefined;
      if (finished) return;
      const retryMs = backoffMs(attempt++, random);
      retry = setTimeout(connect, retryMs);
      onState?.({ kind: 'waiting', reason, retryMs });
    });
  }

  function close(): Promise<void> {
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
      if (current.connecting) current.destroy();
      else current.end(protocol?.farewell?.() ?? Buffer.alloc(0));
    });
  }

  connect();
  signal?.addEventListener('abort', close, { once: true });
  if (signal?.aborted) void close();
  return { close };
}
