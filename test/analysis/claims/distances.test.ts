import { expect, test } from 'vitest';
import { type AtDistance, whereInWords } from '../../../analysis/claims/distances.ts';

const found = (rttMs: number, supports: boolean | null, perSecond: number | null = 10): AtDistance => ({
  rttMs,
  perSecond,
  supports,
});

test('an undecided point takes nothing from the others at its distance', () => {
  const decided = [20, 80, 300].map(rttMs => found(rttMs, true));
  const withOpen = [...decided, found(1, null), found(300, null, 1)];
  expect(whereInWords(withOpen)).toBe('at 20, 80 and 300 ms');
  expect(whereInWords([...withOpen, found(1, false)])).toBe('from 20 ms on');
  expect(whereInWords(decided)).toBe('everywhere');
});

test('names the rate where a distance has it at one rate alone', () => {
  const all = [80, 300].flatMap(rttMs => [found(rttMs, true, 10), found(rttMs, false, 1)]);
  expect(whereInWords([...all, found(20, false, 10)])).toBe('at 80 and 300 ms with 10 a second');
});

test('counts points where a distance is divided within one rate', () => {
  expect(whereInWords([found(80, true), found(80, false)])).toBe('at 1 of 2 points');
  expect(whereInWords([found(80, true), found(80, false), found(80, false, 1)])).toBe('at 1 of 3 points');
});

test('says that nothing holds, or that nothing is decided', () => {
  expect(whereInWords([found(20, false), found(80, false)])).toBe('nowhere');
  expect(whereInWords([found(20, false), found(80, null)])).toBe('not decided');
});
