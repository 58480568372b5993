import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { allowed, type Methods } from './http/other-requests.ts';

/** `GET /` where no page is served, for a health check: the server's paths and their methods. */
export const health: FastifyPluginAsyncTypebox<{ methods: Methods }> = async (app, { methods }) => {
  app.get('/', (_request, reply) =>
    reply.header('cache-control', 'no-store').send({
      server: 'pushlab',
      paths: Object.fromEntries(Array.from(methods, ([path, own]) => [path, allowed(own)])),
    }),
  );
};
