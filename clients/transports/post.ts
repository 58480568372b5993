import type { Socket } from 'node:net';
import { authority } from '../../scenarios/load/authority.ts';
import { connectTo } from './connect-to.ts';
import { httpReader } from './http-reader.ts';
import type { Target } from './subscriber.ts';

/**
 * Publishes by `POST /notifications` on one kept-alive connection of its own, one request after the
 * other.
 */
export interface Poster {
  /**
   * Opens the connection ahead of the first request. Resolves when it is open; also if it cannot be
   * opened, because the first request tries again and tells.
   */
  open(): Promise<void>;
  /**
   * `body` returns JSON text. It is called when the request is sent, because a request may have to
   * wait for the previous answer.
   */
  post(body: () => string): void;
  close(): Promise<void>;
}

/** `onRefused` is called for an answer other than 202, and for a broken connection. */
export function createPoster(
  target: Target,
  requestHeaders: string,
  onRefused: (reason: string) => void,
): Poster {
  const waiting: (() => string)[] = [];
  let isBusy = false;
  let socket: Socket | undefined;

  function next(): void {
    const body = waiting.shift();
    isBusy = body !== undefined;
    if (body === undefined) return;
    if (!socket?.writable) socket = opened();
    const content = Buffer.from(body());
    const head =
      `POST /notifications HTTP/1.1\r\nHost: ${authority(target.host, target.port)}\r\n${requestHeaders}` +
      `Content-Type: application/json\r\nContent-Length: ${content.length}\r\n\r\n`;
    socket.write(Buffer.concat([Buffer.from(head, 'latin1'), content]));
  }

  function opened(): Socket {
    const current = connectTo(target, () => current.emit('open'));
    let isLast = false;
    let reason = 'the server closed the connection of a POST';
    const { read, ended } = httpReader({
      onHead(code, _, { shouldKeepAlive }) {
        if (!isBusy) throw new Error(`the server answered ${code} without a request`);
        isLast = !shouldKeepAlive;
        if (code !== 202) onRefused(`the server answered ${code} to a POST`);
      },
      onBody() {},
      onEnd() {
        if (isLast) {
          socket = undefined;
          current.destroy();
        }
        next();
      },
    });
    /** Reads a part of an answer; what is no HTTP breaks the connection. */
    function take(part: () => void): void {
      try {
        part();
      } catch (error) {
        reason = (error as Error).message;
        current.destroy();
      }
    }
    current.on('data', (chunk: Buffer) => take(() => void read(chunk)));
    current.on('end', () => take(ended));
    current.on('error', error => {
      reason = error.message;
    });
    current.on('close', () => {
      if (socket !== current) return;
      socket = undefined;
      if (!isBusy) return;
      onRefused(reason);
      next();
    });
    return current;
  }

  return {
    open() {
      if (socket?.writable) return Promise.resolve();
      const current = opened();
      socket = current;
      return new Promise(resolve => {
        current.once('open', resolve);
        current.once('close', () => resolve());
      });
    },
    post(body) {
      waiting.push(body);
      if (!isBusy) next();
    },
    close() {
      waiting.length = 0;
      isBusy = false;
      const current = socket;
      if (!current || current.closed) return Promise.resolve();
      return new Promise(resolve => {
        current.once('close', () => resolve());
        current.destroy();
      });
    },
  };
}
