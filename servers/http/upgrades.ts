import type { IncomingMessage } from 'node:http';
import type { FastifyInstance, onRequestHookHandler } from 'fastify';
import { streamOf } from '../http2/carrier.ts';
import { isExtendedConnect } from '../http2/extended-connect.ts';
import { foreignOrigin, type OriginCheck } from './origins.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Whether pages of any origin may open this WebSocket. */
    anyOrigin?: boolean;
  }
}

const WEBSOCKET = 'websocket';

/**
 * Whether a request asks for a WebSocket, alone or in a list of offers. Every other offer is
 * ignored, and the request answered (RFC 9110 §7.8): `curl --http2` and Java's HttpClient offer
 * HTTP/2 on each first request.
 */
export const asksForWebSocket = ({ method, headers: { upgrade } }: IncomingMessage): boolean =>
  method === 'GET' &&
  upgrade !== undefined &&
  upgrade.split(',').some(offer => offer.trim().toLowerCase() === WEBSOCKET);

/**
 * Prepares the paths of an app's WebSockets, before their routes are added: a request without an
 * upgrade gets 426 and what is wanted, over HTTP/2 400. Returns the set of these paths, which grows
 * with the routes.
 */
export function webSocketPaths(app: FastifyInstance): ReadonlySet<string> {
  const paths = new Set<string>();
  app.addHook('onRoute', route => {
    if (!route.websocket) return;
    paths.add(route.url);
    const refuse: onRequestHookHandler = (request, reply, done) => {
      if (request.ws || isExtendedConnect(request)) return done();
      if (streamOf(request)) {
        const needed = 'over HTTP/2 it needs an extended CONNECT (RFC 8441)';
        return reply.code(400).send(new Error(`${route.url} is a WebSocket: ${needed}`));
      }
      // Node takes this header as it is: without "close" it would keep a connection that the client
      // wants to end.
      const connection = reply.raw.shouldKeepAlive ? 'upgrade' : 'upgrade, close';
      reply
        .code(426)
        .headers({ upgrade: WEBSOCKET, connection })
        .send(new Error(`${route.url} is a WebSocket: it needs a request with "Upgrade: websocket"`));
    };
    route.onRequest = [refuse, ...[route.onRequest ?? []].flat()];
  });
  return paths;
}

/**
 * Refuses handshakes on other paths, with 404, and from pages whose origin is not allowed, with
 * 403. The app must have the plugin @fastify/websocket already, but none of its routes.
 */
export function checkHandshakes(
  app: FastifyInstance,
  paths: ReadonlySet<string>,
  isAllowed: OriginCheck,
): void {
  app.addHook('onRequest', (request, reply, done) => {
    if (!request.ws && !isExtendedConnect(request)) return done();
    // A refused handshake ends the connection; an accepted one is answered without this header.
    if (request.ws) reply.header('connection', 'close');
    const { url = '', config } = request.routeOptions;
    if (!paths.has(url)) {
      reply.code(404).send(new Error(`there is no WebSocket here; there is: ${[...paths].join(', ')}`));
    } else if (!config.anyOrigin && !isAllowed(request.headers)) {
      reply.code(403).send(foreignOrigin(request.headers));
    } else {
      // Of a list of offers the one that is taken: `ws` takes no list.
      if (request.ws) request.raw.headers.upgrade = WEBSOCKET;
      done();
    }
  });
}
