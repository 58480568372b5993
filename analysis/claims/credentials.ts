import { SECRET_CHARACTERS } from '../../scenarios/load/credentials.ts';
import { credentialBytes } from '../models/credentials.ts';
import { amount } from './words.ts';

/** What a token or a cookie costs in requests, by the formats of HTTP/1.1 and HTTP/2. */
export function credentialsInWords(): string {
  const bytes = (credential: 'token' | 'cookie', http: 1 | 2, which: 'first' | 'later') =>
    amount(credentialBytes(credential, http)[which], 'B');
  return (
    `By the formats, a token of ${SECRET_CHARACTERS} characters adds ${bytes('token', 1, 'later')} to each request over HTTP/1.1, and ` +
    `${bytes('token', 2, 'later')} over HTTP/2, whose tables leave it out. A cookie as long adds ${bytes('cookie', 1, 'later')}; over HTTP/2 ` +
    `${bytes('cookie', 2, 'first')} to the first request of a connection, and ${bytes('cookie', 2, 'later')} to each other. ` +
    'A poll pays for each request, a push for each connection.'
  );
}
