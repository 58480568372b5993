import { type MonotonicMicros, nowMicros } from '../../scenarios/load/notification.ts';
import { createPoster, type Poster } from './post.ts';
import type { Subscription, Target } from './subscriber.ts';

/** The way upstream of the users of a worker; `place` is a user's index in it. */
export interface Upstream {
  /** Opens the connection of a user's POSTs, if the user will send any: a page has it open. */
  open(subscription: Subscription, place: number): Promise<void>;
  /** Sends one user's notification. */
  send(
    subscription: Subscription,
    place: number,
    topic: string,
    draft: { scheduledAt: MonotonicMicros; payload: unknown },
  ): void;
}

/**
 * Creates the way upstream. With `by: 'own'` it is a frame on the user's own connection, if the
 * transport has one. Otherwise it is a POST on a second connection of each user, as in a page.
 * `onRefused` is called for failed sends.
 */
export function createUpstream(
  target: Target,
  by: 'own' | 'post',
  requestHeaders: string,
  onRefused: (reason: string) => void,
): Upstream {
  const posters = new Map<number, Poster>();

  function posterOf(place: number): Poster {
    const known = posters.get(place);
    if (known) return known;
    const poster = createPoster(target, requestHeaders, onRefused);
    posters.set(place, poster);
    return poster;
  }

  return {
    async open(subscription, place) {
      if (by === 'post' || !subscription.hasUpstream()) await posterOf(place).open();
    },
    send(subscription, place, topic, { scheduledAt, payload }) {
      const publication = () => ({ scheduledAt, publishedAt: nowMicros(), payload });
      if (by === 'own' && subscription.send(JSON.stringify(publication()))) return;
      posterOf(place).post(() => JSON.stringify({ topic, ...publication() }));
    },
  };
}
