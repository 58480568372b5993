import { createParser } from 'eventsource-parser';
import fc from 'fast-check';
import { HTTPParser } from 'http-parser-js';
import { describe, expect, test } from 'vitest';
import { Receiver } from 'ws';
import { createFeed } from '../../../servers/feed/feed.ts';
import type { Entry } from '../../../servers/feed/held.ts';
import {
  framedOnce,
  httpChunk,
  line,
  pollBodies,
  sseEvent,
  webSocketTextFrame,
} from '../../../servers/transports/framing.ts';
import { LARGE_PAYLOAD, PAYLOADS } from '../../made/payloads.ts';

const json = fc.oneof(
  fc.jsonValue(),
  fc.string({ unit: 'binary' }),
  fc.string({ unit: fc.constantFrom('\n', '\r', '\u2028', ':', 'd', 'a', 't', '0', '\ud800', '"') }),
);
const hard = [...PAYLOADS, LARGE_PAYLOAD].map(payload => [payload] as [unknown]);
const property = (check: (payload: unknown) => void) =>
  fc.assert(fc.property(json, check), { seed: 2, numRuns: 500, examples: hard });
const EPOCH = 'q7x2mk';
const newFeed = () => createFeed({ epoch: EPOCH });
const entryOf = (payload: unknown) => newFeed().append({ topic: 't', payload });

/** Reads bytes as the body of a chunked HTTP response. */
function unchunk(bytes: Buffer): string {
  const parts: Buffer[] = [];
  const parser = new HTTPParser(HTTPParser.RESPONSE);
  parser[HTTPParser.kOnBody] = (chunk, offset, length) =>
    parts.push(Buffer.from(chunk.subarray(offset, offset + length)));
  parser.execute(Buffer.from('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n'));
  expect(parser.execute(bytes)).toBe(bytes.length);
  return Buffer.concat(parts).toString();
}

test('an SSE event reads back as one event with the cursor as id and the same JSON text', () => {
  property(payload => {
    const entry = entryOf(payload);
    const events: unknown[] = [];
    const parser = createParser({
      onEvent: event => events.push(event),
      onError: error => events.push(error),
    });
    parser.feed(unchunk(httpChunk(sseEvent(entry))));
    expect(events).toEqual([{ id: 'q7x2mk-1', event: undefined, data: entry.json.toString() }]);
  });
});

test('an HTTP chunk holds exactly its content', () => {
  for (const length of [1, 9, 10, 15, 16, 255, 256, 65_536]) {
    expect(unchunk(httpChunk(Buffer.alloc(length, 'x')))).toBe('x'.repeat(length));
  }
});

describe('a WebSocket frame reads back as one text message of the same bytes', () => {
  function messagesOf(frame: Buffer): [Buffer, boolean][] {
    const messages: [Buffer, boolean][] = [];
    const receiver = new Receiver({ isServer: false, maxPayload: 1 << 24, skipUTF8Validation: false });
    receiver.on('message', (data, isBinary) => messages.push([data, isBinary]));
    receiver.on('error', error => {
      throw error;
    });
    receiver.write(frame);
    return messages;
  }

  test('for any payload', () => {
    property(payload => {
      const entry = entryOf(payload);
      expect(messagesOf(webSocketTextFrame(entry))).toEqual([[entry.json, false]]);
    });
  });

  test.each([
    [125, 2],
    [126, 4],
    [65_535, 4],
    [65_536, 10],
  ])('%i bytes with a head of %i', (length, head) => {
    const text = Buffer.alloc(length, 'x');
    const frame = webSocketTextFrame({ json: text });
    expect(frame.length).toBe(length + head);
    expect(messagesOf(frame)).toEqual([[text, false]]);
  });
});

test('a line reads back whatever the payload, and holds one line break, at its end', () => {
  property(payload => {
    const entry = entryOf(payload);
    const bytes = line(entry);
    expect(bytes.indexOf('\n')).toBe(bytes.length - 1);
    expect(bytes.subarray(0, -1)).toEqual(entry.json);
  });
});

describe('the body of a poll', () => {
  test('reads back as the notifications and the cursor', () => {
    fc.assert(
      fc.property(fc.array(json, { minLength: 1, maxLength: 10 }), payloads => {
        const feed = newFeed();
        const entries = payloads.map(payload => feed.append({ topic: 't', payload }));
        expect(JSON.parse(pollBodies()(entries).toString())).toEqual({
          notifications: entries.map(entry => JSON.parse(entry.json.toString())),
          cursor: `q7x2mk-${payloads.length}`,
        });
      }),
      { seed: 3, numRuns: 200 },
    );
  });

  test('is built once for all polls from the same cursor, and anew for others', () => {
    const feed = newFeed();
    for (const payload of [1, 2, 3]) feed.append({ topic: 't', payload });
    feed.append({ topic: 'u', payload: 1 });
    const body = pollBodies();
    const first = body(feed.since('t', { seq: 0 }));
    expect(body(feed.since('t', { seq: 0 }))).toBe(first);
    expect(JSON.parse(body(feed.since('t', { seq: 0 }).slice(0, 2)).toString())).toMatchObject({
      cursor: 'q7x2mk-2',
    });
    expect(JSON.parse(body(feed.since('t', { seq: 1 })).toString()).notifications).toHaveLength(2);
    expect(JSON.parse(body(feed.since('u', { seq: 0 })).toString()).notifications).toMatchObject([
      { topic: 'u' },
    ]);
  });
});

test('every subscriber of a notification is handed the same bytes', () => {
  const feed = createFeed();
  const built: Entry[] = [];
  const frame = framedOnce(entry => {
    built.push(entry);
    return line(entry);
  });
  const handed: Buffer[] = [];
  for (let subscriber = 0; subscriber < 3; subscriber++) {
    feed.subscribe('t', entry => handed.push(frame(entry)));
  }
  const [one, two] = [1, 2].map(payload => feed.append({ topic: 't', payload }));
  expect(built).toEqual([one, two]);
  expect(new Set(handed).size).toBe(2);
  expect(handed.map(bytes => JSON.parse(bytes.toString()).seq)).toEqual([1, 1, 1, 2, 2, 2]);
});
