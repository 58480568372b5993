import { expect, test } from 'vitest';
import type { RatioInterval, Verdict } from '../../../analysis/statistics/paired-ratios.ts';
import { isClose, type Rival } from '../../../report/model/rank.ts';

/** A rival with this ratio to the first. */
const rival = (median: number, method: RatioInterval['method'], verdict: Verdict): Rival =>
  ({
    against: { interval: { median, low: median / 2, high: median * 2, blocks: 3, method }, verdict },
  }) as Rival;

test('nobody wins over a transport that the spread between sessions leaves open', () => {
  expect(isClose(rival(1.43, 'between-sessions', 'unresolved'))).toBe(true);
  expect(isClose(rival(1.43, 'random-effects', 'unresolved'))).toBe(true);
  expect(isClose(rival(3, 'between-sessions', 'more'))).toBe(false);
});

test('where the interval speaks of one session only, scatter alone does not make a transport close', () => {
  expect(isClose(rival(1.43, 'student-t', 'unresolved'))).toBe(false);
  expect(isClose(rival(1.2, 'student-t', 'unresolved'))).toBe(true);
  expect(isClose({ ...rival(1, 'student-t', 'unresolved'), against: { interval: null } } as Rival)).toBe(
    false,
  );
});
