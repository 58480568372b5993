import { expect, test } from 'vitest';
import { printable } from '../../../scenarios/load/printable.ts';

test.each([
  ['plain text, ümlaut, 漢字 and 🙂', 'plain text, ümlaut, 漢字 and 🙂'],
  ['\u001b[31mred\u0007', '\\u001b[31mred\\u0007'],
  ['a\nb\tc\u0000', 'a\\u000ab\\u0009c\\u0000'],
  ['\u202eright to left', '\\u202eright to left'],
  ['\u2028\ufeff\ud800', '\\u2028\\ufeff\\ud800'],
  ['\u{e0001}', '\\u{e0001}'],
])('%j is printed as %j', (text, shown) => {
  expect(printable(text)).toBe(shown);
});

test('a long text is shortened', () => {
  expect(printable('x'.repeat(100), 10)).toBe(`${'x'.repeat(10)}…`);
  expect(printable('x'.repeat(10), 10)).toBe('x'.repeat(10));
});
