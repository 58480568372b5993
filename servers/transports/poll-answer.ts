import type { FastifyReply } from 'fastify';
import { type Cursor, cursorText } from '../../scenarios/load/cursor.ts';
import type { Entry } from '../feed/feed.ts';
import { pollBodies } from './framing.ts';

type CacheControl = 'no-store' | 'no-cache';

/** Answers a poll: 200 with the entries, of which there is one at least, and the next cursor. */
export type PollAnswer = (
  reply: FastifyReply,
  entries: readonly Entry[],
  cacheControl?: CacheControl,
) => FastifyReply;

export function pollAnswers(): PollAnswer {
  const body = pollBodies();
  return (reply, entries, cacheControl = 'no-store') => {
    reply.header('cache-control', cacheControl);
    return reply.header('content-type', 'application/json').send(body(entries));
  };
}

/** Answers a poll without notifications: only with the cursor to continue from. */
export function answerWithCursor(
  reply: FastifyReply,
  cursor: Required<Cursor>,
  cacheControl: CacheControl = 'no-store',
): FastifyReply {
  const body = { notifications: [], cursor: cursorText(cursor) };
  return reply.header('cache-control', cacheControl).send(body);
}

/**
 * Answers a poll for which there is nothing new: 204. To a bare number 200 with the full cursor, so
 * that the client can send that from now on.
 */
export function answerEmpty(reply: FastifyReply, epoch: string, after: Cursor): FastifyReply {
  if (after.epoch === undefined) return answerWithCursor(reply, { ...after, epoch });
  return reply.header('cache-control', 'no-store').code(204).send();
}
