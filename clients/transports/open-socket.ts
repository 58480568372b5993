import { connect, type Socket } from 'node:net';
import { type MonotonicMicros, nowMicros } from '../../scenarios/load/notification.ts';
import { watchSilence } from './silence.ts';
import type { Target } from './subscriber.ts';

/**
 * Every socket of the process reads into this one buffer, and what it read is taken at once. A buffer
 * for each read, Node's default, costs a load generator a fifth of its time.
 */
const inbox = Buffer.alloc(64 * 1024);

/** How long a closing handshake may take before the socket is destroyed. */
const CLOSE_TIMEOUT_MS = 1000;

/** What the caller hears of one connection. */
export interface SocketEvents {
  /** The TCP connection stands. */
  onOpen(): void;
  /** Bytes in order. The chunk holds other bytes after the call. An error thrown here ends the connection. */
  onBytes(chunk: Buffer): void;
  /** The connection is gone, for this reason. */
  onGone(reason: string): void;
}

/** One TCP connection to a server. */
export interface OpenSocket {
  readonly socket: Socket;
  /** When the last bytes were read; 0 before the first. */
  readonly readAt: MonotonicMicros;
  /** From now on an answer is due, or none is. At the start of a connection one is. */
  expects(answer: boolean): void;
  /**
   * Ends it and resolves when it is gone: after the last bytes that `farewell` gives, or by a reset where it is `cut`.
   */
  close(how: 'handshake' | 'cut', farewell: () => Buffer): Promise<void>;
}

/** Opens one connection. It is given up after `silenceMs` without a byte while an answer is due; Infinity waits for ever. */
export function openSocket(target: Target, silenceMs: number, events: SocketEvents): OpenSocket {
  let reason = 'the server closed the connection';
  let readAt = 0;
  let dueSince = nowMicros();

  const receive = (byteCount: number) => {
    readAt = nowMicros();
    try {
      events.onBytes(inbox.subarray(0, byteCount));
    } catch (error) {
      reason = (error as Error).message;
      socket.destroy();
    }
    return true;
  };
  const socket = connect({ ...target, noDelay: true, onread: { buffer: inbox, callback: receive } });
  const quietSince = () => (socket.isPaused() ? Number.POSITIVE_INFINITY : Math.max(readAt, dueSince));
  const unwatch = watchSilence(silenceMs, quietSince, () => {
    reason = `nothing heard for ${silenceMs / 1000} s`;
    socket.destroy();
  });
  const expects = (answer: boolean) => {
    dueSince = answer ? nowMicros() : Number.POSITIVE_INFINITY;
  };
  socket.on('connect', () => {
    expects(false);
    events.onOpen();
  });
  socket.on('error', error => {
    reason = error.message;
  });
  socket.on('close', () => {
    unwatch();
    events.onGone(reason);
  });

  return {
    socket,
    get readAt() {
      return readAt;
    },
    expects,
    close(how, farewell) {
      if (socket.closed) return Promise.resolve();
      return new Promise(resolve => {
        const timer = setTimeout(() => socket.destroy(), CLOSE_TIMEOUT_MS);
        socket.once('close', () => {
          clearTimeout(timer);
          resolve();
        });
        // Once it is being ended, Node can no longer reset it: 'close' would never come.
        if (how === 'cut' && !socket.writableEnded) socket.resetAndDestroy();
        else if (how === 'cut' || socket.connecting || socket.isPaused()) socket.destroy();
        else socket.end(farewell());
      });
    },
  };
}
