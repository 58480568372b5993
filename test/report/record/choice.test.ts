import { describe, expect, test } from 'vitest';
import { FIRST_INPUT } from '../../../report/planner/controls.ts';
import {
  linkFaults,
  MOST_SYSTEM_CHARACTERS,
  needsOf,
  numbersOf,
  recordHash,
  systemIn,
  systemOf,
} from '../../../report/record/choice.ts';
import { recordFileName } from '../../../report/record/file-name.ts';
import { NUMBERS } from '../../made/plans.ts';

describe('a link to a record', () => {
  test('holds the numbers and the needs', () => {
    const hash = recordHash({ system: '', needs: ['soon', 'rare-cpu'], input: NUMBERS });
    expect(hash).toMatch(/^#record\?subscribers=5000&events=12&.*&needs=soon\.rare-cpu$/);
    expect(needsOf(hash)).toEqual(['soon', 'rare-cpu']);
    expect(numbersOf(hash)).toEqual(NUMBERS);
    expect(numbersOf('#record')).toEqual(FIRST_INPUT);
  });

  test('holds the needs alone where there is no planner', () => {
    const hash = recordHash({ system: '', needs: [], input: null });
    expect(hash).toBe('#record?needs=');
    expect(needsOf(hash)).toEqual([]);
  });

  test('holds what the record is for, whatever somebody typed', () => {
    const system = systemOf('  Order  status & <b>more</b> #1 ');
    expect(system).toBe('Order status & <b>more</b> #1');
    const hash = recordHash({ system, needs: ['soon'], input: null });
    expect(systemIn(hash)).toBe(system);
    expect(needsOf(hash)).toEqual(['soon']);
    expect(systemOf('x'.repeat(100))).toHaveLength(MOST_SYSTEM_CHARACTERS);
    expect(recordFileName('run-1', { system })).toBe('decision-record-run-1-order-status-b-more-b-1.md');
    expect(recordFileName('run-1', { system: '' })).toBe('decision-record-run-1.md');
  });

  test('that names other needs or leaves out numbers says so', () => {
    const whole = recordHash({ system: '', needs: ['soon'], input: NUMBERS });
    expect(linkFaults(whole, ['soon'], true)).toEqual([]);
    expect(linkFaults(whole, ['rare-cpu'], true)).toEqual([
      'The link names needs that this report does not have: soon.',
    ]);
    expect(linkFaults('#record?subscribers=10&needs=soon', ['soon'], true)).toEqual([
      expect.stringMatching(/^The link leaves out numbers, .*: events, /),
    ]);
    expect(linkFaults('#record?needs=soon', ['soon'], false)).toEqual([]);
    expect(linkFaults('#plan?needs=soon', [], true)).toEqual([]);
  });

  test.each(['', '#record', '#plan?needs=soon', '#record?subscribers=10', '#recorded?needs=soon'])(
    '%j names no needs',
    hash => {
      expect(needsOf(hash)).toBeNull();
    },
  );
});
