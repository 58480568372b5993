import type { ClientHttp2Session, ClientHttp2Stream } from 'node:http2';
import type { MonotonicMicros } from '../../scenarios/load/notification.ts';

/** How long a closing handshake may take before the connection is destroyed. */
export const CLOSE_TIMEOUT_MS = 1000;
/** The error codes of a connection that the other side has reset or ended. */
export const SHUT_CODES = ['ECONNRESET', 'EPIPE'];

/** Events of one connection. */
export interface ConnectionEvents {
  /** The TCP connection is established. */
  onConnected?(): void;
  /** A request can be sent: over TLS, its handshake is over, too. */
  onOpen(): void;
  /**
   * Receives bytes in order. The chunk is overwritten after the call. An error thrown here ends the
   * connection. Over HTTP/2 it is never called.
   */
  onBytes(chunk: Buffer): void;
  /** The other side sends nothing more. An error thrown here ends the connection. */
  onEnd(): void;
  /**
   * The connection has ended, for this reason. `wasShut`: by the other side, with an end or a
   * reset. `isFinal`: another one would end for the same reason.
   */
  onGone(reason: string, wasShut: boolean, isFinal: boolean): void;
}

/** One subscriber's connection to a server. */
export interface OpenConnection {
  /** Over HTTP/2: makes its streams. Undefined over HTTP/1.1, and before a request can be sent. */
  readonly session: ClientHttp2Session | undefined;
  /** When the last bytes were read; 0 before the first. */
  readonly readAt: MonotonicMicros;
  /** Whether another request can be sent. */
  readonly isUsable: boolean;
  readonly isDestroyed: boolean;
  /** Sets whether an answer is due from now on. At the start of a connection one is. */
  expects(answer: boolean): void;
  /**
   * Over HTTP/2: a request was sent on this stream. `onData` gets what comes on it; what is written
   * from now on goes there.
   */
  carriedBy(stream: ClientHttp2Stream, onData: (chunk: Buffer) => void): void;
  /** Runs what reads a part of an answer. An error that it throws ends the connection. */
  reads(part: () => void): void;
  write(bytes: Buffer | string, encoding?: BufferEncoding): void;
  /** Writes the last bytes, and ends what this subscriber sends. */
  finish(bytes?: Buffer): void;
  destroy(): void;
  /** Gives the connection up for this reason, without a word to the other side. */
  giveUp(reason: string): void;
  /** Stops reading. */
  stall(): void;
  /**
   * Ends the connection and resolves when it is closed: after the bytes of `closingBytes`, or by a
   * reset if it is `cut`, which only TCP has.
   */
  close(how: 'handshake' | 'cut', closingBytes: () => Buffer): Promise<void>;
}
