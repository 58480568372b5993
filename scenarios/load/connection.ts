import { type Static, Type } from 'typebox';

/** How a TLS connection begins: with certificate and key exchange, or with a session of before. */
export const HANDSHAKES = ['full', 'resumed'] as const;
export type Handshake = (typeof HANDSHAKES)[number];

/** What lies between TCP and the messages of a transport. Without it, nothing does. */
export const Connection = Type.Object(
  {
    tls: Type.Enum(HANDSHAKES, {
      description:
        'TLS 1.3 under every connection; full: each begins with a full handshake; resumed: with a session of an earlier one',
    }),
  },
  { additionalProperties: false },
);
export type Connection = Static<typeof Connection>;

/** The parts of a load that a connection may contradict. */
interface Beside {
  browser?: unknown;
  requests?: unknown;
  tools?: unknown;
  visits?: { closing: 'handshake' | 'cut' };
}

/** What of a load is not possible over TLS, one clause each; empty if all is. */
export function connectionFaults({ browser, requests, tools, visits }: Beside): string[] {
  const faults: string[] = [];
  if (browser) faults.push('the page of a browser is not served over TLS');
  if (requests || tools) faults.push('external tools are not driven over TLS');
  // Node refuses to reset a socket of TLS (ERR_INVALID_HANDLE_TYPE).
  if (visits?.closing === 'cut') faults.push('a connection over TLS cannot be reset by its client');
  return faults;
}
