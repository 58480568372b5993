import type { MonotonicMicros, Notification } from '../../scenarios/load/notification.ts';

/** Where the server listens. */
export interface Target {
  host: string;
  port: number;
}

/** What becomes of a subscription. `ended` is final: the server said why it will never continue. */
export type State =
  | { kind: 'open' }
  | { kind: 'waiting'; reason: string; retryMs: number }
  | { kind: 'ended'; code: string; reason: string };

export interface SubscribeOptions {
  topic: string;
  /** The last seq seen; undefined to start with what comes next. */
  after?: number;
  /** Gets each notification, and when the bytes that hold its end were read from the socket. */
  onNotification: (notification: Notification, readAt: MonotonicMicros) => void;
  /** Called once for each response, event or frame that was meant to carry notifications, with how many it carried. */
  onResponse?: (notificationCount: number) => void;
  onState?: (state: State) => void;
  /** The TCP connection stands. */
  onConnected?: () => void;
  /** While closing: the server has confirmed it, where its protocol does. */
  onConfirmed?: () => void;
  /** The first request waits for this, on a connection that stands already. */
  start?: Promise<void>;
  /** Header lines of every request beyond those that it needs, each ended by CRLF. */
  requestHeaders?: string;
  /** The pause in ms before reconnection number `attempt` (from 0); capped and jittered where nothing is said. */
  backoff?: (attempt: number, random: () => number) => number;
  /**
   * A connection on which nothing comes for so many ms although something is due (a heartbeat, an answer) is given up for
   * the next one; Infinity for never. Where nothing is said: longer than two heartbeats, or than the wait that was asked for.
   * The floor has no heartbeat: it watches only where it is told to, and then also gives up a connection that is merely idle.
   */
  silenceMs?: number;
  signal?: AbortSignal;
  /** Random numbers from 0 to 1, for the jitter of reconnections; seeded where a run must repeat. */
  random?: () => number;
}

export interface Subscription {
  /**
   * Stops for good, without a further call to any callback but onConfirmed; resolves when socket and timers are gone. `cut`
   * resets the connection without a word.
   */
  close(how?: 'handshake' | 'cut'): Promise<void>;
  /** Sends JSON text upstream on the connection itself; false where it has no upstream, or does not stand. */
  send(json: string): boolean;
  /** Reads nothing more. */
  stall(): void;
}

/** A client transport: follows one topic, and by itself reconnects from its cursor. */
export type Connect = (target: Target, options: SubscribeOptions) => Subscription;
