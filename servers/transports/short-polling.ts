import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import { answerWithCursor, pollAnswers } from './poll-answer.ts';
import { SubscriptionQuery, type TransportContext } from './subscription-request.ts';

const Query = Type.Object({
  ...SubscriptionQuery.properties,
  latest: Type.Optional(Type.Integer({ minimum: 1, maximum: 1000 })),
});

/**
 * `GET /notifications?topic=T&after=C`: new notifications at once, or 204 if there are none. With
 * `latest=N` instead of a cursor, it returns the latest N and an entity tag, like a site without
 * cursors. A client that has them already gets 304 (RFC 9110 §13.1.2).
 */
export const shortPolling: FastifyPluginAsyncTypebox<TransportContext> = async (app, { feed, limits }) => {
  const answer = pollAnswers();

  app.get('/notifications', { schema: { querystring: Query } }, (request, reply) => {
    const { topic, after, latest } = request.query;
    if (latest !== undefined) {
      const newest = feed.cursor(topic);
      const tag = `"${newest}"`;
      reply.header('etag', tag);
      if (request.headers['if-none-match'] === tag) return reply.code(304).send();
      const entries = feed.since(topic, Math.max(0, newest - latest));
      if (entries.length > 0) return answer(reply, entries, 'no-cache');
    }
    if (after === undefined) return answerWithCursor(reply, feed.cursor(topic));
    return answer(reply, feed.since(topic, after, limits.maxAnswerBytes));
  });
};
