import type { ClientTls } from '../../bench/processes/tls.ts';
import type { Compression, HttpVersion } from '../../scenarios/load/connection.ts';
import type { MonotonicMicros, Notification } from '../../scenarios/load/notification.ts';

/** Where the server listens. */
export interface Target {
  host: string;
  port: number;
  /** With it, every connection speaks TLS. */
  tls?: ClientTls;
  /** Over TLS: 2 for HTTP/2. */
  http?: HttpVersion | undefined;
  /**
   * Over HTTP/2: subscribers of the same group share one connection; without it, each has its own.
   */
  group?: number;
  /** With it, the server must send what it sends compressed like this. */
  compression?: Compression | undefined;
}

/** State of a subscription. `ended` is final: the server stated why it cannot continue. */
export type State =
  | { kind: 'open' }
  | { kind: 'waiting'; reason: string; retryMs: number }
  | { kind: 'ended'; code: string; reason: string };

export interface SubscribeOptions {
  topic: string;
  /**
   * The cursor of the last notification received, or its bare seq; undefined to start with the next
   * notification.
   */
  after?: string | number;
  /** Receives each notification, and when its last bytes were read from the socket. */
  onNotification: (notification: Notification, readAt: MonotonicMicros) => void;
  /** Called once for each response, event or frame meant for notifications, with their number. */
  onResponse?: (notificationCount: number) => void;
  onState?: (state: State) => void;
  /** The TCP connection is established. */
  onConnected?: () => void;
  /** A request can be sent: over TLS, its handshake is over, too. */
  onReady?: () => void;
  /** The server has confirmed the closing, if its protocol does. */
  onConfirmed?: () => void;
  /** The first request waits for this promise, on an established connection. */
  start?: Promise<void>;
  /** Header lines of every request besides those that it needs, each ended by CRLF. */
  requestHeaders?: string;
  /**
   * The pause in ms before reconnection number `attempt` (from 0); capped and jittered by default.
   * Short polling has none: it reconnects when its next poll is due.
   */
  backoff?: (attempt: number, random: () => number) => number;
  /**
   * A connection without data for this many ms, although something is due (a heartbeat, an answer),
   * is replaced; Infinity for never. The default is longer than two heartbeats, or than the
   * requested wait. The tcp-floor has no heartbeat. It has no default, and with a limit it also
   * replaces a connection that is only idle.
   */
  silenceMs?: number;
  signal?: AbortSignal;
  /**
   * Random numbers from 0 to 1 for the jitter of reconnections; seeded if a run must be repeatable.
   */
  random?: () => number;
}

export interface Subscription {
  /**
   * Stops permanently, without further calls to any callback but onConfirmed. Resolves when socket
   * and timers are gone. `cut` resets the connection without a closing handshake.
   */
  close(how?: 'handshake' | 'cut'): Promise<void>;
  /**
   * Sends JSON text upstream on the connection itself; false if it has no upstream or is not
   * established.
   */
  send(json: string): boolean;
  /** Whether `send` sends now. */
  hasUpstream(): boolean;
  /** Stops reading. */
  stall(): void;
  /** Gives its connection up for this reason, and continues over a new one. */
  reconnect(reason: string): void;
  /**
   * The cursor to continue from; undefined before the server has told one. A bare number gets its
   * epoch when the first response has been taken as a whole.
   */
  cursor(): string | undefined;
}

/** A client transport: follows one topic, and reconnects from its cursor by itself. */
export type Connect = (target: Target, options: SubscribeOptions) => Subscription;
