import type { Feed } from '../feed/feed.ts';
import type { Entry, Listener } from '../feed/held.ts';
import type { Observer } from './events.ts';

/** The same feed, which also says of each notification how many followers get it at once. */
export function observedFeed(feed: Feed, observer: Observer): Feed {
  const followers = new Map<string, Set<Listener>>();
  let announced: Entry | undefined;

  /** Says it before the first follower gets it: a poll that it answers comes after it. */
  function announce(entry: Entry): void {
    if (entry === announced) return;
    announced = entry;
    observer({ kind: 'published', entry, followers: followers.get(entry.topic)?.size ?? 0 });
  }

  return {
    ...feed,

    append(...draft) {
      const entry = feed.append(...draft);
      announce(entry);
      return entry;
    },

    subscribe(topic, listener) {
      const own: Listener = entry => {
        announce(entry);
        listener(entry);
      };
      const set = followers.get(topic) ?? new Set();
      followers.set(topic, set.add(own));
      const unsubscribe = feed.subscribe(topic, own);
      return () => {
        unsubscribe();
        set.delete(own);
        if (set.size === 0 && followers.get(topic) === set) followers.delete(topic);
      };
    },
  };
}
