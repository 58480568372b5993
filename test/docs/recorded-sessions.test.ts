import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readRecordedSessions } from '../../results/format/recorded-sessions.ts';
import { ROOT } from '../../root.ts';

const WORDS = ['no', 'one', 'two', 'three', 'four', 'five', 'six'];

test('docs/methodology.md counts the kernels of the recorded sessions', () => {
  const kernels = readRecordedSessions(ROOT).map(({ kernel }) => kernel);
  const counts = [...Map.groupBy(kernels, kernel => kernel).values()]
    .map(({ length }) => length)
    .sort((a, b) => b - a);
  const releases = new Set(kernels.map(kernel => kernel.split('-')[0]));
  expect([...releases]).toEqual(['6.18.44']);
  const listed = `${counts.slice(0, -1).join(', ')} and ${counts.at(-1)}`;
  expect(readFileSync(join(ROOT, 'docs/methodology.md'), 'utf8')).toContain(
    `every recorded session had Linux 6.18.44, in ${WORDS[counts.length]} builds (${listed} sessions)`,
  );
});
