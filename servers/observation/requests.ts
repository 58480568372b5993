import type { FastifyInstance, FastifyRequest } from 'fastify';
import { parseCursor } from '../../scenarios/load/cursor.ts';
import type { FeedReader } from '../feed/held.ts';
import { carrierOf } from '../http2/carrier.ts';
import type { Ends } from './ends.ts';
import type { Observer, PollOutcome, Visitor } from './events.ts';
import { peerOf } from './peer.ts';

/** The cursor at the end of a poll's answer, which is longer than this only by notifications. */
const CURSOR_AT_END = /"cursor":"([^"]+)"\}$/;
const CURSOR_BYTES = 64;

interface PollQuery {
  topic: string;
  after?: string;
  latest?: number;
}

function visitorOf(request: FastifyRequest): Visitor | undefined {
  const { routeOptions, method, query } = request;
  const { polledBy } = routeOptions.config;
  if (polledBy === undefined || method !== 'GET') return undefined;
  return { transport: polledBy, topic: (query as PollQuery).topic, address: peerOf(carrierOf(request)) };
}

function cursorIn(payload: unknown): string | null {
  const end = Buffer.isBuffer(payload) ? payload.subarray(-CURSOR_BYTES).toString() : payload;
  return typeof end === 'string' ? (CURSOR_AT_END.exec(end.slice(-CURSOR_BYTES))?.[1] ?? null) : null;
}

/** Numbers of a topic have no gaps, so that the cursors say how many notifications came. */
function outcomeOf(
  statusCode: number,
  payload: unknown,
  { topic, after, latest }: PollQuery,
  feed: FeedReader,
) {
  const cursor = cursorIn(payload);
  const outcome: PollOutcome = { statusCode, notificationCount: 0, cursor };
  if (cursor === null) return outcome;
  const { seq } = parseCursor(cursor);
  if (latest !== undefined) outcome.notificationCount = feed.newest(topic, latest).length;
  else if (after !== undefined) outcome.notificationCount = seq - parseCursor(after).seq;
  return outcome;
}

/** The message of a refusal, which Fastify has made JSON. */
const messageIn = (payload: unknown): string =>
  typeof payload === 'string' ? (JSON.parse(payload) as Error).message : '';

/**
 * Says of each poll when it begins to wait, what it got, and when its client gives up; and of each
 * request why it is refused. Nothing of any answer changes.
 */
export function observeRequests(
  app: FastifyInstance,
  feed: FeedReader,
  ends: Ends,
  observer: Observer,
): void {
  /** When a request without an answer came, in ms. */
  const cameMs = new WeakMap<FastifyRequest, number>();
  const sinceMs = (request: FastifyRequest) => performance.now() - (cameMs.get(request) ?? 0);

  app.addHook('onRequest', (request, _reply, done) => {
    cameMs.set(request, performance.now());
    done();
  });

  app.addHook('preHandler', (request, reply, done) => {
    done();
    // The handler has run.
    const visitor = visitorOf(request);
    if (visitor === undefined || reply.sent) return;
    const socket = carrierOf(request);
    ends.watch(socket);
    observer({ kind: 'came', visitor, cursor: (request.query as PollQuery).after ?? null });
    reply.raw.once('close', () => {
      if (!cameMs.has(request)) return;
      observer({ kind: 'left', visitor, stayedMs: sinceMs(request), why: ends.why(socket) });
    });
  });

  app.addHook('onSend', (request, { statusCode }, payload, done) => {
    const visitor = visitorOf(request);
    if (statusCode >= 400) {
      const { method, url } = request.raw;
      const path = url?.split('?', 1)[0];
      const reason = messageIn(payload);
      observer({
        kind: 'refused',
        request: `${method} ${path}`,
        address: peerOf(carrierOf(request)),
        statusCode,
        reason,
      });
    } else if (visitor) {
      const answer = outcomeOf(statusCode, payload, request.query as PollQuery, feed);
      observer({ kind: 'polled', visitor, waitedMs: sinceMs(request), answer });
    }
    cameMs.delete(request);
    done();
  });
}
