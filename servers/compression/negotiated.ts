import type { FastifyReply, FastifyRequest } from 'fastify';
import type { PerMessageDeflateOptions } from 'ws';
import type { Compression } from '../../scenarios/load/connection.ts';
import { BODY_CODINGS, type BodyCoding, type Deflate } from '../../scenarios/load/transport-options.ts';
import { qualityOf } from '../http/accept.ts';

/** What of a request says how its answer may be encoded. */
const ENCODING_HEADER = 'accept-encoding';

/** Whether an answer may be compressed with gzip. */
export const takesGzip = ({ headers }: FastifyRequest): boolean =>
  qualityOf(headers[ENCODING_HEADER] as string | undefined, 'gzip') > 0;

/**
 * How the body of an answer may be compressed: as the client prefers it, and with gzip where it
 * takes both alike. Null if it takes neither.
 */
export function bodyCodingOf({ headers }: FastifyRequest): BodyCoding | null {
  const [gzip = 0, zstd = 0] = BODY_CODINGS.map(coding =>
    qualityOf(headers[ENCODING_HEADER] as string | undefined, coding),
  );
  if (zstd > gzip) return 'zstd';
  return gzip > 0 ? 'gzip' : null;
}

/** The header of an answer that is compressed for some and not for others, for caches. */
export function varyWithEncoding({ raw }: FastifyReply): { vary: string } {
  // Of CORS, if anything.
  const known = raw.getHeader('vary');
  return { vary: known === undefined ? ENCODING_HEADER : `${known}, ${ENCODING_HEADER}` };
}

/**
 * How a server of WebSockets agrees to permessage-deflate (RFC 7692). Messages of every length are
 * compressed; the default of `ws` leaves out those below 1 KiB where no context is shared.
 */
export const perMessageDeflate = (
  compression: Compression,
  { windowBits, memLevel }: Deflate = {},
): PerMessageDeflateOptions => ({
  threshold: 0,
  // With false, `ws` would refuse the upgrade of a client that asks for it, with 400.
  ...(compression === 'per-message' && { serverNoContextTakeover: true }),
  // Else a client keeps a window of 32 KiB for what refers to less.
  ...(windowBits !== undefined && { serverMaxWindowBits: windowBits }),
  ...(memLevel !== undefined && { zlibDeflateOptions: { memLevel } }),
});
