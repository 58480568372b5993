import type { Connection } from '../../scenarios/load/connection.ts';
import { type ConnectionBytes, closingBytes, handshakeBytes } from '../models/handshake.ts';

/**
 * Bytes of opening and closing one connection above TCP, each way: those of TLS, if the load has
 * it. `opens` and `closes` say which of the two is in the window. Null where the server's
 * certificate is not known. A busy server of HTTP/2 may read the end of a connection at once, and
 * says nothing then: that is less.
 */
export function connectionBytes(
  { connection, certificateBytes }: { connection: Connection | undefined; certificateBytes: number | null },
  { opens, closes }: { opens: boolean; closes: boolean },
): ConnectionBytes | null {
  if (connection?.tls && opens && certificateBytes === null) return null;
  const opening = handshakeBytes(opens ? connection : undefined, certificateBytes ?? 0);
  const closing = closes ? closingBytes(connection) : 0;
  return { downBytes: opening.downBytes + closing, upBytes: opening.upBytes + closing };
}
