import { HTTP_VERSIONS, type HttpVersion } from '../../scenarios/load/connection.ts';
import { connectionInWords, connectionLabel } from '../../scenarios/load/connection-words.ts';
import type { Addition } from './addition.ts';
import type { Options } from './command.ts';
import { oneOf } from './usage-error.ts';

/** The option of the bench and of a single trial that chooses the version of HTTP. */
export const HTTP_OPTION = {
  http: {
    type: 'string',
    value: 'N',
    help: '2: HTTP/2 for all transports, with --tls; 1: HTTP/1.1 (docs/layers.md)',
  },
} as const satisfies Options;

/** The version of HTTP that was typed. Throws UsageError. */
export const typedHttp = (text: string): HttpVersion =>
  Number(oneOf('version of HTTP', text, HTTP_VERSIONS.map(String))) as HttpVersion;

/** Has the clients and servers of a run speak a version of HTTP. */
export const httpAddition = (http: HttpVersion): Addition => ({
  option: '--http',
  name: 'version of HTTP',
  words: connectionInWords({ http }),
  label: connectionLabel({ http }),
  isIn: load => load.connection?.http !== undefined,
  addTo: load => ({ ...load, connection: { ...load.connection, http } }),
});
