import { describe, expect, test } from 'vitest';
import { eventLines, MOST_LINES_PER_SECOND } from '../../../scripts/terminal/event-lines.ts';
import { createFeed } from '../../../servers/feed/feed.ts';
import type { ServerEvent, Visitor } from '../../../servers/observation/events.ts';

const NOON = new Date(2026, 10, 28, 12, 0, 0, 7).getTime();
const client = { transport: 'sse', topic: 'news', address: '127.0.0.1:50000' } as const;
const poller = { ...client, transport: 'long-polling' } as const;
const shortPoller = { ...client, transport: 'short-polling' } as const;

const feed = createFeed({ epoch: 'q7x2mk' });
const entry = feed.append({
  topic: 'news',
  payload: '"publishedAt":5',
  publishedAt: 1_000_000_000_000_002,
  scheduledAt: 1_000_000_000_000_001,
});
const published: ServerEvent = { kind: 'published', entry, followers: 3 };
const came: ServerEvent = { kind: 'came', visitor: client, cursor: 'q7x2mk-0' };
const left = (why: string): ServerEvent => ({ kind: 'left', visitor: client, stayedMs: 5030, why });
const polled = (notificationCount: number, visitor: Visitor = poller): ServerEvent => ({
  kind: 'polled',
  visitor,
  waitedMs: 2104,
  answer: {
    statusCode: notificationCount === 0 ? 204 : 200,
    notificationCount,
    cursor: notificationCount === 0 ? null : 'q7x2mk-1',
  },
});
const refused: ServerEvent = {
  kind: 'refused',
  request: 'GET /nothing',
  address: '127.0.0.1:50000',
  statusCode: 404,
  reason: 'there is no /nothing',
};

function printing() {
  const printed: string[] = [];
  const lines = eventLines(
    line => printed.push(line),
    () => NOON,
  );
  return { ...lines, printed, take: () => printed.splice(0) };
}

const times = (count: number, act: () => void) => {
  for (let done = 0; done < count; done++) act();
};

describe('a line for each', () => {
  test.each([
    [came, 'came       news      SSE            127.0.0.1:50000  from q7x2mk-0'],
    [
      { kind: 'came', visitor: poller, cursor: 'q7x2mk-0' } as const,
      'came       news      Long polling   127.0.0.1:50000  waits, from q7x2mk-0',
    ],
    [
      published,
      `published  news      q7x2mk-1, ${entry.json.length} bytes, to 3 followers, stamp 1000000000000002`,
    ],
    [
      polled(1),
      'polled     news      Long polling   127.0.0.1:50000  waited 2.1 s: 1 notification, next q7x2mk-1',
    ],
    [polled(0), 'polled     news      Long polling   127.0.0.1:50000  waited 2.1 s: nothing new'],
    [
      polled(2, shortPoller),
      'polled     news      Short polling  127.0.0.1:50000  2 notifications, next q7x2mk-1',
    ],
    [
      left('no pong for 30 s'),
      'left       news      SSE            127.0.0.1:50000  after 5.03 s: no pong for 30 s',
    ],
    [
      refused,
      'refused    –         –              127.0.0.1:50000  404 to GET /nothing: there is no /nothing',
    ],
  ])('%j', (event, line) => {
    const { observe, take } = printing();
    observe(event);
    expect(take()).toEqual([`12:00:00.007  ${line}`]);
  });

  test('nothing in it moves the cursor of a terminal, or is a second line', () => {
    const { observe, take } = printing();
    observe({ ...came, visitor: { ...client, topic: 'a\u009b2Jb\u202ec' } });
    observe({ ...refused, request: 'GET /\u001b[2J', reason: 'no\nsuch' });
    const [first, second] = take() as [string, string];
    expect(first).toContain('  a\\u009b2Jb\\u202ec  ');
    expect(second).toContain('GET /\\u001b[2J');
    expect(second).toMatch(/: no\\u000asuch$/);
  });
});

describe('high rates', () => {
  test('are printed up to the limit, and then summed up', () => {
    const { observe, endSecond, take } = printing();
    times(MOST_LINES_PER_SECOND, () => observe(published));
    expect(take()).toHaveLength(MOST_LINES_PER_SECOND);
    endSecond();
    expect(take()).toEqual([]);
    times(MOST_LINES_PER_SECOND + 3, () => observe(published));
    expect(take()).toHaveLength(MOST_LINES_PER_SECOND);
    endSecond();
    const bytes = 3 * entry.json.length;
    expect(take()).toEqual([`12:00:00.007  in 1 s     3 published (${bytes}\u00a0B, 9 deliveries at once)`]);
  });

  test('that last are one line a second, until a second is quiet again', () => {
    const { observe, endSecond, take } = printing();
    times(1000, () => observe(published));
    endSecond();
    take();
    for (const count of [1000, 1000, 2]) {
      times(count, () => observe(published));
      expect(take()).toEqual([]);
      endSecond();
      expect(take()).toEqual([
        expect.stringMatching(new RegExp(`in 1 s     ${count === 2 ? '2' : '1,000'} published`)),
      ]);
    }
    observe(published);
    expect(take()).toEqual([expect.stringContaining('published  news')]);
    endSecond();
    expect(take()).toEqual([]);
  });

  test('of one kind leave the lines of the others', () => {
    const { observe, endSecond, take } = printing();
    times(100, () => observe(polled(0)));
    take();
    observe(left('cut off as slow: 1048600 bytes unread'));
    expect(take()).toEqual([expect.stringContaining('cut off as slow: 1048600 bytes unread')]);
    endSecond();
    expect(take()).toEqual([expect.stringMatching(/ {2}in 1 s {5}90 polled \(0 got 0 notifications\)$/)]);
  });

  test('of all kinds are one line, with the reasons', () => {
    const { observe, endSecond, take } = printing();
    times(MOST_LINES_PER_SECOND, () => {
      for (const event of [came, published, polled(1), left('client closed'), refused]) observe(event);
    });
    take();
    observe(came);
    observe(published);
    for (const count of [0, 0, 2]) observe(polled(count));
    for (const why of ['client closed', 'cut off as slow: 9 bytes unread', 'cut off as slow: 8 bytes unread'])
      observe(left(why));
    times(2, () => observe(refused));
    endSecond();
    expect(take()).toEqual([
      `12:00:00.007  in 1 s     1 published (${entry.json.length}\u00a0B, 3 deliveries at once); ` +
        '3 polled (1 got 2 notifications); 1 came; 3 left (2 cut off as slow, 1 client closed); 2 refused (2 with 404)',
    ]);
  });
});
