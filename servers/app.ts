import fastifyWebsocket from '@fastify/websocket';
import Fastify, { type FastifyInstance } from 'fastify';
import type { TestedTransport } from '../scenarios/load/transport.ts';
import { demo } from './demo.ts';
import { createFeed, type Feed } from './feed/feed.ts';
import { DEFAULT_LIMITS, type Limits } from './feed/limits.ts';
import { type Page, servePage } from './page.ts';
import { limitPipelining } from './pipelining.ts';
import { publish } from './publish.ts';
import { createHeartbeat } from './transports/heartbeat.ts';
import { longPolling } from './transports/long-polling.ts';
import { shortPolling } from './transports/short-polling.ts';
import { sse } from './transports/sse.ts';
import { requestFault, type TransportContext } from './transports/subscription-request.ts';
import { websocket } from './transports/websocket.ts';

export interface AppOptions {
  /** One transport as in a measurement, or several side by side as in the demonstration. */
  transports: readonly TestedTransport[];
  feed?: Feed;
  limits?: Partial<Limits>;
  /** The page for a browser; none if missing. */
  page?: Page;
  /** Whether it has the publisher of the demonstration, and its controls. */
  demo?: boolean;
}

const plugins = {
  'short-polling': shortPolling,
  'long-polling': longPolling,
  sse,
  websocket,
} satisfies Record<TestedTransport, unknown>;

/**
 * Creates the Fastify app that delivers a feed by the given transports. The caller listens and
 * closes.
 */
export function createApp({
  transports,
  feed = createFeed(),
  limits: given = {},
  page,
  demo: isDemo = false,
}: AppOptions): FastifyInstance {
  const limits = { ...DEFAULT_LIMITS, ...given };
  const heartbeat = createHeartbeat(limits.heartbeatMs);
  const context: TransportContext = { feed, limits, heartbeat };

  const app = Fastify({
    logger: false,
    bodyLimit: limits.maxPublishBytes,
    schemaErrorFormatter: requestFault,
    connectionTimeout: limits.stalledAnswerMs,
    // A HEAD request on a stream would never end.
    exposeHeadRoutes: false,
    forceCloseConnections: true,
  });
  limitPipelining(app, limits.maxPipelined);
  if (transports.includes('websocket')) {
    // In a variable, because @types/ws does not declare closeTimeout yet.
    const socketOptions = {
      maxPayload: limits.maxPublishBytes,
      perMessageDeflate: false,
      closeTimeout: limits.cutOffGraceMs,
    };
    app.register(fastifyWebsocket, {
      options: socketOptions,
      // After a protocol error `ws` sends a close frame with the matching code. The default handler
      // would end the connection before that.
      errorHandler(error, socket) {
        if (!('code' in error && String(error.code).startsWith('WS_ERR_'))) socket.terminate();
      },
    });
  }
  for (const transport of transports) app.register(plugins[transport], context);
  app.register(publish, context);
  if (page) app.register(servePage, { page });
  if (isDemo) app.register(demo, context);
  app.addHook('onClose', async () => heartbeat.stop());
  return app;
}
