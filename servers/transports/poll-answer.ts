import type { FastifyReply } from 'fastify';
import type { Entry } from '../feed/feed.ts';
import { pollBodies } from './framing.ts';

/** Answers a poll: 200 with the entries and the next cursor, or 204 when there are none. */
export type PollAnswer = (
  reply: FastifyReply,
  entries: readonly Entry[],
  cacheControl?: 'no-store' | 'no-cache',
) => FastifyReply;

export function pollAnswers(): PollAnswer {
  const body = pollBodies();
  return (reply, entries, cacheControl = 'no-store') => {
    reply.header('cache-control', cacheControl);
    if (entries.length === 0) return reply.code(204).send();
    return reply.header('content-type', 'application/json').send(body(entries));
  };
}

/** Answers a subscriber without a cursor: only with the cursor to start from. */
export function answerWithCursor(reply: FastifyReply, cursor: number): FastifyReply {
  return reply.header('cache-control', 'no-store').send({ notifications: [], cursor });
}
