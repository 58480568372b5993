import type { Handshake } from '../../scenarios/load/connection.ts';

/** What a server needs to speak TLS. */
export interface ServerTls {
  /** The private key and the certificate, in PEM. */
  key: string;
  cert: string;
  /** 48 bytes in base64. With them a successor takes the sessions of the server before it. */
  ticketKeys: string;
}

/** What a client needs to speak TLS. */
export interface ClientTls {
  /** The certificate that it trusts, in PEM. */
  ca: string;
  handshake: Handshake;
}

/** The name in the certificate; clients ask for it, whatever the server's address is. */
export const SERVER_NAME = 'server.test';
