import { expect, test } from 'vitest';
import { FeedFullError } from '../../../servers/feed/errors.ts';
import { createFeed } from '../../../servers/feed/feed.ts';
import type { ServerEvent } from '../../../servers/observation/events.ts';
import { publishedTo } from '../../../servers/observation/feed.ts';

function observed(options: Parameters<typeof createFeed>[0] = {}) {
  const events: ServerEvent[] = [];
  const feed = createFeed({ ...options, onStored: publishedTo(event => events.push(event)) });
  const followers = () => events.map(event => event.kind === 'published' && event.followers);
  return { feed, events, followers };
}

test('a publication is said once, before anybody gets it, with those who follow its topic', () => {
  const { feed, events, followers } = observed();
  const order: string[] = [];
  for (const name of ['a', 'b']) feed.subscribe('t', () => order.push(`${name} after ${events.length}`));
  feed.subscribe('other', () => order.push('other'));
  const entry = feed.append({ topic: 't', payload: 1 });
  expect(order).toEqual(['a after 1', 'b after 1']);
  expect(events).toEqual([{ kind: 'published', entry, followers: 2 }]);
  feed.append({ topic: 'nobody', payload: 1 });
  expect(followers()).toEqual([2, 0]);
});

test('whoever leaves, perhaps twice or while being served, counts no more', () => {
  const { feed, followers } = observed();
  const leave = feed.subscribe('t', () => leave());
  feed.subscribe('t', () => {});
  for (let count = 0; count < 2; count++) feed.append({ topic: 't', payload: 1 });
  leave();
  feed.append({ topic: 't', payload: 1 });
  expect(followers()).toEqual([2, 1, 1]);
  expect(feed.listenerCount()).toBe(1);
});

test('what the feed refuses is not published', () => {
  const { feed, events } = observed({ maxTopics: 1 });
  feed.append({ topic: 'a', payload: 1 });
  expect(() => feed.append({ topic: 'b', payload: 1 })).toThrow(FeedFullError);
  expect(events).toHaveLength(1);
});
