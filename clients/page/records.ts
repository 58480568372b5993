import type { TestedTransport } from '../../scenarios/load/transport.ts';

/** What the page of a trial must follow. */
export interface PageOrder {
  transport: TestedTransport;
  /** One topic per subscriber. */
  topics: string[];
  intervalMs: number;
  waitSeconds: number;
  reconnects: boolean;
}

/** Progress of the page. */
export interface PageProgress {
  /** Highest seq of each subscriber. */
  highest: number[];
  /** Why a subscription ended permanently; null if it did not. */
  ended: (string | null)[];
}

/**
 * Everything that the page of a trial received, by its own clock in ms. `index` is the
 * subscriber's.
 */
export interface PageRecords {
  deliveries: [index: number, seq: number, scheduledAt: number, publishedAt: number, atMs: number][];
  responses: [atMs: number, notificationCount: number][];
  /** When a connection broke, and when it was open again. */
  breaks: [index: number, kind: 'broken' | 'back', atMs: number][];
}

/** The page's functions, called by the process that drives the browser. */
export interface MeasuredPageApi {
  follow(order: PageOrder): void;
  progress(): PageProgress;
  records(): PageRecords;
  /** Duration of an ordinary request of the page; null without an answer within `timeoutMs`. */
  ownRequest(timeoutMs: number): Promise<number | null>;
  /** Smallest step of the page's clock. */
  clockStepMs(): number;
}
