import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { parseTrace, readTrace } from '../../../scenarios/load/trace.ts';
import { replayDigest } from '../../../scenarios/load/trace-digest.ts';

const MS = 1_517_363_399_650;
const lineOf = (time: unknown, topic: unknown = 'a', payload: unknown = 1) =>
  JSON.stringify({ time, topic, payload });
const LINES = [lineOf(MS, 'a', { b: 1 }), lineOf(MS + 10, 'b', 'ü'), lineOf(MS + 20.5, 'a', null)];
const plain = parseTrace(LINES.join('\n'), 'x');

test('the built-in trace is read whole', () => {
  const { events, unit, outOfOrder, isPacked } = readTrace('usgs-earthquakes-one-week.ndjson');
  expect(events).toHaveLength(1707);
  expect({ unit, outOfOrder, isPacked }).toEqual({ unit: 'ms', outOfOrder: 0, isPacked: false });
  for (const [index, { time }] of events.entries()) {
    expect(time).toBeGreaterThanOrEqual(events[index - 1]?.time ?? 0);
  }
});

describe('one trace in many forms is the same', () => {
  const rows = LINES.map(line => JSON.parse(line));
  test.each<[string, string | Buffer]>([
    ['blank lines and CRLF', `\n${LINES.join('\r\n\r\n')}\r\n`],
    ['a byte-order mark', `\ufeff${LINES.join('\n')}`],
    ['a JSON array', `[${LINES.join(',')}]`],
    ['a JSON array of many lines, after a byte-order mark', `\ufeff${JSON.stringify(rows, null, 2)}\n`],
    ['packed by gzip', gzipSync(LINES.join('\n'))],
    ['packed in two parts', Buffer.concat([gzipSync(`${LINES[0]}\n`), gzipSync(LINES.slice(1).join('\n'))])],
    ['packed, an array with a byte-order mark', gzipSync(`\ufeff[${LINES.join(',\n')}]`)],
    ['seconds', rows.map(row => JSON.stringify({ ...row, time: row.time / 1000 })).join('\n')],
    ['microseconds', rows.map(row => JSON.stringify({ ...row, time: row.time * 1000 })).join('\n')],
    [
      'ISO 8601',
      rows
        .map(row => JSON.stringify({ ...row, time: new Date(row.time).toISOString().replace('70Z', '705Z') }))
        .join('\n'),
    ],
  ])('%s', (_, content) => {
    const { events } = parseTrace(content, 'x');
    expect(events.map(({ topic, payloadText }) => [topic, JSON.parse(payloadText)])).toEqual(
      plain.events.map(({ topic, payloadText }) => [topic, JSON.parse(payloadText)]),
    );
    expect(events.map(({ time }) => time)).toEqual([MS, MS + 10, MS + 20.5]);
  });

  test('other units have the same digest; another payload, topic, time or order has not', () => {
    const digest = (change: (row: (typeof rows)[number], index: number) => object) =>
      replayDigest(
        parseTrace(
          rows.map((row, index) => JSON.stringify({ ...row, ...change(row, index) })).join('\n'),
          'x',
        ).events,
      );
    const same = replayDigest(plain.events);
    expect(same).toMatch(/^[0-9a-f]{64}$/);
    expect(digest(row => ({ time: row.time / 1000 }))).toBe(same);
    expect(digest(row => ({ time: row.time * 1000 }))).toBe(same);
    expect(digest(row => ({ time: row.time + 5000 }))).toBe(same);
    expect(digest((row, index) => ({ time: row.time + index }))).not.toBe(same);
    expect(digest((_, index) => (index === 1 ? { topic: 'c' } : {}))).not.toBe(same);
    expect(digest((_, index) => (index === 1 ? { payload: 'u' } : {}))).not.toBe(same);
    expect(replayDigest(plain.events.slice(0, 2))).not.toBe(same);
  });
});

