import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { answerWithCursor, pollAnswers } from './poll-answer.ts';
import { SubscriptionQuery, type TransportContext } from './subscription-request.ts';

/**
 * Longer waits are shortened to this: proxies and browsers often drop a silent request after a
 * minute.
 */
const MAX_WAIT_SECONDS = 60;

/** Seconds requested by `Prefer: wait=S` (RFC 7240 §4.3); undefined without such a request. */
function preferredWaitSeconds(prefer: string | undefined): number | undefined {
  const wait = /(?:^|[,;\s])wait="?(\d+)/i.exec(prefer ?? '');
  return wait ? Math.min(Number(wait[1]), MAX_WAIT_SECONDS) : undefined;
}

/**
 * `GET /notifications?topic=T&after=C` with `Prefer: wait=S`: new notifications as soon as there
 * are any, or 204 after S seconds. The path is that of short polling; the header selects the
 * handler, so that one app can serve both.
 */
export const longPolling: FastifyPluginAsyncTypebox<TransportContext> = async (app, { feed, limits }) => {
  const answer = pollAnswers();
  const waiting = new Set<() => void>();

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
  app.get('/notifications', { schema, constraints: { wait: true } }, (request, reply) => {
    const { topic, after } = request.query;
    if (after === undefined) return answerWithCursor(reply, feed.cursor(topic));
    const entries = feed.since(topic, after, limits.maxAnswerBytes);
    if (entries.length > 0) return answer(reply, entries);

    function finish(): void {
      release();
      answer(reply, feed.since(topic, after as number, limits.maxAnswerBytes));
    }
    function release(): void {
      waiting.delete(finish);
      clearTimeout(timer);
      unsubscribe();
      reply.raw.off('close', release);
    }
    const waitSeconds = preferredWaitSeconds(request.headers.prefer as string) ?? 0;
    const timer = setTimeout(finish, waitSeconds * 1000);
    const unsubscribe = feed.subscribe(topic, finish);
    reply.raw.on('close', release);
    waiting.add(finish);
    return reply;
  });

  app.addHook('preClose', async () => {
    for (const finish of [...waiting]) finish();
  });
};
