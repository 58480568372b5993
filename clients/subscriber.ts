import type { Notification } from '../scenarios/notification.ts';

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
  onNotification: (notification: Notification) => void;
  /** Called once for each response, event or frame that was meant to carry notifications, with how many it carried. */
  onResponse?: (notificationCount: number) => void;
  onState?: (state: State) => void;
  signal?: AbortSignal;
  /** Random numbers from 0 to 1, for the jitter of reconnections; seeded where a run must repeat. */
  random?: () => number;
}

export interface Subscription {
  /** Stops for good, without a further call to any callback; resolves when socket and timers are gone. */
  close(): Promise<void>;
}

/** A client transport: follows one topic, and by itself reconnects from its cursor. */
export type Connect = (target: Target, options: SubscribeOptions) => Subscription;
