import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { elementsOf, memberText, onOneLine } from '../../../scenarios/load/json-text.ts';

const texts = (array: string) => [...elementsOf(array)].map(({ text }) => text);
/** Any JSON value as text, with or without white space between its parts. */
const json = fc
  .tuple(fc.jsonValue(), fc.constantFrom(undefined, 1, '\t'))
  .map(([value, indent]) => JSON.stringify(value, null, indent));

describe('the elements of an array', () => {
  test('keep their text, whatever is in them', () => {
    fc.assert(
      fc.property(fc.array(json), fc.constantFrom('', ' ', '\n', ' \r\n\t'), (elements, white) => {
        const array = `${white}[${white}${elements.join(`${white},${white}`)}${white}]${white}`;
        expect(texts(array)).toEqual(elements);
        for (const { text, at } of elementsOf(array)) expect(array.startsWith(text, at)).toBe(true);
      }),
    );
  });

  test.each([
    ['[1', /does not end/],
    ['[{"a":"]"}', /does not end/],
    ['[1 2]', /no comma/],
    ['[1] x', /goes on/],
    ['[] []', /goes on/],
  ])('%s is refused', (array, message) => {
    expect(() => texts(array)).toThrow(message);
  });

  test('that are missing are empty, for JSON.parse to refuse', () => {
    expect(texts('[1,,2]')).toEqual(['1', '', '2']);
    expect(texts('[1,]')).toEqual(['1', '']);
  });
});

describe('a member of an object', () => {
  test('keeps its text', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), json), members => {
        const object = `{ ${Object.entries(members)
          .map(([name, text]) => `${JSON.stringify(name)} : ${text}`)
          .join(' ,\n')} }`;
        for (const [name, text] of Object.entries(members)) expect(memberText(object, name)).toBe(text);
      }),
    );
  });

  test.each([
    ['digits that a number would lose', '{"a":1234567890123456789,"b":1}', '1234567890123456789'],
    ['an exponent and trailing zeros', '{"x":[1],"a":1.10e0}', '1.10e0'],
    ['the last of two, as JSON.parse has it', '{"a":1,"a":2}', '2'],
    ['with its name escaped', '{"\\u0061":"\\u0041"}', '"\\u0041"'],
    ['with brackets and quotes in text', '{"b":"}\\"{","a":{"c":"]\\\\"}}', '{"c":"]\\\\"}'],
  ])('%s', (_, object, text) => {
    expect(memberText(object, 'a')).toBe(text);
  });

  test('is undefined if the object has none', () => {
    expect(memberText('{"b":{"a":1}}', 'a')).toBeUndefined();
    expect(memberText('{}', 'a')).toBeUndefined();
  });
});

test('on one line JSON keeps its value', () => {
  const value = { a: ['x\ny', { b: 1 }] };
  const line = onOneLine(JSON.stringify(value, null, 2).replaceAll('\n', '\r\n'));
  expect(line).not.toMatch(/[\r\n]/);
  expect(JSON.parse(line)).toEqual(value);
});
