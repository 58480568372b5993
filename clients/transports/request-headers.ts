import { credentialLine } from '../../scenarios/load/credentials.ts';
import type { Load } from '../../scenarios/load/load.ts';

/**
 * The headers that a browser adds to a request to its own site: those of Chromium 14x for fetch,
 * and a typical session cookie.
 */
const BROWSER = [
  'sec-ch-ua-platform: "Linux"',
  'User-Agent: Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/147.0.0.0 Safari/537.36',
  'sec-ch-ua: "Chromium";v="147", "Not.A/Brand";v="8"',
  'sec-ch-ua-mobile: ?0',
  'Sec-Fetch-Site: same-origin',
  'Sec-Fetch-Mode: cors',
  'Sec-Fetch-Dest: empty',
  'Referer: https://app.example.org/home',
  'Accept-Encoding: gzip, deflate, br, zstd',
  'Accept-Language: en-US,en;q=0.9',
  `Cookie: session=${'k3Jx9QvT'.repeat(16)}; _ga=GA1.1.1234567890.1700000000; theme=dark; csrf=${'a1b2c3d4'.repeat(5)}`,
];

/** Header lines of every request besides those that it needs, each ended by CRLF. */
export const requestHeaders: Record<NonNullable<Load['requestHeaders']>, string> = {
  bare: '',
  browser: BROWSER.map(line => `${line}\r\n`).join(''),
  token: credentialLine('token'),
  cookie: credentialLine('cookie'),
};
