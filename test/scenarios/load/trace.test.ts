import { expect, test } from 'vitest';
import { parseTrace, readTrace } from '../../../scenarios/load/trace.ts';

const lineOf = (time: unknown, topic: unknown = 'a', payload: unknown = 1) =>
  JSON.stringify({ time, topic, payload });

test('the built-in trace is read whole', () => {
  const events = readTrace('usgs-earthquakes-one-week.ndjson');
  expect(events).toHaveLength(1707);
  for (const [index, { time }] of events.entries()) {
    expect(time).toBeGreaterThanOrEqual(events[index - 1]?.time ?? 0);
  }
});

test('blank lines and CRLF do no harm; equal times keep their order', () => {
  const text = `\n${lineOf(1, 'a')}\r\n\n${lineOf(1, 'b')}\n${lineOf(2.5, 'c')}`;
  expect(parseTrace(text, 'x').map(({ topic }) => topic)).toEqual(['a', 'b', 'c']);
});

test('a payload keeps its text', () => {
  const text = '{"payload":{ "n":1.10,"__proto__":1e400 },"time":1,"topic":"__proto__","payload2":{}}';
  const [event] = parseTrace(text, 'x');
  expect(event).toMatchObject({ topic: '__proto__', payloadText: '{ "n":1.10,"__proto__":1e400 }' });
  expect(event?.payload).toEqual(JSON.parse('{"n":1.1,"__proto__":1e400}'));
});

test.each([
  ['not JSON', `${lineOf(1)}\n{"time":`, /^trace x, line 2: not JSON \(/],
  ['not sorted', `${lineOf(5)}\n\n${lineOf(4)}`, 'trace x, line 3: not sorted: time 4 comes after 5'],
  ['no time', '{"topic":"a","payload":1}', /^trace x, line 1: .*time/],
  ['no topic', '{"time":1,"payload":1}', /^trace x, line 1: .*topic/],
  ['no payload', '{"time":1,"topic":"a"}', /^trace x, line 1: .*payload/],
  ['time as text', lineOf('1'), /^trace x, line 1: time /],
  ['topic as number', lineOf(1, 5), /^trace x, line 1: topic /],
  ['an empty topic', lineOf(1, ''), /^trace x, line 1: topic /],
  ['a topic with a control character', lineOf(1, 'a\nb'), /^trace x, line 1: topic /],
  ['a topic that no URL can hold', lineOf(1, '\ud800'), /^trace x, line 1: topic is not well-formed/],
  ['an array', '[]', /^trace x, line 1: /],
  ['null', 'null', /^trace x, line 1: /],
  ['nothing', '', 'trace x has no events'],
  ['blank lines only', '\n \n', 'trace x has no events'],
])('refuses %s and says where', (_, text, message) => {
  expect(() => parseTrace(text, 'x')).toThrow(message);
});

test('a missing file is named', () => {
  expect(() => readTrace('no-such.ndjson')).toThrow(/^trace no-such\.ndjson: no such file or directory$/);
});
