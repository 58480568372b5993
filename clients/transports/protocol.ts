import type { Notification } from '../../scenarios/load/notification.ts';
import type { Requester } from './http-requests.ts';
import type { OpenConnection } from './open-connection.ts';

/** What a protocol may do with its connection. */
export interface Wire extends Requester, Pick<OpenConnection, 'finish'> {
  readonly topic: string;
  /** Header lines besides those that a request needs, each ended by CRLF. */
  readonly requestHeaders: string;
  /** The subscriber has closed: no further request may be sent. */
  readonly closing: boolean;
  /**
   * The cursor to continue from, over all connections so far: as the server told it, and moved on
   * by each delivery.
   */
  cursor: string | undefined;
  /**
   * The subscription is established: nothing published from now on is lost, and the next failure
   * starts with a short pause again. Only the first call after a break changes the state.
   */
  established(): void;
  /** Passes on the notifications of one response, event or frame. */
  deliver(notifications: Notification[]): void;
  /** Sets whether an answer is due from now on; at the start of a connection one is. */
  expects(answer: boolean): void;
  /**
   * Nothing is due for `delayMs`. Then `resume` is called if the connection still stands; otherwise
   * a new one is opened. Without `resume` the connection ends now. This is no break, and there is
   * no back-off. A request of `resume` that the server shuts without a byte of an answer is made
   * again on a new connection, as browsers do.
   */
  rest(delayMs: number, resume?: () => void): void;
  /** The server asks that no attempt follows a break of this connection sooner than this. */
  retryAfter(ms: number): void;
  /** Reports, while closing, that the server has confirmed as its protocol requires. */
  confirmed(): void;
  /** The server reported that it cannot continue: no reconnection. */
  end(code: string, reason: string): void;
}

/** One transport's part of one connection. It has sent its request, and receives. */
export interface Protocol {
  /**
   * Receives the bytes in order. An error thrown here breaks the connection, and a new one is
   * tried. The chunk is overwritten after the call, so anything kept must be copied.
   */
  receive(chunk: Buffer): void;
  /** The same after the subscriber has closed, if the server still answers then. */
  receiveClosing?(chunk: Buffer): void;
  /** The server sends nothing more. An error thrown here is the reason of the break. */
  ended?(): void;
  /** The last bytes before the subscriber closes the connection. */
  closingBytes?(): Buffer;
  /** If the protocol can send upstream: the wire format of JSON text. */
  upstream?(json: string): Buffer;
}
