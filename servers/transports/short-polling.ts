import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import { cursorText } from '../../scenarios/load/cursor.ts';
import { varyWithEncoding } from '../compression/negotiated.ts';
import { matchesEntityTag } from '../http/entity-tag.ts';
import { answerEmpty, answerWithCursor, pollAnswers } from './poll-answer.ts';
import { cursorIn, SubscriptionQuery, type TransportContext } from './subscription-request.ts';

const Query = Type.Object({
  ...SubscriptionQuery.properties,
  latest: Type.Optional(Type.Integer({ minimum: 1, maximum: 1000 })),
});

/**
 * `GET /notifications?topic=T&after=C`: new notifications at once, or 204 if there are none. With
 * `latest=N` instead of a cursor, it returns the latest N and an entity tag, like a site without
 * cursors. A client that has them already gets 304 (RFC 9110 §13.1.2). Both together are refused.
 */
export const shortPolling: FastifyPluginAsyncTypebox<TransportContext> = async (
  app,
  { feed, limits, compression },
) => {
  const answer = pollAnswers(compression);

  const config = { polledBy: 'short-polling' } as const;
  app.get('/notifications', { schema: { querystring: Query }, config }, (request, reply) => {
    const { topic, latest } = request.query;
    if (latest !== undefined) {
      if (request.query.after !== undefined) {
        const fault = 'latest and after exclude each other: send a count or a cursor, not both';
        return reply.code(400).send(new Error(fault));
      }
      const newest = feed.startOf(topic);
      // With the epoch, the tag of a lost feed never means the content of another.
      // It is weak where a list has one form that is compressed and one that is not.
      const tag = `${compression ? 'W/' : ''}"${cursorText(newest)}"`;
      reply.header('etag', tag);
      if (compression) reply.headers(varyWithEncoding(reply));
      if (matchesEntityTag(request.headers['if-none-match'], tag)) {
        return reply.code(304).header('cache-control', 'no-cache').send();
      }
      const entries = feed.newest(topic, latest);
      return entries.length > 0
        ? answer(reply, entries, 'no-cache')
        : answerWithCursor(reply, newest, 'no-cache');
    }
    const after = cursorIn(request.query.after);
    if (after === undefined) return answerWithCursor(reply, feed.startOf(topic));
    const entries = feed.since(topic, after, limits.maxAnswerBytes);
    return entries.length > 0 ? answer(reply, entries) : answerEmpty(reply, feed.epoch, after);
  });
};
