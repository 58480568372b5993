import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { memberText, onOneLine } from '../../../scenarios/load/json-text.ts';
import { payloadText, withPayload } from '../../../scenarios/load/payload-text.ts';

describe('the text of the payload', () => {
  test.each([
    ['a whole number beyond 2^53', '{"payload":1234567890123456789}', '1234567890123456789'],
    ['a number beyond all doubles', '{"payload":1e400}', '1e400'],
    ['a zero at the end', '{"payload":1.10}', '1.10'],
    ['a negative zero', '{"payload":-0}', '-0'],
    ['an exponent in capitals', '{"payload":1E+2 }', '1E+2'],
    ['a number before another member', '{"payload":1.0,"topic":"t"}', '1.0'],
    ['a word', '{"payload":null\n}', 'null'],
    ['text with escapes', '{"payload":"\\u0041\\/\\\\\\""}', '"\\u0041\\/\\\\\\""'],
    ['text that ends with a backslash', '{"payload":"\\\\","topic":"t"}', '"\\\\"'],
    ['text that looks like members', '{"payload":"\\",\\"payload\\":2"}', '"\\",\\"payload\\":2"'],
    ['line separators', '{"payload":"\u2028\u2029\u0085"}', '"\u2028\u2029\u0085"'],
    ['a half of a pair', '{"payload":"\\ud800"}', '"\\ud800"'],
    ['spaces between tokens', '{ "payload" : [ 1 ,\t2 ] }', '[ 1 ,\t2 ]'],
    ['line breaks between tokens', '{\r\n"payload"\n:\r[\n1,\r\n {"a":\n2}\n]\n}', '[1, {"a":2}]'],
    [
      'keys of Object.prototype',
      '{"payload":{"__proto__":{"constructor":1}}}',
      '{"__proto__":{"constructor":1}}',
    ],
    ['no members', '{"topic":"t","payload":{}}', '{}'],
    ['the last of several', '{"payload":1,"payload":[2.0],"topic":"t"}', '[2.0]'],
    ['a key with escapes', '{"\\u0070ayload":1.0}', '1.0'],
    ['a key with escapes, the last', '{"payload":1,"payloa\\u0064":2.0}', '2.0'],
    ['a key with escapes, not the last', '{"\\u0070ayload":1.0,"payload":2.0}', '2.0'],
    ['not one inside another member', '{"payload":1.0,"other":{"payload":2}}', '1.0'],
    ['not one in text', '{"payload":1.0,"topic":"\\"payload\\":2"}', '1.0'],
    ['not one with a longer name', '{"payload":1.0,"payload2":2,"payloa":3,"\\\\payload":4}', '1.0'],
  ])('%s', (_, json, expected) => {
    expect(() => JSON.parse(json)).not.toThrow();
    expect(payloadText(json)).toBe(expected);
  });

  test('however deep', () => {
    const deep = '['.repeat(200_000) + ']'.repeat(200_000);
    expect(payloadText(`{"payload":${deep},"topic":"t"}`)).toBe(deep);
  });

  test('of another member by its name, with whatever it contains', () => {
    const json = '{"body":1.0,"a\\\\b":2.0,"a\\b":3.0,"\\"":4.0,"__proto__":5.0,"":6.0}';
    const names = ['body', 'a\\b', 'a\b', '"', '__proto__', '', 'toString'];
    expect(names.map(name => memberText(json, name))).toEqual([
      ...['1.0', '2.0', '3.0', '4.0', '5.0', '6.0'],
      undefined,
    ]);
  });

  test('that is missing is an error', () => {
    for (const json of ['{}', '{ }', '{"topic":"payload"}', '{"topic":{"payload":1}}']) {
      expect(memberText(json, 'payload')).toBe(undefined);
      expect(() => payloadText(json)).toThrow('no payload');
    }
  });
});

/** JSON text, and the same without the line breaks between its tokens. */
interface Text {
  text: string;
  line: string;
}

