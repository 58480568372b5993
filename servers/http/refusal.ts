import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import type { Limits } from '../feed/limits.ts';

/**
 * Ends a connection with an HTTP answer that says so. The body has the form of Fastify's errors:
 * `{statusCode, error, message}`. What the client still sends is dropped, for else the kernel would
 * reset the connection, and the answer could be lost. It is destroyed when the client ends it,
 * after `maxDiscardedBytes`, or after `cutOffGraceMs`.
 */
export function endWithAnswer(
  socket: Socket,
  statusCode: number,
  message: string,
  { maxDiscardedBytes, cutOffGraceMs }: Pick<Limits, 'maxDiscardedBytes' | 'cutOffGraceMs'>,
): void {
  const error = STATUS_CODES[statusCode];
  const body = JSON.stringify({ statusCode, error, message });
  socket.end(
    `HTTP/1.1 ${statusCode} ${error}\r\n` +
      'cache-control: no-store\r\nconnection: close\r\ncontent-type: application/json; charset=utf-8\r\n' +
      `content-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
  );
  const timer = setTimeout(() => socket.destroy(), cutOffGraceMs);
  socket.once('close', () => clearTimeout(timer));
  if (socket.readableEnded) {
    socket.destroySoon();
    return;
  }
  // Node's parser reads no further: no request after this one may be handled.
  socket.removeAllListeners('data');
  let bytes = 0;
  socket.on('data', chunk => {
    bytes += chunk.length;
    if (bytes > maxDiscardedBytes) socket.destroy();
  });
  socket.once('end', () => socket.destroySoon());
  socket.resume();
}
