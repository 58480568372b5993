import type { FollowBy } from './follow.ts';
import { longPolling } from './long-polling.ts';
import { shortPolling } from './short-polling.ts';
import { sse } from './sse.ts';
import { websocket } from './websocket.ts';

/** Each way to follow a topic that a page has. */
export const followBy = {
  'short-polling': shortPolling,
  'long-polling': longPolling,
  sse,
  websocket,
} satisfies FollowBy;
