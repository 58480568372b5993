import { connect, type Socket } from 'node:net';
import { httpReader } from './http-reader.ts';
import type { Target } from './subscriber.ts';

/**
 * Publishes by `POST /notifications` on one kept-alive connection of its own, one request after the
 * other.
 */
export interface Poster {
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
    socket ??= opened();
    const content = Buffer.from(body());
    const head =
      `POST /notifications HTTP/1.1\r\nHost: ${target.host}:${target.port}\r\n${requestHeaders}` +
      `Content-Type: application/json\r\nContent-Length: ${content.length}\r\n\r\n`;
    socket.write(Buffer.concat([Buffer.from(head, 'latin1'), content]));
  }

  function opened(): Socket {
    const current = connect({ ...target, noDelay: true });
    const read = httpReader({
      onHead(code) {
        if (code !== 202) onRefused(`the server answered ${code} to a POST`);
      },
      onBody() {},
      onEnd: next,
    });
    let reason = 'the server closed the connection of a POST';
    current.on('data', (chunk: Buffer) => void read(chunk));
    current.on('error', error => {
      reason = error.message;
    });
    current.on('close', () => {
      socket = undefined;
      if (!isBusy) return;
      onRefused(reason);
      next();
    });
    return current;
  }

  return {
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
