import type { Compression } from '../../scenarios/load/connection.ts';
import type { BodyCoding } from '../../scenarios/load/transport-options.ts';
import { headerOf } from './http-reader.ts';
import { messageInflater } from './inflate.ts';
import type { Wire } from './protocol.ts';

/** The encodings that a body may have, if it is asked for in this coding. */
export const bodyEncodings = ({ target }: Wire, coding: BodyCoding = 'gzip'): string[] =>
  target.compression ? ['identity', coding] : ['identity'];

/** The header line that asks for a coding; none where the headers of a browser have one. */
export function codingRequest({ target, requestHeaders }: Wire, coding: BodyCoding = 'gzip'): string {
  const isAsked = requestHeaders.toLowerCase().includes('accept-encoding:');
  return target.compression && !isAsked ? `Accept-Encoding: ${coding}\r\n` : '';
}

/** Ends a subscription for good whose server sends something as it is: it measures nothing. */
export const endUncompressed = (wire: Wire, what: string): void =>
  wire.end('NOT_COMPRESSED', `the server sent ${what} without the compression that was asked for`);

const EXTENSION = 'permessage-deflate';
const NO_CONTEXT = 'server_no_context_takeover';
/** What a server may say besides: of its client, who compresses nothing, and a smaller window. */
const ALSO = /^(client_no_context_takeover|server_max_window_bits=\d+)$/;

const WANTED: Record<Compression, readonly string[]> = {
  'shared-context': [],
  'per-message': [NO_CONTEXT],
};

/** The header line that offers permessage-deflate (RFC 7692 §7.1). */
export function deflateOffer({ target }: Wire): string {
  if (!target.compression) return '';
  return `Sec-WebSocket-Extensions: ${[EXTENSION, ...WANTED[target.compression]].join('; ')}\r\n`;
}

/**
 * How messages are read after the answer to that offer; undefined where nothing is compressed.
 * Throws if the server agreed to what was not offered. Ends the subscription if it did not agree to
 * what was.
 */
export function agreedInflater(
  wire: Wire,
  headers: string[],
): ReturnType<typeof messageInflater> | undefined {
  const answer = headerOf(headers, 'sec-websocket-extensions');
  const { compression } = wire.target;
  if (!compression) {
    if (answer === undefined) return undefined;
    throw new Error(`the server uses an extension that was not offered: ${answer}`);
  }
  const [name, ...parameters] = (answer ?? '').split(';').map(part => part.trim());
  const ofServer = parameters.filter(parameter => !ALSO.test(parameter));
  if (name !== EXTENSION || ofServer.join() !== WANTED[compression].join()) {
    endUncompressed(wire, 'messages');
    return undefined;
  }
  return messageInflater(compression === 'shared-context');
}
