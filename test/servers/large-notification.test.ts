import { expect, test } from 'vitest';
import type { TestedTransport } from '../../scenarios/load/transport.ts';
import { createFeed } from '../../servers/feed/feed.ts';
import { sizeHints } from '../../servers/large-notification.ts';
import { sseEvent } from '../../servers/transports/framing.ts';

const KIB = 1024;

function hinting(...transports: TestedTransport[]) {
  const said: string[] = [];
  const feed = createFeed({ onStored: sizeHints(transports, line => said.push(line)) });
  /** Appends a notification whose JSON has this many bytes. */
  function append(bytes: number) {
    const emptyBytes = createFeed().append({ topic: 't', payload: '', scheduledAt: 1, publishedAt: 1 }).json
      .length;
    const payload = 'x'.repeat(bytes - emptyBytes);
    return feed.append({ topic: 't', payload, scheduledAt: 1, publishedAt: 1 });
  }
  return { said, feed, append };
}

test('a notification above a limit of clients is named once for each limit, with its size', () => {
  const { said, append } = hinting('sse', 'websocket');
  append(32 * KIB);
  expect(said).toEqual([]);
  append(32 * KIB + 1);
  expect(said).toEqual([
    "a notification of topic t has 32769 bytes: Go's coder/websocket stops at 32 KiB (docs/clients.md)",
  ]);
  append(40 * KIB);
  expect(said).toHaveLength(1);
  append(65 * KIB);
  append(65 * KIB);
  expect(said.slice(1)).toEqual([
    "a notification of topic t has 66560 bytes: Go's r3labs/sse and tmaxmax/go-sse stop at 64 KiB without an error (docs/clients.md)",
  ]);
});

test('one that is above both limits gets one line', () => {
  const { said, append } = hinting('sse', 'websocket');
  append(65 * KIB);
  append(65 * KIB);
  expect(said).toEqual([expect.stringMatching(/coder\/websocket stops at 32 KiB; Go's r3labs\/sse/)]);
});

test('no event of more than 64 KiB passes without a word', () => {
  const { said, append } = hinting('sse');
  const event = sseEvent(append(64 * KIB - 64)).toString();
  expect(said).toEqual([]);
  expect(event).toMatch(/^id: .*\ndata: .*\n\n$/);
  expect(event.length).toBeLessThanOrEqual(64 * KIB);
  append(64 * KIB - 63);
  expect(said).toHaveLength(1);
});

test('polls have no such limit', () => {
  const { said, append } = hinting('short-polling', 'long-polling');
  append(200 * KIB);
  expect(said).toEqual([]);
});

test('the feed is the same in all else', () => {
  const { feed, append } = hinting('sse', 'websocket');
  const heard: number[] = [];
  feed.subscribe('t', ({ seq }) => heard.push(seq));
  const entry = append(70 * KIB);
  expect(entry.json).toHaveLength(70 * KIB);
  expect(feed.since('t', { seq: 0 })).toEqual([entry]);
  expect(heard).toEqual([1]);
});
