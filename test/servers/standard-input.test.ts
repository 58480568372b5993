import { once } from 'node:events';
import { Readable } from 'node:stream';
import { expect, test } from 'vitest';
import { createFeed } from '../../servers/feed/feed.ts';
import { appendLines } from '../../servers/standard-input.ts';

/** Reads chunks as a server does; returns the texts of the payloads, and what was reported. */
async function read(chunks: readonly Uint8Array[]) {
  const feed = createFeed();
  const faults: string[] = [];
  const progress: number[] = [];
  const input = Readable.from(chunks);
  appendLines(
    input,
    feed,
    fault => faults.push(fault),
    lines => progress.push(lines),
  );
  await once(input, 'end');
  const payloads = feed
    .since('t', { seq: 0 })
    .map(({ json }) => /"payload":(.*)\}$/s.exec(String(json))?.[1]);
  return { payloads, faults, progress };
}

const lineOf = (payload: string) => `{"topic":"t","payload":${payload}}`;
const bytesOf = (text: string) => [...Buffer.from(text)].map(byte => Uint8Array.of(byte)).map(Buffer.from);

test('lines are read whatever the chunks, the last without a line break too', async () => {
  const payloads = ['1.10', '"ä👍\u2028"', '1e400', '{"__proto__":-0}'];
  const text = payloads.map(lineOf).join('\n');
  for (const chunks of [
    [Buffer.from(text)],
    [Buffer.from(`${text}\n`)],
    bytesOf(text),
    bytesOf(`${text}\n`),
  ]) {
    const result = await read(chunks);
    expect(result).toMatchObject({ payloads, faults: [] });
    expect(result.progress.at(-1)).toBe(4);
  }
});

test('CRLF and a byte order mark do no harm', async () => {
  const text = `\ufeff${lineOf('1')}\r\n${lineOf('[2,\r3]')}\r\n`;
  expect(await read([Buffer.from(text)])).toMatchObject({ payloads: ['1', '[2,3]'], faults: [] });
});

test.each(['', ' ', '\t \r', '\r'])('a line of %j is skipped, and counted', async blank => {
  const text = [blank, lineOf('1'), blank, blank, '{', lineOf('2'), blank].join('\n');
  const { payloads, faults, progress } = await read([Buffer.from(`${text}\n`)]);
  expect(payloads).toEqual(['1', '2']);
  expect(faults).toEqual([expect.stringMatching(/^standard input, line 5: .*JSON/)]);
  expect(progress.at(-1)).toBe(7);
});

test('white space that JSON does not have is no blank line', async () => {
  const { faults } = await read([Buffer.from(`\u00a0\n${lineOf('1')}\n`)]);
  expect(faults).toEqual([expect.stringMatching(/^standard input, line 1: .*JSON/)]);
});

test('what is no notification is reported by its line, and the others pass', async () => {
  const text = [
    lineOf('1'),
    '{',
    '"blank lines are no faults"',
    '{"topic":"t"}',
    '{"topic":"t","payload":1,"__proto__":{}}',
    lineOf('2'),
    '{"topic":"\\ud83d","payload":1}',
  ];
  const bytes = Buffer.concat([
    Buffer.from(`${text.join('\n')}\n`),
    Buffer.from(`${lineOf('"\xe4"')}\n`, 'latin1'),
    Buffer.from(lineOf('"ä"')),
  ]);
  for (const chunks of [[bytes], [...bytes].map(byte => Buffer.of(byte))]) {
    const { payloads, faults } = await read(chunks);
    expect(payloads).toEqual(['1', '2', '"ä"']);
    expect(faults).toEqual([
      expect.stringMatching(/^standard input, line 2: .*JSON/),
      'standard input, line 3: not {"topic": text, "payload": any JSON}',
      'standard input, line 4: not {"topic": text, "payload": any JSON}',
      'standard input, line 5: not {"topic": text, "payload": any JSON}',
      'standard input, line 7: not {"topic": text, "payload": any JSON}',
      'standard input, line 8: not UTF-8',
    ]);
  }
});
