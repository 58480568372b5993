import type { Socket } from 'node:net';
import { type MonotonicMicros, nowMicros } from '../../scenarios/load/notification.ts';
import { connectTo, WrongHandshake } from './connect-to.ts';
import { watchSilence } from './silence.ts';
import type { Target } from './subscriber.ts';

/**
 * All sockets of the process read into this one buffer, whose content is processed at once. One
 * buffer per read, Node's default, takes a fifth of a load generator's time.
 */
const inbox = Buffer.alloc(64 * 1024);

/** How long a closing handshake may take before the socket is destroyed. */
export const CLOSE_TIMEOUT_MS = 1000;
/** The error codes of a connection that the other side has reset or ended. */
const SHUT_CODES = ['ECONNRESET', 'EPIPE'];

/** Events of one connection. */
export interface SocketEvents {
  /** The TCP connection is established. */
  onConnected?(): void;
  /** A request can be sent: over TLS, its handshake is over, too. */
  onOpen(): void;
  /**
   * Receives bytes in order. The chunk is overwritten after the call. An error thrown here ends the
   * connection.
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

/** One connection to a server. */
export interface OpenSocket {
  readonly socket: Socket;
  /** When the last bytes were read; 0 before the first. */
  readonly readAt: MonotonicMicros;
  /** Sets whether an answer is due from now on. At the start of a connection one is. */
  expects(answer: boolean): void;
  /** Gives the connection up for this reason, without a word to the other side. */
  giveUp(reason: string): void;
  /**
   * Ends the connection and resolves when it is closed: after the bytes of `closingBytes`, or by a
   * reset if it is `cut`.
   */
  close(how: 'handshake' | 'cut', closingBytes: () => Buffer): Promise<void>;
}

/**
 * Opens one connection. It is closed after `silenceMs` without a byte while an answer is due; with
 * Infinity, never.
 */
export function openSocket(target: Target, silenceMs: number, events: SocketEvents): OpenSocket {
  let reason = 'the server closed the connection';
  let wasShut = false;
  let isFinal = false;
  let isReady = false;
  let readAt = 0;
  let dueSince = nowMicros();

  const giveUp = (why: string) => {
    reason = why;
    socket.destroy();
  };
  const failed = (error: Error) => giveUp(error.message);
  const receive = (byteCount: number) => {
    readAt = nowMicros();
    try {
      events.onBytes(inbox.subarray(0, byteCount));
    } catch (error) {
      failed(error as Error);
    }
    return true;
  };
  const opened = () => {
    isReady = true;
    expects(false);
    events.onOpen();
  };
  const socket = connectTo(target, opened, { buffer: inbox, callback: receive });
  const quietSince = () => (socket.isPaused() ? Number.POSITIVE_INFINITY : Math.max(readAt, dueSince));
  const unwatch = watchSilence(silenceMs, quietSince, () =>
    giveUp(`nothing heard for ${silenceMs / 1000} s`),
  );
  const expects = (answer: boolean) => {
    dueSince = answer ? nowMicros() : Number.POSITIVE_INFINITY;
  };
  // Before the request, which may be sent at the same event.
  socket.prependListener('connect', () => events.onConnected?.());
  socket.on('end', () => {
    wasShut = true;
    try {
      events.onEnd();
    } catch (error) {
      failed(error as Error);
    }
  });
  socket.on('error', (error: NodeJS.ErrnoException) => {
    // Node has tried each address of the host.
    const errors = error instanceof AggregateError ? (error.errors as Error[]) : [error];
    reason = errors.map(({ message }) => message).join('; ');
    wasShut ||= SHUT_CODES.includes(error.code ?? '');
    isFinal = error instanceof WrongHandshake;
  });
  socket.on('close', () => {
    unwatch();
    events.onGone(reason, wasShut, isFinal);
  });

  return {
    socket,
    get readAt() {
      return readAt;
    },
    expects,
    giveUp,
    close(how, closingBytes) {
      if (socket.closed) return Promise.resolve();
      return new Promise(resolve => {
        const timer = setTimeout(() => socket.destroy(), CLOSE_TIMEOUT_MS);
        socket.once('close', () => {
          clearTimeout(timer);
          resolve();
        });
        // Node cannot reset a socket that is already ending; 'close' would never come.
        if (how === 'cut' && !socket.writableEnded) socket.resetAndDestroy();
        else if (how === 'cut' || !isReady || socket.isPaused()) socket.destroy();
        else socket.end(closingBytes());
      });
    },
  };
}
