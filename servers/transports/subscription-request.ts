import { type Static, Type } from 'typebox';
import { Topic } from '../../scenarios/load/notification.ts';
import type { Feed } from '../feed/feed.ts';
import type { Limits } from '../feed/limits.ts';
import type { Heartbeat } from './heartbeat.ts';

export const Cursor = Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER });

/** `?topic=T&after=C`; without `after` a subscriber starts with the next notification. */
export const SubscriptionQuery = Type.Object({ topic: Topic, after: Type.Optional(Cursor) });
export type SubscriptionQuery = Static<typeof SubscriptionQuery>;

/** The options of every transport plugin. */
export interface TransportContext {
  feed: Feed;
  limits: Limits;
  heartbeat: Heartbeat;
}
