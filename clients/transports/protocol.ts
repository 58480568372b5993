import type { Socket } from 'node:net';
import type { Notification } from '../../scenarios/load/notification.ts';
import type { Target } from './subscriber.ts';

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
