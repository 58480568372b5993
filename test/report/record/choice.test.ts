import { describe, expect, test } from 'vitest';
import { FIRST_INPUT } from '../../../report/planner/controls.ts';
import { needsOf, numbersOf, recordHash } from '../../../report/record/choice.ts';
import { NUMBERS } from '../../made/plans.ts';

describe('a link to a record', () => {
  test('holds the numbers and the needs', () => {
    const hash = recordHash({ needs: ['soon', 'rare-cpu'], input: NUMBERS });
    expect(hash).toMatch(/^#record\?subscribers=5000&events=12&.*&needs=soon\.rare-cpu$/);
    expect(needsOf(hash)).toEqual(['soon', 'rare-cpu']);
    expect(numbersOf(hash)).toEqual(NUMBERS);
    expect(numbersOf('#record')).toEqual(FIRST_INPUT);
  });

  test('holds the needs alone where there is no planner', () => {
    const hash = recordHash({ needs: [], input: null });
    expect(hash).toBe('#record?needs=');
    expect(needsOf(hash)).toEqual([]);
  });

  test.each(['', '#record', '#plan?needs=soon', '#record?subscribers=10', '#recorded?needs=soon'])(
    '%j names no needs',
    hash => {
      expect(needsOf(hash)).toBeNull();
    },
  );
});
