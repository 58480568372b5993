import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { FastifyReply } from 'fastify';
import type { Cursor } from '../../scenarios/load/cursor.ts';
import { streamOf } from '../http2/carrier.ts';
import { answerEmpty, answerWithCursor, pollAnswers } from './poll-answer.ts';
import { cursorIn, SubscriptionQuery, type TransportContext } from './subscription-request.ts';

/**
 * Seconds requested by `Prefer: wait=S` (RFC 7240 §4.3), with white space around `=` or without;
 * undefined without such a request.
 */
function preferredWaitSeconds(prefer: string | undefined): number | undefined {
  const wait = /(?:^|[,;\s])wait[ \t]*=[ \t]*"?(\d+)/i.exec(prefer ?? '');
  return wait ? Number(wait[1]) : undefined;
}

/**
 * `GET /notifications?topic=T&after=C` with `Prefer: wait=S`: new notifications as soon as there
 * are any, or 204 after S seconds. A bare number waits as long: answered at once, a client that
 * ignores the cursor of that answer would ask without a pause. A wait longer than the limit is
 * shortened to it, which the answer says (`Preference-Applied`, RFC 7240 §3). The path is that of
 * short polling; the header selects the handler, so that one app can serve both.
 */
export const longPolling: FastifyPluginAsyncTypebox<TransportContext> = async (
  app,
  { feed, limits, compression },
) => {
  const answer = pollAnswers(compression);
  /** By the function that answers it now. */
  const waiting = new Map<() => void, FastifyReply>();

  if (!app.hasConstraintStrategy('wait')) {
    app.addConstraintStrategy({
      name: 'wait',
      storage() {
        const handlers = new Map<unknown, never>();
        return {
          get: key => handlers.get(key) ?? null,
          set: (key, handler: never) => handlers.set(key, handler),
        };
      },
      deriveConstraint: request =>
        preferredWaitSeconds(request.headers.prefer as string) === undefined ? undefined : true,
      validate: () => {},
      mustMatchWhenDerived: false,
    });
  }

  const schema = { querystring: SubscriptionQuery };
  const config = { polledBy: 'long-polling' } as const;
  app.get('/notifications', { schema, config, constraints: { wait: true } }, (request, reply) => {
    const { topic } = request.query;
    const after = cursorIn(request.query.after);
    const wantedSeconds = preferredWaitSeconds(request.headers.prefer as string) ?? 0;
    const waitSeconds = Math.min(wantedSeconds, limits.maxWaitSeconds);
    if (waitSeconds < wantedSeconds) reply.header('preference-applied', `wait=${waitSeconds}`);
    if (after === undefined) return answerWithCursor(reply, feed.startOf(topic));
    const entries = feed.since(topic, after, limits.maxAnswerBytes);
    if (entries.length > 0) return answer(reply, entries);

    function finish(): void {
      release();
      try {
        const waitedFor = feed.since(topic, after as Cursor, limits.maxAnswerBytes);
        if (waitedFor.length > 0) answer(reply, waitedFor);
        else answerEmpty(reply, feed.epoch, after as Cursor);
      } catch (error) {
        // The cursor is gone: a broker has lost the feed meanwhile.
        reply.send(error);
      }
    }
    function release(): void {
      waiting.delete(finish);
      clearTimeout(timer);
      unsubscribe();
      reply.raw.off('close', release);
    }
    const timer = setTimeout(finish, waitSeconds * 1000);
    const unsubscribe = feed.subscribe(topic, finish);
    reply.raw.on('close', release);
    waiting.set(finish, reply);
    return reply;
  });

  app.addHook('preClose', async () => {
    // The app closes the connections afterwards, and an answer must say so.
    for (const [finish, reply] of [...waiting]) {
      if (!streamOf(reply.request)) reply.header('connection', 'close');
      finish();
    }
  });
};
