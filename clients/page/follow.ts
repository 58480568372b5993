import type { Notification } from '../../scenarios/load/notification.ts';
import type { TestedTransport } from '../../scenarios/load/transport.ts';

/** The state of one subscription, as far as a page can know it. */
export type PageState =
  /** A request is in progress; a long poll waits for updates. */
  | { kind: 'asking' }
  /** Between two polls. */
  | { kind: 'idle' }
  /** The stream or the socket is open. */
  | { kind: 'open' }
  /**
   * It broke. `retryMs` is the time until the page's own code tries again; null if the browser
   * retries at a time that it does not reveal.
   */
  | { kind: 'waiting'; retryMs: number | null }
  | { kind: 'ended'; reason: string };

/** A page's request to follow a topic, and its callbacks. */
export interface Follow {
  topic: string;
  /** The cursor to continue from; undefined to start with the next notification. */
  after: string | undefined;
  intervalMs: number;
  waitSeconds: number;
  /**
   * Whether this code reconnects after a failure; otherwise only the browser's own reconnect is
   * left.
   */
  reconnects: boolean;
  onNotification(notification: Notification): void;
  /** A request or a connection begins. */
  onRequest?(): void;
  /** The request or connection has ended. */
  onRequestEnd?(): void;
  /** Received bytes, as far as a page can know them. */
  onBytes?(bytes: number): void;
  /** An answer, event or frame has arrived, with this many notifications. */
  onResponse?(notificationCount: number): void;
  onState?(state: PageState): void;
}

/** A subscription of a page. */
export interface Following {
  /** The cursor that it has reached; undefined before it knows one. */
  cursor(): string | undefined;
  close(): void;
}

export type FollowBy = Record<TestedTransport, (follow: Follow) => Following>;

const encoder = new TextEncoder();

/** How many bytes a text takes in UTF-8. */
export const utf8Bytes = (text: string): number => encoder.encode(text).length;

/** The query of a subscription: its topic, and its cursor where it has one. */
export function queryOf(topic: string, after: string | undefined): string {
  return new URLSearchParams({ topic, ...(after !== undefined && { after }) }).toString();
}
