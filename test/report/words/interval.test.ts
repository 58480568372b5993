import { expect, test } from 'vitest';
import { intervalInWords } from '../../../report/words/interval.ts';

test('the ends of an interval are printed, unless they are too far apart to show a size', () => {
  expect(intervalInWords({ interval: { low: 1.2, high: 1.28 } })).toBe('1.20–1.28');
  expect(intervalInWords({ interval: { low: 0.4, high: 4 } })).toBe('0.400–4.00');
  expect(intervalInWords({ interval: { low: 0.4, high: 4.01 } })).toBe('interval over 10:1');
  expect(intervalInWords({ interval: { low: 1e-9, high: 1e9 } })).toBe('interval over 10:1');
  expect(intervalInWords({ interval: null })).toBe('—');
});
