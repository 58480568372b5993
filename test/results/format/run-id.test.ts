import { expect, test } from 'vitest';
import { readRecordedSessions } from '../../../results/format/recorded-sessions.ts';
import { isRunId } from '../../../results/format/run-id.ts';
import { ROOT } from '../../../root.ts';

test('the ids of recorded runs are ids', () => {
  for (const { id } of readRecordedSessions(ROOT)) expect(isRunId(id)).toBe(true);
  expect(isRunId('2026-11-28T15-27-39-quick-to-2026-11-28T17-46-52-quick')).toBe(true);
});

test.each(['', '.', '..', '../x', 'a/b', '/tmp/x', 'a\nb', ' a', '-a', 'a'.repeat(300)])('%j is none', id => {
  expect(isRunId(id)).toBe(false);
});
