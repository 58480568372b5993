import { gzipSync, zstdCompressSync } from 'node:zlib';
import type { FastifyReply } from 'fastify';
import type { Compression } from '../../scenarios/load/connection.ts';
import { type Cursor, cursorText } from '../../scenarios/load/cursor.ts';
import { bodyCodingOf, varyWithEncoding } from '../compression/negotiated.ts';
import type { Entry } from '../feed/held.ts';
import { pollBodies } from './framing.ts';

type CacheControl = 'no-store' | 'no-cache';

/** Answers a poll: 200 with the entries, of which there is one at least, and the next cursor. */
export type PollAnswer = (
  reply: FastifyReply,
  entries: readonly Entry[],
  cacheControl?: CacheControl,
) => FastifyReply;

/** With compression, a body is compressed for the clients that take it so, once for all of them. */
export function pollAnswers(compression: Compression | undefined): PollAnswer {
  const body = pollBodies();
  const compressed = { gzip: sameOnce(gzipSync), zstd: sameOnce(zstdCompressSync) };
  return (reply, entries, cacheControl = 'no-store') => {
    reply.header('cache-control', cacheControl).header('content-type', 'application/json');
    if (compression === undefined) return reply.send(body(entries));
    reply.headers(varyWithEncoding(reply));
    const coding = bodyCodingOf(reply.request);
    if (coding === null) return reply.send(body(entries));
    return reply.header('content-encoding', coding).send(compressed[coding](body(entries)));
  };
}

/** Remembers the last result, as `pollBodies` does. */
function sameOnce(build: (content: Buffer) => Buffer): (content: Buffer) => Buffer {
  let lastContent: Buffer | undefined;
  let lastResult: Buffer;
  return content => {
    if (content !== lastContent) {
      lastResult = build(content);
      lastContent = content;
    }
    return lastResult;
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
