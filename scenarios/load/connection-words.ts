import type { Compression, Connection, Handshake, HttpVersion } from './connection.ts';

const HANDSHAKE_WORDS: Record<Handshake, string> = {
  full: 'a full handshake for each connection',
  resumed: 'each connection resumes a session',
};

const COMPRESSION_WORDS: Record<Compression, string> = {
  'shared-context': 'a stream refers to what it sent before, a poll’s body to nothing',
  'per-message': 'each message by itself',
};

const HTTP_NAMES: Record<HttpVersion, string> = { 1: 'HTTP/1.1', 2: 'HTTP/2' };

/** `TLS 1.3, a full handshake for each connection; compressed, each message by itself` */
export const connectionInWords = ({
  tls,
  http,
  subscribersPerConnection: sharing,
  compression,
}: Connection): string =>
  [
    ...(tls ? [`TLS 1.3, ${HANDSHAKE_WORDS[tls]}`] : []),
    ...(http ? [HTTP_NAMES[http]] : []),
    ...(sharing ? [`${sharing} subscribers on each connection`] : []),
    ...(compression ? [`compressed, ${COMPRESSION_WORDS[compression]}`] : []),
  ].join('; ');

/** In a list: `TLS` or `TLS, resumed`. */
export const tlsName = (tls: Handshake): string => (tls === 'full' ? 'TLS' : 'TLS, resumed');

/** For a label: `over TLS`, `over HTTP/2 and TLS`, `compressed per message`, or two of them. */
export const connectionLabel = ({
  tls,
  http,
  subscribersPerConnection: sharing,
  compression,
}: Connection): string => {
  const below = [...(http ? [HTTP_NAMES[http]] : []), ...(tls ? [tlsName(tls)] : [])];
  return [
    ...(below.length > 0 ? [`over ${below.join(' and ')}`] : []),
    ...(sharing ? [`${sharing} on each connection`] : []),
    ...(compression
      ? [compression === 'per-message' ? 'compressed per message' : 'compressed with shared context']
      : []),
  ].join(', ');
};

/**
 * Beside the same without a connection: `+ TLS`, `+ HTTP/2, TLS, compression`. `others` are those
 * beside it: how messages are compressed is said only where this differs among them.
 */
export const connectionAdds = (
  { tls, http, subscribersPerConnection: sharing, compression }: Connection,
  others: readonly Connection[],
): string => {
  const kinds = new Set(others.flatMap(one => one.compression ?? []));
  const how = compression === 'per-message' ? ' per message' : ' with shared context';
  return `+ ${[
    ...(http ? [HTTP_NAMES[http]] : []),
    ...(tls ? [tlsName(tls)] : []),
    ...(sharing ? [`${sharing} on each connection`] : []),
    ...(compression ? [`compression${kinds.size > 1 ? how : ''}`] : []),
  ].join(', ')}`;
};
