import { expect, test } from 'vitest';
import { timesSpan } from '../../../analysis/claims/words.ts';
import { times } from '../../../report/text/format.ts';
import { figureInWords } from '../../../report/words/claims.ts';
import { intervalInWords } from '../../../report/words/interval.ts';

test('the ends of an interval are printed, unless they are too far apart to show a size', () => {
  expect(intervalInWords({ interval: { low: 1.2, high: 1.28 } })).toBe('1.20–1.28');
  expect(intervalInWords({ interval: { low: 0.4, high: 4 } })).toBe('0.400–4.00');
  expect(intervalInWords({ interval: { low: 0.4, high: 4.01 } })).toBe('interval over 10:1');
  expect(intervalInWords({ interval: { low: 1e-9, high: 1e9 } })).toBe('interval over 10:1');
  expect(intervalInWords({ interval: null })).toBe('—');
});

test('a ratio below 0.01 is turned round, with its interval and wherever it is printed', () => {
  expect([times(0.004), times(0.01), times(0), times(0.00042)]).toEqual([
    '×1/250',
    '×0.010',
    '×0',
    '×1/2,381',
  ]);
  expect(intervalInWords({ interval: { low: 0.002, high: 0.004 } })).toBe('1/500–1/250');
  expect(intervalInWords({ interval: { low: 0.008, high: 0.02 } })).toBe('1/125–1/50.0');
  const figure = { label: '', scenario: 's', point: 'p', transport: null };
  expect(figureInWords({ ...figure, value: 0.004, unit: '×', lower: 0.002, upper: 0.005 })).toEqual({
    value: '1/250\u00a0×',
    detail: '1/500–1/200',
  });
  // Only ratios: a latency of 0.004 ms is one.
  expect(figureInWords({ ...figure, value: 0.004, unit: 'ms', lower: 0.002, upper: 0.005 }).value).toBe(
    '0.004\u00a0ms',
  );
  expect(timesSpan([0.004, 0.002], 'its median')).toBe('1/500 to 1/250 of its median');
  expect(timesSpan([0.004, 2], 'its median')).toBe('0.004 to 2 times its median');
  expect(timesSpan([1.2, 3.4], '')).toBe('1.2 to 3.4 times');
});