const plain = (arbitrary: fc.Arbitrary<string>) => arbitrary.map(text => ({ text, line: text }));
const joined = (parts: readonly Text[], separator = '') => ({
  text: parts.map(({ text }) => text).join(separator),
  line: parts.map(({ line }) => line).join(separator),
});
/** Whitespace of JSON (RFC 8259 §2). */
const space = fc.array(fc.constantFrom(' ', '\t', '\n', '\r'), { maxLength: 3 }).map(characters => ({
  text: characters.join(''),
  line: characters.filter(one => one === ' ' || one === '\t').join(''),
}));
const spaced = (inner: fc.Arbitrary<Text>) => fc.tuple(space, inner, space).map(parts => joined(parts));
const listed = (item: fc.Arbitrary<Text>, open: string, close: string) =>
  fc
    .tuple(space, fc.array(spaced(item), { maxLength: 4 }))
    .map(([empty, items]) => (items.length > 0 ? joined(items, ',') : empty))
    .map(({ text, line }) => ({ text: open + text + close, line: open + line + close }));
const memberOf = (key: fc.Arbitrary<string>, value: fc.Arbitrary<Text>) =>
  fc
    .tuple(plain(key), space, spaced(value))
    .map(([name, after, text]) => joined([joined([name, after]), text], ':'));

const number = fc.oneof(
  fc.constantFrom('0', '-0', '1.10', '1e400', '-1E-400', '1234567890123456789', '0.0e+00'),
  fc.bigInt().map(String),
);
const piece = fc.oneof(
  fc.constantFrom('{', '}', '[', ']', ',', ':', ' ', 'payload', '\u2028', '\u0085', '\u007f', '\ufeff', '👍'),
  fc.constantFrom('\\"', '\\\\', '\\/', '\\n', '\\u0000', '\\ud800', '\\u0070'),
  fc.string({ unit: 'binary', maxLength: 3 }).map(text => JSON.stringify(text).slice(1, -1)),
);
const string = fc.array(piece, { maxLength: 6 }).map(pieces => `"${pieces.join('')}"`);
const key = fc.oneof(
  fc.constantFrom('"__proto__"', '"constructor"', '"payload"', '"payload2"', '""', '"\\\\payload"'),
  string,
);
const { value } = fc.letrec<{ value: Text }>(tie => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    plain(fc.constantFrom('null', 'true', 'false')),
    plain(number),
    plain(string),
    listed(tie('value'), '[', ']'),
    listed(memberOf(key, tie('value')), '{', '}'),
  ),
}));
const payloadKey = fc.constantFrom('"payload"', '"\\u0070ayload"', '"pa\\u0079l\\u006fad"');
const member = fc.record({
  key: fc.oneof(payloadKey, payloadKey, key),
  before: space,
  value,
  after: space,
  end: space,
});

test('of any object is what stands there, without the line breaks', () => {
  let found = 0;
  fc.assert(
    fc.property(fc.array(member, { maxLength: 5 }), space, (members, outer) => {
      const texts = members.map(
        ({ key, before, value, after, end }) =>
          `${before.text + key + after.text}:${end.text}${value.text}${after.text}`,
      );
      const json = `${outer.text}{${texts.join(',')}}${outer.text}`;
      const payload = members.findLast(({ key }) => JSON.parse(key) === 'payload');
      const text = memberText(json, 'payload');
      expect(text && onOneLine(text)).toBe(payload?.value.line);
      if (text === undefined) return;
      found++;
      expect(JSON.parse(text)).toEqual(JSON.parse(json).payload);
    }),
    { numRuns: 2000 },
  );
  expect(found).toBeGreaterThan(500);
});

test('an object with a payload reads back as both, and the payload as its text', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue(), { minKeys: 1 }), value, (members, { line }) => {
      const json = withPayload(members, line);
      expect(payloadText(json)).toBe(line);
      const { payload, ...others } = JSON.parse(json);
      const { payload: _, ...given } = JSON.parse(JSON.stringify(members));
      expect(others).toEqual(given);
      expect(payload).toEqual(JSON.parse(line));
    }),
  );
});
