import type { Connection } from '../../scenarios/load/connection.ts';
import { TLS_RECORD_BYTES } from './tls.ts';

// The bytes of a TLS 1.3 connection beyond its messages, field by field (RFC 8446 §4). Which
// extensions a hello has is OpenSSL's choice: these are those of Node 26 with OpenSSL 3.5, as the
// lab's clients and servers use it. A capture in the tests has the same.

const RECORD_HEADER_BYTES = 5;
/** Type and length of a message; type and length of an extension. */
const MESSAGE_HEADER_BYTES = 4;
const EXTENSION_HEADER_BYTES = 4;
/** A record of one byte, for middleboxes that know older versions (appendix D.4). */
const CHANGE_CIPHER_SPEC_BYTES = RECORD_HEADER_BYTES + 1;
/** Of SHA-384, the hash of the cipher that both sides choose: AES-256-GCM. */
const HASH_BYTES = 48;
/** X25519MLKEM768: a key of ML-KEM-768 or what is encapsulated for it, and a point of X25519. */
const CLIENT_SHARE_BYTES = 1184 + 32;
const SERVER_SHARE_BYTES = 1088 + 32;
const X25519_SHARE_BYTES = 32;
/** Version, random, and a session id of 32 B with its length. */
const HELLO_BYTES = 2 + 32 + 1 + 32;
/**
 * Name and initialisation vector of the key 16 each, the session 144 after encryption, its code 32:
 * OpenSSL's own format, so this is no number of the standard.
 */
const TICKET_BYTES = 16 + 16 + 144 + 32;

const total = (parts: readonly number[]) => parts.reduce((sum, one) => sum + one, 0);
const extensions = (contents: readonly number[]) =>
  2 + total(contents) + EXTENSION_HEADER_BYTES * contents.length;

const CLIENT_EXTENSIONS = [
  5 + 'server.test'.length, // server_name
  1 + 3, // ec_point_formats
  2 + 8 * 2, // supported_groups
  0, // session_ticket
  0, // encrypt_then_mac
  0, // extended_master_secret
  2 + 20 * 2, // signature_algorithms
  1 + 2, // supported_versions
  1 + 1, // psk_key_exchange_modes
  2 + 4 + CLIENT_SHARE_BYTES + 4 + X25519_SHARE_BYTES, // key_share
];
/** HTTP/2 as the one protocol that is offered, and chosen (RFC 7301 §3.1). */
const HTTP2_PROTOCOL = 2 + 1 + 'h2'.length;
/** The ticket with its age, and a binder. */
const PRE_SHARED_KEY = 2 + 2 + TICKET_BYTES + 4 + 2 + 1 + HASH_BYTES;
const SERVER_EXTENSIONS = [2 /* supported_versions */, 4 + SERVER_SHARE_BYTES /* key_share */];
/** Which key was taken. */
const PRE_SHARED_KEY_CHOICE = 2;

/** Three ciphers and one way of compression; one of each in an answer. */
const clientHello = (isResumed: boolean, isHttp2: boolean) =>
  MESSAGE_HEADER_BYTES +
  HELLO_BYTES +
  (2 + 3 * 2) +
  (1 + 1) +
  extensions([
    ...CLIENT_EXTENSIONS,
    ...(isHttp2 ? [HTTP2_PROTOCOL] : []),
    ...(isResumed ? [PRE_SHARED_KEY] : []),
  ]);
const serverHello = (isResumed: boolean) =>
  MESSAGE_HEADER_BYTES +
  HELLO_BYTES +
  2 +
  1 +
  extensions(isResumed ? [...SERVER_EXTENSIONS, PRE_SHARED_KEY_CHOICE] : SERVER_EXTENSIONS);

const encrypted = (messageBytes: number) => TLS_RECORD_BYTES + MESSAGE_HEADER_BYTES + messageBytes;
const FINISHED = encrypted(HASH_BYTES);
const encryptedExtensions = (isHttp2: boolean) => encrypted(extensions(isHttp2 ? [HTTP2_PROTOCOL] : []));
/** A chain of one certificate, without extensions of its own. */
const certificate = (certificateBytes: number) => encrypted(1 + 3 + 3 + certificateBytes + 2);
/**
 * An ECDSA signature of P-256: two numbers of 32 B, each with a byte of 0 before it in half of all
 * signatures. In the mean.
 */
const SIGNATURE_BYTES = 2 + 2 * (2 + 32.5);
const CERTIFICATE_VERIFY = encrypted(2 + 2 + SIGNATURE_BYTES);
/**
 * The name of the protocol makes a session as long as a block of its cipher. A number of it, which
 * is chance, has another byte in half of all tickets, and with it another block.
 */
const MORE_OF_HTTP2 = 16 / 2;
/** Lifetime, what is added to its age, a nonce of 8, the ticket, no extension (§4.6.1). */
const newSessionTicket = (isHttp2: boolean) =>
  encrypted(4 + 4 + 1 + 8 + 2 + TICKET_BYTES + (isHttp2 ? MORE_OF_HTTP2 : 0) + 2);
/** Node's servers send two after a full handshake, and none after a resumed one. */
const TICKETS = 2;

/** Bytes of a connection, each way. */
export interface ConnectionBytes {
  downBytes: number;
  upBytes: number;
}

/**
 * Bytes of the handshake of one connection, in the mean; 0 without TLS. `certificateBytes` is the
 * size of the server's certificate in DER.
 */
export function handshakeBytes(
  connection: Connection | undefined,
  certificateBytes: number,
): ConnectionBytes {
  if (!connection?.tls) return { downBytes: 0, upBytes: 0 };
  const isResumed = connection.tls === 'resumed';
  const isHttp2 = connection.http === 2;
  const ofFull = certificate(certificateBytes) + CERTIFICATE_VERIFY + TICKETS * newSessionTicket(isHttp2);
  return {
    upBytes: RECORD_HEADER_BYTES + clientHello(isResumed, isHttp2) + CHANGE_CIPHER_SPEC_BYTES + FINISHED,
    downBytes:
      RECORD_HEADER_BYTES +
      serverHello(isResumed) +
      CHANGE_CIPHER_SPEC_BYTES +
      encryptedExtensions(isHttp2) +
      FINISHED +
      (isResumed ? 0 : ofFull),
  };
}

/** Bytes of the alert by which one side says that it sends nothing more (§6.1); 0 without TLS. */
export const closingBytes = (connection: Connection | undefined): number =>
  connection?.tls ? TLS_RECORD_BYTES + 2 : 0;
