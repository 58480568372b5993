import fastifyWebsocket from '@fastify/websocket';
import Fastify, { type FastifyInstance, type FastifyServerOptions } from 'fastify';
import type { WebSocket } from 'ws';
import type { ServerTls } from '../bench/processes/tls.ts';
import type { Compression, HttpVersion } from '../scenarios/load/connection.ts';
import type { TestedTransport } from '../scenarios/load/transport.ts';
import type { Deflate } from '../scenarios/load/transport-options.ts';
import { perMessageDeflate } from './compression/negotiated.ts';
import { demo } from './demo.ts';
import { echo } from './echo.ts';
import { createFeed, type ServedFeed } from './feed/feed.ts';
import { DEFAULT_LIMITS, type Limits } from './feed/limits.ts';
import { health } from './health.ts';
import { refuseEncodedBodies } from './http/body-encoding.ts';
import { allowOrigins } from './http/cors.ts';
import { originCheck, refuseForeignPosts } from './http/origins.ts';
import { methodsByPath, otherRequests } from './http/other-requests.ts';
import { refuseParserError } from './http/parser-errors.ts';
import { shutStalled } from './http/stalled.ts';
import { trackUnanswered } from './http/unanswered.ts';
import { refuseUnknownParameters } from './http/unknown-parameters.ts';
import { readRestOfPosts } from './http/unread-body.ts';
import { asksForWebSocket, checkHandshakes, webSocketPaths } from './http/upgrades.ts';
import { streamOf } from './http2/carrier.ts';
import { routeExtendedConnects, webSocketsOverHttp2 } from './http2/extended-connect.ts';
import { http2Options } from './http2/options.ts';
import { endSessionsWith } from './http2/sessions.ts';
import type { Observation } from './observation/observation.ts';
import { type CallsPage, type Page, servePage } from './page.ts';
import { publish } from './publish.ts';
import { tlsOptions } from './tls/options.ts';
import { createHeartbeat } from './transports/heartbeat.ts';
import { longPolling } from './transports/long-polling.ts';
import { shortPolling } from './transports/short-polling.ts';
import { sse } from './transports/sse.ts';
import { requestFault, type TransportContext } from './transports/subscription-request.ts';
import { websocket } from './transports/websocket.ts';
import { CLOSE_GOING_AWAY } from './transports/websocket-close.ts';

export interface AppOptions {
  /** One transport as in a measurement, or several side by side as in the demonstration. */
  transports: readonly TestedTransport[];
  feed?: ServedFeed;
  limits?: Partial<Limits>;
  /** The page for a browser; none if missing. */
  page?: Page;
  /** Without a page: what a browser gets in place of the health check's JSON. */
  callsPage?: CallsPage | undefined;
  /** Whether it has the publisher of the demonstration, and its controls. */
  demo?: boolean;
  /** Whether it has a WebSocket at `/echo`. */
  echo?: boolean;
  /** Origins whose pages may use the server besides its own; `*` is all. */
  origins?: readonly string[];
  /** With it, the app speaks TLS. */
  tls?: ServerTls;
  /** Over TLS: 2 speaks HTTP/2, and HTTP/1.1 with clients that do not offer it. */
  http?: HttpVersion | undefined;
  /** How notifications are compressed for clients that take them so; without it, not at all. */
  compression?: Compression | undefined;
  /** How zlib does, where not by its defaults. */
  deflate?: Deflate | undefined;
  /** Hears of what happens, in a server by hand. */
  observation?: Observation | undefined;
}

const plugins = {
  'short-polling': shortPolling,
  'long-polling': longPolling,
  sse,
  websocket,
} satisfies Record<TestedTransport, unknown>;

/**
 * After a protocol error `ws` sends a close frame with the matching code. The default handler of
 * the plugin would end the connection before that.
 */
function endAfterError(error: Error, socket: WebSocket): void {
  if (!('code' in error && String(error.code).startsWith('WS_ERR_'))) socket.terminate();
}