describe('unsorted events', () => {
  test('are sorted and counted; equal times keep their order', () => {
    const text = [lineOf(MS + 5, 'a'), lineOf(MS, 'b'), lineOf(MS + 5, 'c'), lineOf(MS + 1, 'd')].join('\n');
    const { events, outOfOrder } = parseTrace(text, 'x');
    expect(events.map(({ topic }) => topic)).toEqual(['b', 'd', 'a', 'c']);
    expect(outOfOrder).toBe(2);
  });
});

describe('fields with other names', () => {
  const map = (event: object, fields: Parameters<typeof parseTrace>[2]) =>
    parseTrace(JSON.stringify(event), 'x', fields).events[0];

  test('are read where --map says', () => {
    expect(
      map(
        { ts: MS, channel: 'a', body: { n: 1 } },
        { fields: { time: 'ts', topic: 'channel', payload: 'body' } },
      ),
    ).toEqual({ time: MS, topic: 'a', payloadText: '{"n":1}' });
  });

  test('may be nested, may have dots, and may be left out', () => {
    const event = { time: MS, data: { who: { id: 'u1' }, 'x.y': [1] }, 'log.topic': 'no', payload: 2 };
    expect(map(event, { fields: { topic: 'data.who.id', payload: 'data.x.y' } })).toEqual({
      time: MS,
      topic: 'u1',
      payloadText: '[1]',
    });
    expect(map(event, { fields: { topic: 'log.topic' } })?.topic).toBe('no');
  });

  test('a payload may be the whole event', () => {
    const event = { time: MS, topic: 'a', price: 3 };
    expect(map(event, { fields: { payload: '.' } })?.payloadText).toBe(JSON.stringify(event));
  });

  test('a missing one is an error with its line, which says what there is', () => {
    const text = `${lineOf(MS)}\n\n${JSON.stringify({ ts: MS, channel: 'a', 'bo\u0007dy': 1 })}`;
    expect(() => parseTrace(text, 'x')).toThrow(
      'trace x, line 3: no field "time"; it has ts, channel, bo\\u0007dy; --map time=NAME says its name',
    );
    expect(() => parseTrace(lineOf(MS), 'x', { fields: { topic: 'a.b' } })).toThrow(
      'trace x, line 1: no field "a.b"; it has time, topic, payload; --map topic=NAME says its name',
    );
  });

  test.each(['constructor', '__proto__', 'toString'])('%s is no field unless the event has it', name => {
    expect(() => parseTrace(lineOf(MS), 'x', { fields: { payload: name } })).toThrow(/line 1: no field/);
    const text = `{"time":${MS},"topic":"a","${name}":{"b":1.10}}`;
    expect(parseTrace(text, 'x', { fields: { payload: name } }).events[0]?.payloadText).toBe('{"b":1.10}');
  });
});

test('a payload keeps its text: digits, escapes and names', () => {
  const payload = '{"id":1234567890123456789,"e":1e400,"f":1.10,"__proto__":{"a":"\\u0041"}}';
  for (const text of [
    `{"time":${MS},"topic":"a","payload": ${payload} }`,
    `[\n{"payload":${payload},"time":${MS},"topic":"a"}\n]`,
  ]) {
    expect(parseTrace(text, 'x').events[0]?.payloadText).toBe(payload);
  }
});

