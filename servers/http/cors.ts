import type { FastifyInstance } from 'fastify';
import { ANY_ORIGIN } from './origins.ts';

/** What a page may read of an answer besides its body, its type and its caching. */
const EXPOSED = 'etag, preference-applied';
const METHODS = 'GET, HEAD, POST';
const HEADERS = 'content-type, if-none-match, last-event-id, prefer';
/** For how long a browser may remember the answer to a preflight. */
const MAX_AGE_SECONDS = '600';

/**
 * Lets pages of the given origins read the answers (CORS, WHATWG Fetch §3.2). It sets the headers
 * on Node's response, because an event stream writes its head without Fastify.
 */
export function allowOrigins(app: FastifyInstance, origins: readonly string[]): void {
  const isOpen = origins.includes(ANY_ORIGIN);

  app.addHook('onRequest', (request, { raw }, done) => {
    const { origin, 'access-control-request-method': wanted } = request.headers;
    if (!isOpen) raw.setHeader('vary', 'origin');
    if (origin !== undefined && (isOpen || origins.includes(origin))) {
      raw.setHeader('access-control-allow-origin', isOpen ? ANY_ORIGIN : origin);
      if (request.method === 'OPTIONS' && wanted !== undefined) {
        raw.setHeader('access-control-allow-methods', METHODS);
        raw.setHeader('access-control-allow-headers', HEADERS);
        raw.setHeader('access-control-max-age', MAX_AGE_SECONDS);
      } else raw.setHeader('access-control-expose-headers', EXPOSED);
    }
    done();
  });
}
