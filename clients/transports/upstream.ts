import { type MonotonicMicros, nowMicros } from '../../scenarios/load/notification.ts';
import { createPoster, type Poster } from './post.ts';
import type { Subscription, Target } from './subscriber.ts';

/** Sends one user's notification upstream; `place` is the user's index in its worker. */
export type Upstream = (
  subscription: Subscription,
  place: number,
  topic: string,
  draft: { scheduledAt: MonotonicMicros; payload: unknown },
) => void;

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
  return (subscription, place, topic, { scheduledAt, payload }) => {
    const publication = () => ({ scheduledAt, publishedAt: nowMicros(), payload });
    if (by === 'own' && subscription.send(JSON.stringify(publication()))) return;
    let poster = posters.get(place);
    if (!poster) {
      poster = createPoster(target, requestHeaders, onRefused);
      posters.set(place, poster);
    }
    poster.post(() => JSON.stringify({ topic, ...publication() }));
  };
}
