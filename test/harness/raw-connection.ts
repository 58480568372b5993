import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';
import type { Target } from '../../clients/transports/subscriber.ts';

export interface RawConnection {
  socket: Socket;
  /** Everything received so far. */
  bytes(): Buffer;
  text(): string;
  /** Resolves as soon as what was received matches; rejects when the connection closes before. */
  until(pattern: RegExp): Promise<void>;
  closed: Promise<void>;
}

/**
 * A bare TCP connection to a server: sends `request` and keeps the answer, unless it must not read.
 */
export async function connectRaw(
  { host, port }: Target,
  request: string | Buffer = '',
  { reads = true } = {},
): Promise<RawConnection> {
  const socket = connect({ host, port, noDelay: true });
  onTestFinished(() => void socket.destroy());
  const chunks: Buffer[] = [];
  const bytes = () => Buffer.concat(chunks);
  const text = () => bytes().toString();
  const closed = new Promise<void>(resolve => socket.once('close', () => resolve()));
  socket.on('error', () => {}); // A reset is an end like another; 'close' follows.
  if (reads) socket.on('data', (chunk: Buffer) => chunks.push(chunk));
  await once(socket, 'connect');
  socket.write(request);
  return {
    socket,
    bytes,
    text,
    until: pattern =>
      new Promise((resolve, reject) => {
        const look = () => {
          if (!pattern.test(text())) return;
          socket.off('data', look);
          socket.off('close', give);
          resolve();
        };
        const give = () => reject(new Error(`closed before ${pattern}; received ${JSON.stringify(text())}`));
        socket.on('data', look);
        socket.on('close', give);
        look();
        if (socket.closed) give();
      }),
    closed,
  };
}

/** The request line and headers that open a stream of each push transport. */
export const pushRequests = {
  sse: (topic: string, after?: string | number) =>
    `GET /notifications/stream?topic=${topic}${after === undefined ? '' : `&after=${after}`} HTTP/1.1\r\nHost: x\r\n\r\n`,
  websocket: (topic: string, after?: string | number) =>
    `GET /notifications/socket?topic=${topic}${after === undefined ? '' : `&after=${after}`} HTTP/1.1\r\nHost: x\r\n` +
    'Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\nSec-WebSocket-Version: 13\r\n\r\n',
  'tcp-floor': (topic: string, after?: string | number) => `${JSON.stringify({ topic, after })}\n`,
};
