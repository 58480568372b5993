import type { FastifyInstance, FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify';
import type { Limits } from '../feed/limits.ts';
import { readRestOfBody } from './unread-body.ts';

/** The methods of each path of an app, as its routes have them. */
export type Methods = ReadonlyMap<string, ReadonlySet<string>>;

/** Notes the methods of the routes that are added from now on. */
export function methodsByPath(app: FastifyInstance): Methods {
  const methods = new Map<string, Set<string>>();
  app.addHook('onRoute', ({ url, method }) => {
    const known = methods.get(url) ?? new Set();
    for (const one of [method].flat()) known.add(one);
    methods.set(url, known);
  });
  return methods;
}

/** A path's methods as in the header `Allow`. */
export const allowed = (methods: Iterable<string>) => [...methods, 'OPTIONS'].join(', ');

/**
 * Answers every request that no route takes: OPTIONS with the methods of its path, 405 for another
 * method, and 404 with the paths that there are.
 */
export const otherRequests: FastifyPluginAsync<{ methods: Methods; limits: Limits }> = async (
  app,
  { methods, limits },
) => {
  function answer({ raw, method }: FastifyRequest, reply: FastifyReply): FastifyReply {
    const path = (raw.url ?? '').split('?', 1)[0] ?? '';
    const own = path === '*' ? new Set([...methods.values()].flatMap(one => [...one])) : methods.get(path);
    if (own === undefined) {
      return reply
        .code(404)
        .send(new Error(`there is no ${path}; there is: ${[...methods.keys()].join(', ')}`));
    }
    reply.header('allow', allowed(own));
    if (method === 'OPTIONS') return reply.code(204).send();
    if (!own.has(method))
      return reply.code(405).send(new Error(`${path} takes ${allowed(own)}, not ${method}`));
    // The only route with a condition is that of long polling.
    return reply.code(400).send(new Error('this server only has long polling: send "Prefer: wait=20"'));
  }

  // In the hook, because Fastify would read the body first, and refuse it if it knows no such type.
  app.addHook('onRequest', async (request, reply) => answer(request, reply));
  app.addHook('onSend', readRestOfBody(limits));
  app.setNotFoundHandler(answer);
};
