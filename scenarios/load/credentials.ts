/** By what a client shows who it is, in the headers of each request. */
export const CREDENTIAL_NAMES = ['token', 'cookie'] as const;
export type Credential = (typeof CREDENTIAL_NAMES)[number];

/** Characters of a secret; which ones does not matter. */
export const SECRET_CHARACTERS = 128;
const SECRET = 'k3Jx9QvT'.repeat(SECRET_CHARACTERS / 8);

/** The header of each; the servers of the lab do not read it. */
export const CREDENTIALS: Record<Credential, { name: string; value: string }> = {
  token: { name: 'authorization', value: `Bearer ${SECRET}` },
  cookie: { name: 'cookie', value: `session=${SECRET}` },
};

/** The line of such a header, ended by CRLF; empty without one. */
export function credentialLine(credential: Credential | undefined): string {
  if (!credential) return '';
  const { name, value } = CREDENTIALS[credential];
  return `${name}: ${value}\r\n`;
}

/** What the requests of a load show, if they show anything by itself. */
export const credentialOf = (requestHeaders: string | undefined): Credential | undefined =>
  CREDENTIAL_NAMES.find(name => name === requestHeaders);
