import type { FastifySchemaValidationError } from 'fastify';
import { type Static, type TString, Type } from 'typebox';
import type { Compression } from '../../scenarios/load/connection.ts';
import { CURSOR_FORM, type Cursor, parseCursor } from '../../scenarios/load/cursor.ts';
import { Topic } from '../../scenarios/load/notification.ts';
import type { TestedTransport } from '../../scenarios/load/transport.ts';
import type { Deflate } from '../../scenarios/load/transport-options.ts';
import type { ServedFeed } from '../feed/feed.ts';
import type { Limits } from '../feed/limits.ts';
import type { Heartbeat } from './heartbeat.ts';
import type { ObserveStream } from './stream-observer.ts';

const textOf = (form: string): TString => Type.String({ pattern: `^(?:${form})$` });

/** A cursor as text. */
export const CursorText = textOf(CURSOR_FORM);
/** The same, or nothing: as clients send that have no cursor, but a place for one. */
export const CursorOrEmpty = textOf(`${CURSOR_FORM}|`);
/** The same, or one word instead. */
export const cursorOr = (word: string): TString => textOf(`${CURSOR_FORM}|${word}`);
/** A cursor in JSON: text, or a bare number. */
export const CursorInJson = Type.Union([
  CursorText,
  Type.Integer({ minimum: 0, maximum: 999_999_999_999_999 }),
]);

/** The cursor of a request, if it has one. */
export function cursorIn(value: string | number | undefined): Cursor | undefined {
  return value === undefined || value === '' ? undefined : parseCursor(`${value}`);
}

/** `?topic=T&after=C`; without `after` a subscriber starts with the next notification. */
export const SubscriptionQuery = Type.Object({ topic: Topic, after: Type.Optional(CursorText) });
export type SubscriptionQuery = Static<typeof SubscriptionQuery>;

/** States in one line what is wrong with a part of a request, such as its query. */
export function requestFault(faults: FastifySchemaValidationError[], part: string): Error {
  const [{ instancePath, keyword, params, message }] = faults as [FastifySchemaValidationError];
  // typebox says so of a member that a schema does not have.
  if (keyword === 'boolean') return new Error(`${part} has an unknown member "${instancePath.slice(1)}"`);
  if (instancePath === '/topic' && keyword !== 'type') {
    return new Error('topic must have 1 to 128 characters, no control character and no half surrogate pair');
  }
  const isCursor = keyword === 'pattern' && `${params.pattern}`.includes(CURSOR_FORM);
  return new Error(
    isCursor
      ? `${instancePath.slice(1)} must be a cursor such as q7x2mk-42, or its number alone, of at most 15 digits`
      : `${part}${instancePath} ${message}`,
  );
}

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The transport whose polls a route answers. */
    polledBy?: TestedTransport;
  }
}

/** The options of every transport plugin. */
export interface TransportContext {
  feed: ServedFeed;
  limits: Limits;
  heartbeat: Heartbeat;
  /** How notifications are compressed for clients that take them so; without it, not at all. */
  compression?: Compression | undefined;
  /** How zlib does, where not by its defaults. */
  deflate?: Deflate | undefined;
  /** Only a server by hand has it. */
  observe?: ObserveStream | undefined;
}
