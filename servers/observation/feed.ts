import type { FeedOptions } from '../feed/held.ts';
import type { Observer } from './events.ts';

/** For the options of a feed: tells an observer of each notification, and who gets it at once. */
export const publishedTo =
  (observer: Observer): NonNullable<FeedOptions['onStored']> =>
  (entry, followers) =>
    observer({ kind: 'published', entry, followers });
