import type { TestedTransport } from '../../scenarios/load/transport.ts';

/** What the page of a trial is told to follow. */
export interface PageOrder {
  transport: TestedTransport;
  /** One subscriber each. */
  topics: string[];
  intervalMs: number;
  waitSeconds: number;
  reconnects: boolean;
}

/** How far the page is. */
export interface PageProgress {
  /** Highest seq of each subscriber. */
  highest: number[];
  /** Why a subscription ended for good; null where it did not. */
  ended: (string | null)[];
}

/** All that the page of a trial saw, by its own clock in ms; `who` counts the subscribers. */
export interface PageRecords {
  deliveries: [who: number, seq: number, scheduledAt: number, publishedAt: number, atMs: number][];
  responses: [atMs: number, notificationCount: number][];
  /** When a connection broke, and when it stood again. */
  breaks: [who: number, kind: 'broken' | 'back', atMs: number][];
}

/** What the page of a trial offers to whoever leads the browser. */
export interface MeasuredPageApi {
  follow(order: PageOrder): void;
  progress(): PageProgress;
  records(): PageRecords;
  /** How long an ordinary request of the page takes; null where it has no answer within `timeoutMs`. */
  ownRequest(timeoutMs: number): Promise<number | null>;
  /** Smallest step that its clock takes. */
  clockStepMs(): number;
}
