import type { FastifyInstance, FastifyReply, FastifyRequest, onRequestHookHandler } from 'fastify';

/** Names of UTF-8 as they stand in `charset=`, the second without its hyphen. */
const UTF_8 = ['utf-8', 'utf8'];
const CHARSET = /;[ \t]*charset[ \t]*=[ \t]*"?([^\s";]*)/i;

function encodingFault({ headers }: FastifyRequest, reply: FastifyReply): string | undefined {
  const { 'content-encoding': coding = 'identity', 'content-type': type = '' } = headers;
  if (coding.toLowerCase() !== 'identity') {
    // RFC 9110 §15.5.16: which codings would be right.
    reply.header('accept-encoding', 'identity');
    return `content-encoding is "${coding}"; a body must come as it is, without compression`;
  }
  const charset = CHARSET.exec(type)?.[1] ?? 'utf-8';
  if (!UTF_8.includes(charset.toLowerCase())) return `charset is "${charset}"; JSON must be in UTF-8`;
}

/**
 * Refuses every POST whose body is compressed, or in another charset than UTF-8, with 415. Read as
 * UTF-8 it would be no JSON, or other text than was meant.
 */
export function refuseEncodedBodies(app: FastifyInstance): void {
  app.addHook('onRoute', route => {
    if (![route.method].flat().includes('POST')) return;
    const refuse: onRequestHookHandler = (request, reply, done) => {
      const fault = encodingFault(request, reply);
      if (fault === undefined) done();
      else reply.code(415).send(new Error(fault));
    };
    // Last: a route's own hook may note when the request came.
    route.onRequest = [...[route.onRequest ?? []].flat(), refuse];
  });
}
