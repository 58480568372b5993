import fc from 'fast-check';
import { expect, test } from 'vitest';
import { utf8Text } from '../../../scenarios/load/utf8-text.ts';

test('text is what was encoded', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), text => {
      const wellFormed = `.${text.toWellFormed()}`;
      expect(utf8Text(Buffer.from(wellFormed))).toBe(wellFormed);
    }),
    { examples: [['\ufeff'], ['\u0000'], ['👍'.repeat(1000)]] },
  );
});

test('a byte order mark at the start is left out, and only there', () => {
  expect(utf8Text(Buffer.from('\ufeff{}'))).toBe('{}');
  expect(utf8Text(Buffer.from('{"\ufeff":1}'))).toBe('{"\ufeff":1}');
  expect(utf8Text(Buffer.from('\ufeff\ufeff{}'))).toBe('\ufeff{}');
});

test.each([
  ['a single byte', [0x22, 0xff, 0x22]],
  ['Latin-1', [0x22, 0xe4, 0x22]],
  ['a character that has no end', [0x22, 0xe2, 0x82]],
  ['a longer form than needed', [0xc0, 0xa2]],
  ['half of a pair', [0xed, 0xa0, 0x80]],
  ['UTF-16', [0xff, 0xfe, 0x7b, 0x00]],
])('%s is refused, and what comes next is not', (_, bytes) => {
  expect(() => utf8Text(Uint8Array.from(bytes))).toThrow(/^not UTF-8$/);
  expect(utf8Text(Buffer.from('ä'))).toBe('ä');
});
