import type { TlsOptions } from 'node:tls';
import type { ServerTls } from '../../bench/processes/tls.ts';

/** By default a server takes the sessions of its own command line alone. */
const SESSION_CONTEXT = 'pushlab';
/** Longer than any trial. */
const SESSION_SECONDS = 7200;
/** As for the headers of a request; Node's default of 120 s would hold up the end of a server. */
const HANDSHAKE_TIMEOUT_MS = 10_000;

/** The options of a server that speaks TLS 1.3 alone, as every client of the lab does. */
export const tlsOptions = ({ key, cert, ticketKeys }: ServerTls): TlsOptions => ({
  key,
  cert,
  ticketKeys: Buffer.from(ticketKeys, 'base64'),
  sessionIdContext: SESSION_CONTEXT,
  sessionTimeout: SESSION_SECONDS,
  handshakeTimeout: HANDSHAKE_TIMEOUT_MS,
  minVersion: 'TLSv1.3',
});
