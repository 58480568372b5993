import type { Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import type { ConnectionError } from 'fastify';
import type { Unanswered } from './unanswered.ts';

/** Status and message by the code of Node's HTTP parser. */
const REFUSALS: Record<string, readonly [statusCode: number, message: string]> = {
  ERR_HTTP_REQUEST_TIMEOUT: [408, 'no complete request came in time'],
  HPE_HEADER_OVERFLOW: [431, 'the headers are too large'],
  HPE_CHUNK_EXTENSIONS_OVERFLOW: [413, 'the chunk extensions are too large'],
};

/** Refuses what is not HTTP, or not in time, and shuts the connection. */
export function refuseParserError(
  { code, message }: ConnectionError,
  socket: Socket,
  { refuse }: Unanswered,
): void {
  if (code === 'ECONNRESET' || socket.destroyed) return;
  // Before a handshake is over, no client understands an answer.
  if (socket instanceof TLSSocket && !socket.getCipher()) {
    socket.destroy();
    return;
  }
  const [statusCode, said] = REFUSALS[code] ?? [400, `not HTTP: ${message}`];
  refuse(socket, statusCode, said);
}
