import type { Connection, Handshake } from './connection.ts';

const HANDSHAKE_WORDS: Record<Handshake, string> = {
  full: 'a full handshake for each connection',
  resumed: 'each connection resumes a session',
};

/** `TLS 1.3, a full handshake for each connection` */
export const connectionInWords = ({ tls }: Connection): string => `TLS 1.3, ${HANDSHAKE_WORDS[tls]}`;

/** For a label: `TLS` or `TLS, resumed`. */
export const connectionName = ({ tls }: Connection): string => (tls === 'full' ? 'TLS' : 'TLS, resumed');
