import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { FastifyRequest } from 'fastify';
import { authority } from '../scenarios/load/authority.ts';
import { qualityOf } from './http/accept.ts';
import { allowed, type Methods } from './http/other-requests.ts';
import { type CallsPage, sendPage } from './page.ts';

export interface HealthOptions {
  methods: Methods;
  /** What a browser gets instead. */
  callsPage?: CallsPage | undefined;
}

/** Names, IPv4 addresses and IPv6 addresses in brackets, perhaps with a port. */
const HOST = /^(?:[\w.-]+|\[[\da-f:.]+\])(?::\d+)?$/i;

/** By which host and port the client reached the server. It is safe in a shell. */
function hostOf({ headers, raw }: FastifyRequest): string {
  // Over HTTP/2 it has another name.
  const { host = `${headers[':authority'] ?? ''}` } = headers;
  const { localAddress = '', localPort = 0 } = raw.socket;
  return HOST.test(host) ? host : authority(localAddress, localPort);
}

/** Whether the client is a browser that shows a page. Programs accept anything, or JSON first. */
const wantsPage = (accept: string | undefined): boolean =>
  qualityOf(accept, 'text/html') > qualityOf(accept, 'application/json');

/** `GET /` where no page is served, for a health check: the server's paths and their methods. */
export const health: FastifyPluginAsyncTypebox<HealthOptions> = async (app, { methods, callsPage }) => {
  app.get('/', (request, reply) => {
    if (callsPage && wantsPage(request.headers.accept)) return sendPage(reply, callsPage(hostOf(request)));
    return reply.header('cache-control', 'no-store').send({
      server: 'pushlab',
      paths: Object.fromEntries(Array.from(methods, ([path, own]) => [path, allowed(own)])),
    });
  });
};
