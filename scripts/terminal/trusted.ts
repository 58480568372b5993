import { once } from 'node:events';
import { connect } from 'node:tls';
import { type ClientTls, SERVER_NAME } from '../../bench/processes/tls.ts';
import type { Target } from '../../clients/transports/subscriber.ts';

/** A server that says nothing is given up. */
const HANDSHAKE_TIMEOUT_MS = 5000;

/** In one line: of several addresses each reason, and of OpenSSL its reason alone. */
function reasonOf(error: Error & { code?: string; reason?: string }): string {
  if (error instanceof AggregateError) return error.errors.map(({ message }) => message).join('; ');
  return error.code?.startsWith('ERR_SSL_') ? (error.reason ?? error.code) : error.message;
}

/**
 * What a client needs to trust a server of the lab by the fingerprint of its certificate (SHA-256).
 * Makes one connection to look at it. Rejects with one line if it cannot, or if it is another
 * certificate.
 */
export async function trusted({ host, port }: Target, fingerprint: string): Promise<ClientTls> {
  const socket = connect({
    host,
    port,
    servername: SERVER_NAME,
    minVersion: 'TLSv1.3',
    // It is judged by its fingerprint, below.
    rejectUnauthorized: false,
  });
  socket.setTimeout(HANDSHAKE_TIMEOUT_MS, () =>
    socket.destroy(new Error(`no TLS handshake within ${HANDSHAKE_TIMEOUT_MS / 1000} s`)),
  );
  try {
    await once(socket, 'secureConnect').catch((error: Error) => {
      throw new Error(reasonOf(error));
    });
    const certificate = socket.getPeerX509Certificate();
    if (certificate?.fingerprint256 !== fingerprint) {
      throw new Error(`its certificate is another one: ${certificate?.fingerprint256}`);
    }
    return { ca: certificate.toString(), handshake: 'full' };
  } finally {
    socket.destroy();
  }
}
