import type { FollowBy } from './follow.ts';
import { longPolling } from './long-polling.ts';
import { shortPolling } from './short-polling.ts';
import { sse } from './sse.ts';
import { websocket } from './websocket.ts';

/** The transports by which a page can follow a topic. */
export const followBy = {
  'short-polling': shortPolling,
  'long-polling': longPolling,
  sse,
  websocket,
} satisfies FollowBy;
