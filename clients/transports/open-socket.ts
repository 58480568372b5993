import { nowMicros } from '../../scenarios/load/notification.ts';
import { connectTo, WrongHandshake } from './connect-to.ts';
import {
  CLOSE_TIMEOUT_MS,
  type ConnectionEvents,
  type OpenConnection,
  SHUT_CODES,
} from './open-connection.ts';
import { watchSilence } from './silence.ts';
import type { Target } from './subscriber.ts';

/**
 * All sockets of the process read into this one buffer, whose content is processed at once. One
 * buffer per read, Node's default, takes a fifth of a load generator's time.
 */
const inbox = Buffer.alloc(64 * 1024);

/**
 * Opens one connection. It is closed after `silenceMs` without a byte while an answer is due; with
 * Infinity, never.
 */
export function openSocket(target: Target, silenceMs: number, events: ConnectionEvents): OpenConnection {
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
  function reads(part: () => void): void {
    readAt = nowMicros();
    try {
      part();
    } catch (error) {
      failed(error as Error);
    }
  }
  const receive = (byteCount: number) => {
    reads(() => events.onBytes(inbox.subarray(0, byteCount)));
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
    session: undefined,
    get readAt() {
      return readAt;
    },
    get isUsable() {
      return socket.writable;
    },
    get isDestroyed() {
      return socket.destroyed;
    },
    expects,
    giveUp,
    carriedBy() {},
    reads,
    write: (bytes, encoding) => void socket.write(bytes, encoding),
    finish(bytes) {
      if (bytes) socket.end(bytes);
      else socket.end();
    },
    destroy: () => void socket.destroy(),
    stall: () => void socket.pause(),
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
