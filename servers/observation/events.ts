import type { Transport } from '../../scenarios/load/transport.ts';
import type { Entry } from '../feed/held.ts';

/** A client, and what it follows. */
export interface Visitor {
  transport: Transport;
  topic: string;
  /** Host and port of the client, as the server sees them: a proxy's, if there is one. */
  address: string;
}

/** What happens on a server. */
export type ServerEvent =
  /** A stream began after `cursor`, or a poll begins to wait; null for a poll without a cursor. */
  | { kind: 'came'; visitor: Visitor; cursor: string | null }
  | { kind: 'polled'; visitor: Visitor; waitedMs: number; answer: PollOutcome }
  /** `why` is a phrase, perhaps with a colon and details. */
  | { kind: 'left'; visitor: Visitor; stayedMs: number; why: string }
  /** `followers` are the streams and the waiting polls that get it at once. */
  | { kind: 'published'; entry: Entry; followers: number }
  | { kind: 'refused'; request: string; address: string; statusCode: number; reason: string };

/** What a poll got. */
export interface PollOutcome {
  statusCode: number;
  notificationCount: number;
  /** The cursor of the answer; null if it has none. */
  cursor: string | null;
}

/** Hears of everything that happens on a server by hand. Measured servers have none. */
export type Observer = (event: ServerEvent) => void;
