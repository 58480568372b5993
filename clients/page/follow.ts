import type { Notification } from '../../scenarios/load/notification.ts';
import type { TestedTransport } from '../../scenarios/load/transport.ts';

/** How it stands with one subscription, as far as a page can tell. */
export type PageState =
  /** A request is under way; of a long poll, it waits for news. */
  | { kind: 'asking' }
  /** Between two polls. */
  | { kind: 'idle' }
  /** The stream or the socket stands. */
  | { kind: 'open' }
  /** It broke; `retryMs` until the page's own code tries again, null where the browser does and keeps to itself when. */
  | { kind: 'waiting'; retryMs: number | null }
  | { kind: 'ended'; reason: string };

/** What a page wants followed, and what it is told. */
export interface Follow {
  topic: string;
  /** The last seq seen; undefined to start with what comes next. */
  after: number | undefined;
  intervalMs: number;
  waitSeconds: number;
  /** Whether this code connects again after a failure; where not, only what the browser does by itself is left. */
  reconnects: boolean;
  onNotification(notification: Notification): void;
  /** A request or a connection begins. */
  onRequest?(): void;
  /** It is over. */
  onRequestEnd?(): void;
  /** What came, as well as a page can know. */
  onBytes?(bytes: number): void;
  /** An answer, event or frame has come, with so many notifications. */
  onResponse?(notificationCount: number): void;
  onState?(state: PageState): void;
}

/** A subscription of a page. */
export interface Following {
  close(): void;
}

export type FollowBy = Record<TestedTransport, (follow: Follow) => Following>;

const encoder = new TextEncoder();

/** How many bytes a text takes in UTF-8. */
export const utf8Bytes = (text: string): number => encoder.encode(text).length;

/** The query of a subscription: its topic, and its cursor where it has one. */
export function queryOf(topic: string, after: number | undefined): string {
  return new URLSearchParams({ topic, ...(after !== undefined && { after: `${after}` }) }).toString();
}
