import { expect, test } from 'vitest';
import type { Mark, PointVerdict } from '../../../analysis/claims/strip.ts';
import { markInWords, markSessionsInWords, sizeInWords } from '../../../report/words/claims.ts';
import { madeStrip } from '../../made/strips.ts';

const strip = madeStrip('', 'poll', [[1, 'true', 2.6]]);
const [mark] = strip.marks as [Mark];
const sessions = (verdict: PointVerdict, ...own: PointVerdict[]) =>
  markSessionsInWords({ ...mark, verdict, sessions: own });

test('sessions of a joined run stand beside a point', () => {
  expect(sessions('true', 'true', 'true', 'true')).toBe('in 3 of 3 sessions');
  expect(sessions('true', 'true', 'not decided', 'true')).toBe('in 2 of 3 sessions');
  expect(sessions('not decided', 'true', 'not decided')).toBe('decided in 1 of 2 sessions');
  expect(sessions('not decided', 'not decided', 'not decided')).toBe('decided in none of 2 sessions');
  expect(sessions('true', 'true', 'reversed', 'true')).toBe(
    'sessions disagree: true in 2, reversed in 1 of 3',
  );
  expect(sessions('true')).toBe('');
  expect(markInWords({ ...mark, sessions: ['true', 'true', 'true'] }, strip)).toBe(
    'point 1: true, 2.60× (2.34–2.86, in 3 of 3 sessions)',
  );
});

test('a size has its unit, and is missing where it is not known', () => {
  expect(sizeInWords(mark, strip)).toBe('2.60×');
  expect(sizeInWords(mark, { ...strip, unit: ':1' })).toBe('2.60:1');
  expect(sizeInWords(mark, { ...strip, unit: '%' })).toBe('2.60%');
  expect(sizeInWords(mark, { ...strip, unit: 'ms' })).toBe('2.60\u00a0ms');
  expect(sizeInWords({ ...mark, size: null }, strip)).toBe('—');
});