/**
 * Creates the Fastify app that delivers a feed by the given transports. The caller listens and
 * closes.
 */
export function createApp({
  transports,
  feed = createFeed(),
  limits: given = {},
  page,
  callsPage,
  demo: isDemo = false,
  echo: hasEcho = false,
  origins = [],
  tls,
  http: version = 1,
  compression,
  deflate,
  observation,
}: AppOptions): FastifyInstance {
  const limits = { ...DEFAULT_LIMITS, ...given };
  const hasSockets = hasEcho || transports.includes('websocket');
  const isAllowed = originCheck(origins);
  const heartbeat = createHeartbeat(limits.heartbeatMs);
  const observe = observation?.stream;
  const context: TransportContext = { feed, limits, heartbeat, compression, deflate, observe };

  const isHttp2 = version === 2;
  const shouldUpgradeCallback = hasSockets ? asksForWebSocket : () => false;
  const options: FastifyServerOptions = {
    logger: false,
    bodyLimit: limits.maxPublishBytes,
    schemaErrorFormatter: requestFault,
    connectionTimeout: limits.stalledAnswerMs,
    keepAliveTimeout: limits.keepAliveMs,
    clientErrorHandler: (error, socket) => refuseParserError(error, socket, unanswered),
    forceCloseConnections: true,
    // The types have another app for each kind of server; nothing here depends on it.
    ...((tls
      ? { https: { shouldUpgradeCallback, ...tlsOptions(tls), ...(isHttp2 && http2Options(limits)) } }
      : { http: { shouldUpgradeCallback } }) as object),
    ...(isHttp2 && ({ http2: true, http2SessionTimeout: limits.keepAliveMs } as object)),
  };
  const app: FastifyInstance = Fastify(options);
  if (isHttp2) {
    // Node's server of HTTP/2 takes it from no option.
    Object.assign(app.server, { shouldUpgradeCallback });
    endSessionsWith(app, limits);
  }
  observation?.requests(app, feed);
  const unanswered = trackUnanswered(app, limits);
  shutStalled(app, unanswered);
  // Caches may keep 404, 405 and 410 without being told so (RFC 9110 §15.1).
  app.setErrorHandler((error, request, reply) => {
    // Fastify ends the connection after a body that is too long. HTTP/2 has no such header.
    if (streamOf(request)) reply.removeHeader('connection');
    return reply.header('cache-control', 'no-store').send(error);
  });
  if (origins.length > 0) allowOrigins(app, origins);
  const methods = methodsByPath(app);
  refuseUnknownParameters(app);
  refuseForeignPosts(app, isAllowed);
  refuseEncodedBodies(app);
  readRestOfPosts(app, limits);
  const socketPaths = webSocketPaths(app);
  if (hasSockets) {
    // In a variable, because @types/ws does not declare closeTimeout yet.
    const socketOptions = {
      maxPayload: limits.maxPublishBytes,
      perMessageDeflate: compression ? perMessageDeflate(compression, deflate) : false,
      closeTimeout: limits.cutOffGraceMs,
    };
    // Before the plugin's own hook, which sends a close frame without a code.
    app.addHook('preClose', async () => {
      for (const client of app.websocketServer.clients) client.close(CLOSE_GOING_AWAY, 'the server ends');
    });
    if (isHttp2) {
      webSocketsOverHttp2(app, endAfterError);
      routeExtendedConnects(app);
    }
    app.register(fastifyWebsocket, { options: socketOptions, errorHandler: endAfterError });
    app.after(() => checkHandshakes(app, socketPaths, isAllowed));
  }
  for (const transport of transports) app.register(plugins[transport], context);
  app.register(publish, context);
  if (page) app.register(servePage, { page });
  else app.register(health, { methods, callsPage });
  if (isDemo) app.register(demo, context);
  if (hasEcho) app.register(echo, context);
  app.register(otherRequests, { methods, limits });
  app.addHook('onClose', async () => heartbeat.stop());
  return app;
}
