import { type Http2ServerRequest, Http2ServerResponse } from 'node:http2';
import type { Socket } from 'node:net';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { extension, PerMessageDeflate, type ServerOptions, subprotocol, WebSocket } from 'ws';
import { streamOf } from './carrier.ts';

/** The only version of the protocol (RFC 6455 §4.1), which an extended CONNECT names too. */
const VERSION = '13';
const WEBSOCKET = 'websocket';

/** What `ws` uses itself, and does not declare. */
interface Inside {
  _protocol: string;
  _extensions: Record<string, PerMessageDeflate>;
  setSocket(stream: unknown, head: Buffer, options: ServerOptions): void;
}

/** Whether a request asks for a WebSocket over HTTP/2 (RFC 8441 §5). */
export const isExtendedConnect = (request: FastifyRequest): boolean =>
  streamOf(request) !== undefined && request.raw.headers[':protocol' as never] === WEBSOCKET;

/**
 * Passes each extended CONNECT for a WebSocket to the route of its path, as a GET. Others get 501,
 * and a CONNECT to another host 405.
 */
export function routeExtendedConnects(app: FastifyInstance): void {
  app.server.on('connect', (request: Http2ServerRequest, response: Http2ServerResponse | Socket) => {
    if (!(response instanceof Http2ServerResponse)) {
      // Over HTTP/1.1, as a server without this listener does.
      response.destroy();
      return;
    }
    const protocol = request.headers[':protocol'];
    if (protocol !== WEBSOCKET) {
      response.statusCode = protocol === undefined ? 405 : 501;
      response.end();
      return;
    }
    const routed = Object.assign(request, { method: 'GET' });
    app.routing(routed as never, response as never);
  });
}

/** What both sides agree on: extensions with their parameters, and the first protocol offered. */
function agreed(
  { headers }: FastifyRequest,
  { perMessageDeflate, maxPayload }: ServerOptions,
): { extensions: Record<string, PerMessageDeflate>; protocol: string | undefined } {
  const { 'sec-websocket-protocol': protocols, 'sec-websocket-extensions': offers } = headers;
  const [protocol] = protocols === undefined ? [] : subprotocol.parse(protocols);
  const offered =
    offers === undefined ? undefined : extension.parse(offers as string)[PerMessageDeflate.extensionName];
  if (!perMessageDeflate || !offered) return { extensions: {}, protocol };
  const options = { ...(perMessageDeflate as object), isServer: true, maxPayload };
  const deflate = new PerMessageDeflate(options);
  deflate.accept(offered);
  return { extensions: { [PerMessageDeflate.extensionName]: deflate }, protocol };
}

/** Accepts an extended CONNECT: its stream becomes a WebSocket. Undefined if it was refused. */
function accepted(app: FastifyInstance, request: FastifyRequest, reply: FastifyReply): WebSocket | undefined {
  const { options, clients } = app.websocketServer;
  const stream = streamOf(request);
  if (!stream || request.headers['sec-websocket-version'] !== VERSION) {
    const fault = `sec-websocket-version must be ${VERSION}`;
    reply.code(400).header('sec-websocket-version', VERSION).send(new Error(fault));
    return undefined;
  }
  let found: ReturnType<typeof agreed>;
  try {
    found = agreed(request, options);
  } catch (error) {
    reply.code(400).send(error);
    return undefined;
  }
  const { extensions, protocol } = found;
  const [deflate] = Object.values(extensions);
  reply.hijack();
  stream.respond({
    ':status': 200,
    ...reply.raw.getHeaders(),
    ...(protocol && { 'sec-websocket-protocol': protocol }),
    ...(deflate && {
      'sec-websocket-extensions': extension.format({ [PerMessageDeflate.extensionName]: [deflate.params] }),
    }),
  } as never);
  // The types have no options for a socket that is given.
  const ws = new WebSocket(null as never, undefined, options as never);
  const inside = ws as unknown as Inside;
  if (protocol) inside._protocol = protocol;
  inside._extensions = extensions;
  inside.setSocket(stream, Buffer.alloc(0), options);
  clients.add(ws);
  ws.on('close', () => void clients.delete(ws));
  return ws;
}

/**
 * Serves the routes of WebSockets that are added from now on over HTTP/2 as well. Must be called
 * before the plugin @fastify/websocket is added, which serves them over HTTP/1.1. `onError` is
 * called for errors of a socket.
 */
export function webSocketsOverHttp2(
  app: FastifyInstance,
  onError: (error: Error, socket: WebSocket) => void,
): void {
  app.addHook('onRoute', route => {
    if (!route.websocket || ![route.method].flat().includes('GET')) return;
    const { handler: serve } = route;
    route.websocket = false;
    route.wsHandler = serve as never;
    route.handler = (request, reply) => {
      const ws = accepted(app, request, reply);
      if (!ws) return reply;
      ws.on('error', error => onError(error, ws));
      (serve as unknown as (socket: WebSocket, request: FastifyRequest) => void)(ws, request);
      return reply;
    };
  });
}