test.each<[string, string | Buffer, RegExp | string]>([
  ['not JSON', `${lineOf(MS)}\n{"time":`, /^trace x, line 2: not JSON \(/],
  ['no time', '{"topic":"a","payload":1}', /^trace x, line 1: .*time/],
  ['no topic', `{"time":${MS},"payload":1}`, /^trace x, line 1: .*topic/],
  ['no payload', `{"time":${MS},"topic":"a"}`, /^trace x, line 1: .*payload/],
  ['a number as text', lineOf('1'), /^trace x, line 1: time /],
  ['topic as number', lineOf(MS, 5), 'trace x, line 1: topic is 5; it must be text'],
  ['an empty topic', lineOf(MS, ''), /^trace x, line 1: topic /],
  ['a topic with a control character', lineOf(MS, 'a\u001b'), /^trace x, line 1: topic is "a\\u001b"; /],
  ['a topic that no URL can hold', lineOf(MS, '\ud800'), /^trace x, line 1: topic is not well-formed/],
  ['an array in a line', `${lineOf(MS)}\n[]`, /^trace x, line 2: an event must be a JSON object/],
  ['null', 'null', /^trace x, line 1: an event must be/],
  ['an element that is no event', `[\n${lineOf(MS)},\n\n7]`, /^trace x, line 4: an event must be/],
  ['an element that is no JSON', `[${lineOf(MS)},\n{"time" 1}]`, /^trace x, line 2: not JSON \(/],
  ['an array without an end', `[${lineOf(MS)}`, 'trace x: the array does not end'],
  [
    'an array with more behind it',
    `[${lineOf(MS)}]\n${lineOf(MS)}`,
    'trace x: the file goes on after the array',
  ],
  ['an empty array', '[]', 'trace x has no events'],
  ['nothing', '', 'trace x has no events'],
  ['blank lines only', '\n \t\r\n', 'trace x has no events'],
  ['white space that JSON does not have', '\u00a0\n', /^trace x, line 1: not JSON/],
  [
    'a cut gzip file',
    gzipSync(LINES.join('\n')).subarray(0, -12),
    /^trace x: not readable by gzip: unexpected end/,
  ],
  [
    'text that is not UTF-8',
    Buffer.concat([Buffer.from(`${lineOf(MS)}\n`), Buffer.from([0x22, 0xe9, 0x22])]),
    'trace x, line 2: not UTF-8 text',
  ],
  ['UTF-16', Buffer.from(`\ufeff${lineOf(MS)}`, 'utf16le'), 'trace x: UTF-16 text; a trace is UTF-8'],
])('refuses %s and says where', (_, content, message) => {
  expect(() => parseTrace(content, 'x')).toThrow(message);
});

test('no message has a control character of the file, or more than a line of it', () => {
  const bell = '\u001b]0;title\u0007'.repeat(50);
  for (const content of [
    bell,
    `{"${bell}":1}`,
    lineOf(MS, bell),
    lineOf(bell),
    JSON.stringify({ [bell]: 1 }),
  ]) {
    let message = '';
    try {
      parseTrace(content, 'x');
    } catch (error) {
      ({ message } = error as Error);
    }
    expect(message).toMatch(/^trace x, line 1: /);
    expect(message).not.toMatch(/\p{C}/u);
    expect(message.length).toBeLessThan(300);
  }
});

test('a gzip file that unpacks to more than the limit is refused before it is held', () => {
  expect(() => parseTrace(gzipSync(Buffer.alloc(101 * 1024 ** 2), { level: 1 }), 'x')).toThrow(
    /^trace x: larger than 100 MiB of text; take a part of it/,
  );
});

describe('a trace file', () => {
  test('that is missing is named', () => {
    expect(() => readTrace('no-such.ndjson')).toThrow(/^trace no-such\.ndjson: no such file or directory$/);
  });

  test('is named without its folder, and read again when it has changed', () => {
    const folder = mkdtempSync(join(tmpdir(), 'pushlab-'));
    try {
      const file = join(folder, 'my.json.gz');
      writeFileSync(file, `[${LINES.join(',')}]`);
      expect(readTrace(file)).toBe(readTrace(file));
      expect(readTrace(file).events).toHaveLength(3);
      writeFileSync(file, LINES.slice(0, 2).join('\n'));
      expect(readTrace(file).events).toHaveLength(2);
      writeFileSync(file, '{');
      expect(() => readTrace(file)).toThrow(/^trace my\.json\.gz, line 1: not JSON/);
      expect(() => readTrace(folder)).toThrow(/^trace pushlab-[^/]*: illegal operation on a directory$/);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
