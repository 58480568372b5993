import { expect, test } from 'vitest';
import { effectiveSessions } from '../../../analysis/sessions/effective-sessions.ts';

const at = (hour: number, processor = 'one') => ({
  processor,
  startedAt: new Date(hour * 3_600_000).toISOString(),
});

test.each([
  ['none', [], 0],
  ['one', [at(0)], 1],
  ['two of two days', [at(0), at(24)], 2],
  ['two of one hour: 2 / 1.5', [at(0), at(1)], 4 / 3],
  ['three, each an hour after the one before: 3 / 2', [at(2), at(0), at(1)], 1.5],
  ['two of one hour, on two kinds of processor', [at(0), at(1, 'other')], 2],
  ['two of one hour, and one of another day', [at(0), at(1), at(30)], 7 / 3],
] as const)('%s', (_, sessions, effective) => {
  expect(effectiveSessions(sessions)).toBeCloseTo(effective, 12);
});
