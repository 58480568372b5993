import { randomBytes, X509Certificate } from 'node:crypto';
import { generate } from 'selfsigned';
import { SERVER_NAME, type ServerTls } from '../processes/tls.ts';

/** A server's key and certificate, and the fingerprint by which a person knows it. */
export interface Identity extends ServerTls {
  /** SHA-256 of the certificate, as `openssl x509 -fingerprint` prints it. */
  fingerprint: string;
  /** Size of the certificate in DER, as a handshake carries it. */
  certificateBytes: number;
}

const HOUR_MS = 3_600_000;
const VALID_MS = 365 * 24 * HOUR_MS;

/**
 * Makes a self-signed certificate of ECDSA P-256 for `SERVER_NAME` and for these further hosts:
 * names or addresses. It is valid for a year; nothing stores it.
 */
export async function makeIdentity(hosts: readonly string[] = []): Promise<Identity> {
  const now = Date.now();
  const { private: key, cert } = await generate([{ name: 'commonName', value: SERVER_NAME }], {
    keyType: 'ec',
    curve: 'P-256',
    algorithm: 'sha256',
    // A client's clock may be late.
    notBeforeDate: new Date(now - HOUR_MS),
    notAfterDate: new Date(now + VALID_MS),
    extensions: [
      { name: 'basicConstraints', cA: true },
      { name: 'subjectAltName', altNames: [SERVER_NAME, ...hosts].map(altName) },
    ],
  });
  const { fingerprint256, raw } = new X509Certificate(cert);
  return {
    key,
    cert,
    ticketKeys: randomBytes(48).toString('base64'),
    fingerprint: fingerprint256,
    certificateBytes: raw.length,
  };
}

/** A subject alternative name: of type 2 a DNS name, of type 7 an address (RFC 5280 §4.2.1.6). */
const altName = (host: string) =>
  /^[\d.]+$|:/.test(host) ? { type: 7 as const, ip: host } : { type: 2 as const, value: host };

let ofThisProcess: Promise<Identity> | undefined;

/** The one identity that all trials of this process use. */
export function identityOfRun(): Promise<Identity> {
  ofThisProcess ??= makeIdentity();
  return ofThisProcess;
}
