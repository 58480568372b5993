import { type ConnectionBytes, closingBytes, handshakeBytes } from '../models/handshake.ts';
import type { TrialConditions } from './conditions.ts';

/**
 * Bytes of opening and closing one connection above TCP, each way: those of TLS, if the load has
 * it. `opens` and `closes` say which of the two is in the window. Null where the server's
 * certificate is not known.
 */
export function connectionBytes(
  { load: { connection }, certificateBytes }: Pick<TrialConditions, 'load' | 'certificateBytes'>,
  { opens, closes }: { opens: boolean; closes: boolean },
): ConnectionBytes | null {
  if (connection?.tls && opens && certificateBytes === null) return null;
  const opening = handshakeBytes(opens ? connection : undefined, certificateBytes ?? 0);
  const closing = closes ? closingBytes(connection) : 0;
  return { downBytes: opening.downBytes + closing, upBytes: opening.upBytes + closing };
}
