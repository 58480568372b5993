import type { IncomingHttpHeaders } from 'node:http';
import type { FastifyInstance, onRequestHookHandler } from 'fastify';

/** Every origin, as an entry of a list of origins. */
export const ANY_ORIGIN = '*';

/** Whether a request may publish, or open a WebSocket, as far as its origin is concerned. */
export type OriginCheck = (headers: IncomingHttpHeaders & { ':authority'?: string }) => boolean;

/** Host and port as a URL has them: without the port that its scheme has by default. */
const hostOf = (url: string) => URL.parse(url)?.host;
const schemeOf = (url: string) => URL.parse(url)?.protocol ?? 'http:';

/**
 * Allows programs, which send no Origin, pages of the server's own host, and pages of the given
 * origins. A page behind a proxy that sets another Host is known by Sec-Fetch-Site, which browsers
 * send and no script can set.
 */
export function originCheck(origins: readonly string[]): OriginCheck {
  return ({ origin, ':authority': authority, host = authority, 'sec-fetch-site': site }) =>
    origin === undefined ||
    site === 'same-origin' ||
    (host !== undefined && hostOf(origin) === hostOf(`${schemeOf(origin)}//${host}`)) ||
    origins.includes(ANY_ORIGIN) ||
    origins.includes(origin);
}

/** Why a request is refused whose origin is not allowed. */
export const foreignOrigin = ({ origin }: IncomingHttpHeaders): Error =>
  new Error(`pages of ${origin} may not do this here; "npm run serve" allows them with --cors ${origin}`);

/** Refuses every POST from a page whose origin is not allowed. */
export function refuseForeignPosts(app: FastifyInstance, isAllowed: OriginCheck): void {
  app.addHook('onRoute', route => {
    if (![route.method].flat().includes('POST')) return;
    const refuse: onRequestHookHandler = (request, reply, done) => {
      if (isAllowed(request.headers)) done();
      else reply.code(403).send(foreignOrigin(request.headers));
    };
    // Last: a route's own hook may note when the request came.
    route.onRequest = [...[route.onRequest ?? []].flat(), refuse];
  });
}
