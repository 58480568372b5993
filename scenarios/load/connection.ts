import { type Static, Type } from 'typebox';
import type { TransportOptions } from './transport-options.ts';

/** How a TLS connection begins: with certificate and key exchange, or with a session of before. */
export const HANDSHAKES = ['full', 'resumed'] as const;
export type Handshake = (typeof HANDSHAKES)[number];

/** What a compressed message may refer to: to what was sent before it, or to nothing but itself. */
export const COMPRESSIONS = ['shared-context', 'per-message'] as const;
export type Compression = (typeof COMPRESSIONS)[number];

/** HTTP/1.1 and HTTP/2. */
export const HTTP_VERSIONS = [1, 2] as const;
export type HttpVersion = (typeof HTTP_VERSIONS)[number];

/** Why there is no HTTP/2 over bare TCP. */
export const HTTP2_NEEDS_TLS = 'browsers speak HTTP/2 over TLS alone';

/** What lies between TCP and the messages of a transport. Without it, nothing does. */
export const Connection = Type.Object(
  {
    tls: Type.Optional(
      Type.Enum(HANDSHAKES, {
        description:
          'TLS 1.3 under every connection; full: each begins with a full handshake; resumed: with a session of an earlier one',
      }),
    ),
    http: Type.Optional(
      Type.Enum(HTTP_VERSIONS, {
        description:
          '1 (default): HTTP/1.1; 2: HTTP/2, over TLS alone, with WebSocket by an extended CONNECT. References have no HTTP',
      }),
    ),
    subscribersPerConnection: Type.Optional(
      Type.Integer({
        minimum: 2,
        description: 'over HTTP/2: so many subscribers share one connection, as those of one page; absent: 1',
      }),
    ),
    compression: Type.Optional(
      Type.Enum(COMPRESSIONS, {
        description:
          'what the server sends is compressed: WebSocket by permessage-deflate, an event stream and the bodies of polls by gzip. ' +
          'shared-context: a stream refers to what it sent before; per-message: each message is compressed by itself, once for all. ' +
          'The body of a poll is always compressed by itself; references compress nothing',
      }),
    ),
  },
  { additionalProperties: false, minProperties: 1 },
);
export type Connection = Static<typeof Connection>;

/** The parts of a load that a connection may contradict. */
interface Beside {
  connection?: Connection;
  browser?: unknown;
  requests?: unknown;
  senders?: unknown;
  tools?: unknown;
  visits?: { closing: 'handshake' | 'cut' };
  transports: Partial<TransportOptions>;
}

/** What of a load is not possible over TLS, one clause each; empty if all is. */
function tlsFaults({ connection, browser, requests, tools, visits }: Beside): string[] {
  const faults: string[] = [];
  if (browser && connection?.tls === 'resumed') {
    faults.push('a browser decides by itself whether it resumes a session');
  }
  if (requests || tools) faults.push('external tools are not driven over TLS');
  // Node refuses to reset a socket of TLS (ERR_INVALID_HANDLE_TYPE).
  if (visits?.closing === 'cut') faults.push('a connection over TLS cannot be reset by its client');
  return faults;
}

/** The same of connections that subscribers share. */
function sharingFaults({ connection, visits, transports }: Beside): string[] {
  const faults: string[] = [];
  if (connection?.http !== 2) faults.push('subscribers can share a connection over HTTP/2 alone');
  if (visits) faults.push('a visitor has a connection of its own');
  const polled = [transports['short-polling'], transports['long-polling']];
  if (polled.some(polls => polls?.keepAlive === false))
    faults.push('polls with a connection each share none');
  return faults;
}

/** The same of compression. */
function compressionFaults({ browser, requests, tools }: Beside): string[] {
  const faults: string[] = [];
  if (browser) faults.push('what a browser receives is not compressed');
  if (requests || tools) faults.push('external tools do not ask for compression');
  return faults;
}

/** The same of HTTP/2. */
function http2Faults({ connection, senders }: Beside): string[] {
  const faults: string[] = [];
  if (!connection?.tls) faults.push(`HTTP/2 needs TLS: ${HTTP2_NEEDS_TLS}`);
  if (senders) faults.push('users that send do so over HTTP/1.1');
  return faults;
}

/** What of a load its connection does not allow, one clause each; empty if it allows all. */
export function connectionFaults(load: Beside): string[] {
  return [
    ...(load.connection?.tls ? tlsFaults(load) : []),
    ...(load.connection?.http === 2 ? http2Faults(load) : []),
    ...(load.connection?.subscribersPerConnection ? sharingFaults(load) : []),
    ...(load.connection?.compression ? compressionFaults(load) : []),
  ];
}
