import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { answerWithCursor, pollAnswers } from './poll-answer.ts';
import { SubscriptionQuery, type TransportContext } from './subscription-request.ts';

/** `GET /notifications?topic=T&after=C`: what is new, at once; 204 when nothing is. */
export const shortPolling: FastifyPluginAsyncTypebox<TransportContext> = async (app, { feed, limits }) => {
  const answer = pollAnswers();

  app.get('/notifications', { schema: { querystring: SubscriptionQuery } }, (request, reply) => {
    const { topic, after } = request.query;
    if (after === undefined) return answerWithCursor(reply, feed.cursor(topic));
    return answer(reply, feed.since(topic, after, limits.maxAnswerBytes));
  });
};
