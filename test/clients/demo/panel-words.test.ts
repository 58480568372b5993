import { expect, test } from 'vitest';
import { inBytes, inTwoDigits } from '../../../clients/demo/panel-words.ts';

test.each([
  [0, '0 B'],
  [812, '812 B'],
  [999.4, '999 B'],
  [999.6, '1.0 kB'],
  [4240, '4.2 kB'],
  [999_960, '1.0 MB'],
  [6.84e9, '6.8 GB'],
  [5e15, '5000.0 TB'],
])('%d bytes are %s', (bytes, words) => {
  expect(inBytes(bytes)).toBe(words);
});

test.each([
  [5000, '5,000'],
  [166.7, '170'],
  [0, '0'],
  [0.25, '0.25'],
])('%d is %s in two digits', (count, words) => {
  expect(inTwoDigits(count)).toBe(words);
});
