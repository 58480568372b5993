import type { Compression, Connection, Handshake } from './connection.ts';

const HANDSHAKE_WORDS: Record<Handshake, string> = {
  full: 'a full handshake for each connection',
  resumed: 'each connection resumes a session',
};

const COMPRESSION_WORDS: Record<Compression, string> = {
  'shared-context': 'a stream refers to what it sent before, a poll’s body to nothing',
  'per-message': 'each message by itself',
};

/** `TLS 1.3, a full handshake for each connection; compressed, each message by itself` */
export const connectionInWords = ({ tls, compression }: Connection): string =>
  [
    ...(tls ? [`TLS 1.3, ${HANDSHAKE_WORDS[tls]}`] : []),
    ...(compression ? [`compressed, ${COMPRESSION_WORDS[compression]}`] : []),
  ].join('; ');

/** In a list: `TLS` or `TLS, resumed`. */
export const tlsName = (tls: Handshake): string => (tls === 'full' ? 'TLS' : 'TLS, resumed');

/** For a label: `over TLS`, `over TLS, resumed` or `compressed per message`, or two of them. */
export const connectionLabel = ({ tls, compression }: Connection): string =>
  [
    ...(tls ? [`over ${tlsName(tls)}`] : []),
    ...(compression
      ? [compression === 'per-message' ? 'compressed per message' : 'compressed with shared context']
      : []),
  ].join(', ');
