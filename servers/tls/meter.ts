import type { Server } from 'node:net';
import { type TLSSocket, Server as TlsServer } from 'node:tls';
import { countSocketBytes, DISPATCHED } from './socket-bytes.ts';

/** What TLS added to the connections of a server so far. */
export interface TlsTotal {
  /** Bytes of records and handshakes beyond the bytes that they carried. */
  downBytes: number;
  upBytes: number;
  fullHandshakes: number;
  resumedHandshakes: number;
  /** Versions and ciphers of all handshakes, each once: `TLSv1.3 with TLS_AES_256_GCM_SHA384`. */
  agreed: string[];
}

/**
 * Meters the TLS of every connection that `server` accepts from now on. A socket of TLS counts what
 * it carries, and the TCP socket below it what is sent: the difference is TLS. The returned
 * function gives null for a server that speaks no TLS.
 */
export function meterTls(server: Server): () => TlsTotal | null {
  if (!(server instanceof TlsServer)) return () => null;
  const [below, carried] = [countSocketBytes(DISPATCHED), countSocketBytes(DISPATCHED)];
  const handshakes = { fullHandshakes: 0, resumedHandshakes: 0 };
  const agreed = new Set<string>();
  server.on('connection', below.add);
  server.on('secureConnection', (socket: TLSSocket) => {
    carried.add(socket);
    agreed.add(`${socket.getProtocol()} with ${socket.getCipher().standardName}`);
    if (socket.isSessionReused()) handshakes.resumedHandshakes++;
    else handshakes.fullHandshakes++;
  });
  return () => {
    const [sent, content] = [below.total(), carried.total()];
    return {
      downBytes: sent.downBytes - content.downBytes,
      upBytes: sent.upBytes - content.upBytes,
      ...handshakes,
      agreed: [...agreed],
    };
  };
}

/** What TLS added between two samples; null without TLS. */
export function tlsBetween(before: TlsTotal | null, after: TlsTotal | null): TlsTotal | null {
  if (!before || !after) return null;
  const more = (name: Exclude<keyof TlsTotal, 'agreed'>) => after[name] - before[name];
  return {
    downBytes: more('downBytes'),
    upBytes: more('upBytes'),
    fullHandshakes: more('fullHandshakes'),
    resumedHandshakes: more('resumedHandshakes'),
    agreed: after.agreed,
  };
}
