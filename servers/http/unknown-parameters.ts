import type { FastifyInstance, preValidationHookHandler } from 'fastify';
import { queryFault } from './query-encoding.ts';

/** What is wrong with the first name that is not known; undefined if all are. */
export function unknownName(given: object, known: readonly string[]): string | undefined {
  for (const name in given) {
    if (known.includes(name)) continue;
    const others = known.length === 0 ? 'there are none here' : `known are: ${known.join(', ')}`;
    return `unknown parameter "${name}"; ${others}`;
  }
}

/**
 * Refuses query parameters that a route's schema does not name, or that cannot be decoded, on every
 * route with a schema. A misspelt `after` would silently start from now.
 */
export function refuseUnknownParameters(app: FastifyInstance): void {
  app.addHook('onRoute', route => {
    if (!route.schema) return;
    const { properties = {} } = (route.schema.querystring ?? {}) as { properties?: object };
    const known = Object.keys(properties);
    const refuse: preValidationHookHandler = (request, reply, done) => {
      const fault = queryFault(request.raw.url ?? '') ?? unknownName(request.query as object, known);
      if (fault === undefined) done();
      else reply.code(400).send(new Error(fault));
    };
    route.preValidation = [refuse, ...[route.preValidation ?? []].flat()];
  });
}
