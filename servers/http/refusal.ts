import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';

/**
 * Ends a connection with an HTTP answer that says so. The body has the form of Fastify's errors:
 * `{statusCode, error, message}`. The connection is destroyed when the answer is sent, or after
 * `graceMs`.
 */
export function endWithAnswer(socket: Socket, statusCode: number, message: string, graceMs: number): void {
  const error = STATUS_CODES[statusCode];
  const body = JSON.stringify({ statusCode, error, message });
  socket.end(
    `HTTP/1.1 ${statusCode} ${error}\r\n` +
      'cache-control: no-store\r\nconnection: close\r\ncontent-type: application/json; charset=utf-8\r\n' +
      `content-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
  );
  const timer = setTimeout(() => socket.destroy(), graceMs);
  socket.once('close', () => clearTimeout(timer));
  socket.destroySoon();
}
