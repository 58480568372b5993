import type { Http2ServerRequest, ServerHttp2Stream } from 'node:http2';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { FastifyRequest } from 'fastify';

/** What carries the answer to a request: its connection, or over HTTP/2 its stream. */
export type Carrier = Duplex;

/** The stream of a request over HTTP/2; undefined over HTTP/1.1. */
export const streamOf = ({ raw }: FastifyRequest): ServerHttp2Stream | undefined =>
  raw.httpVersionMajor === 2 ? (raw as unknown as Http2ServerRequest).stream : undefined;

/** What carries the answer to a request. */
export const carrierOf = (request: FastifyRequest): Carrier => streamOf(request) ?? request.raw.socket;

const isStream = (carrier: Carrier): carrier is ServerHttp2Stream => 'session' in carrier;

/** The connection of a carrier: itself, or that of the stream's session while it is open. */
export const connectionOf = (carrier: Carrier): Partial<Pick<Socket, 'remoteAddress' | 'remotePort'>> =>
  isStream(carrier) ? (carrier.session?.socket ?? {}) : (carrier as Socket);

/** What Node does not document of its streams: how many bytes were passed on to HTTP/2. */
function passedOn(stream: ServerHttp2Stream): number {
  const symbol = Object.getOwnPropertySymbols(stream).find(({ description }) => description === 'kHandle');
  const handle = symbol && (stream as never as Record<symbol, { bytesWritten: number } | undefined>)[symbol];
  return handle?.bytesWritten ?? 0;
}

/** How many bytes the reader of a carrier has taken so far, to the last whole write. */
export function takenBytes(carrier: Carrier): number {
  if (!isStream(carrier)) return (carrier as Socket).bytesWritten - carrier.writableLength;
  return passedOn(carrier) - (carrier.bufferSize - carrier.writableLength);
}

/**
 * Ends a carrier whose last bytes are written. A stream ends for both sides; its connection stays.
 */
export function endSoon(carrier: Carrier): void {
  if (isStream(carrier)) carrier.close();
  else (carrier as Socket).destroySoon();
}

/** Calls `listener` when the client ends what it sends, or gives up the carrier. */
export function onClientEnd(carrier: Carrier, listener: () => void): void {
  // Before Node's own listeners: they end the connection as well.
  if (!isStream(carrier)) carrier.prependOnceListener('end', listener);
  else {
    carrier.once('aborted', listener);
    // A request without a body has ended already.
    if (!carrier.endAfterHeaders) carrier.prependOnceListener('end', listener);
  }
}
