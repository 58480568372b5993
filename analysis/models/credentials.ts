import type { HttpVersion } from '../../scenarios/load/connection.ts';
import { CREDENTIALS, type Credential, credentialLine } from '../../scenarios/load/credentials.ts';
import { type Fields, hpackEncoder } from './hpack.ts';

/** A token or a cookie as a field of HTTP/2; none without one. */
export function credentialFields(credential: Credential | undefined): Fields {
  if (!credential) return [];
  const { name, value } = CREDENTIALS[credential];
  return [[name, value]];
}

/** Bytes that a token or a cookie adds to the first request of a connection and to each other. */
export function credentialBytes(credential: Credential, http: HttpVersion): { first: number; later: number } {
  if (http === 1) {
    const bytes = credentialLine(credential).length;
    return { first: bytes, later: bytes };
  }
  const encoder = hpackEncoder();
  const first = encoder.blockBytes(credentialFields(credential));
  return { first, later: encoder.blockBytes(credentialFields(credential)) };
}
