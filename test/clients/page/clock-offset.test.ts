import fc from 'fast-check';
import { expect, test } from 'vitest';
import { clockOffset } from '../../../clients/page/clock-offset.ts';

const reading = fc.record({
  beforeMs: fc.double({ min: 0, max: 1e6, noNaN: true }),
  toThemMs: fc.double({ min: 0, max: 50, noNaN: true }),
  backMs: fc.double({ min: 0, max: 50, noNaN: true }),
});

test('the true offset is never farther away than the error says, and more readings never widen it', () => {
  fc.assert(
    fc.property(
      fc.array(reading, { minLength: 1, maxLength: 30 }),
      fc.double({ min: -1e6, max: 1e6, noNaN: true }),
      (made, trueMs) => {
        const readings = made.map(({ beforeMs, toThemMs, backMs }) => ({
          beforeMs,
          theirsMs: beforeMs + toThemMs - trueMs,
          afterMs: beforeMs + toThemMs + backMs,
        }));
        const all = clockOffset(readings);
        const first = clockOffset(readings.slice(0, 1));
        // Rounding of numbers as large as these.
        const slackMs = 1e-6;
        if (!all || !first) {
          // The readings leave so little room together that rounding takes it.
          const leastMs = (way: 'toThemMs' | 'backMs') => Math.min(...made.map(one => one[way]));
          expect(leastMs('toThemMs') + leastMs('backMs')).toBeLessThan(slackMs);
          return;
        }
        expect(Math.abs(all.offsetMs - trueMs)).toBeLessThanOrEqual(all.errorMs + slackMs);
        expect(all.errorMs).toBeLessThanOrEqual(first.errorMs + slackMs);
      },
    ),
  );
});

test('a clock that jumped between two readings has no offset', () => {
  const at = (theirsMs: number, beforeMs: number) => ({ beforeMs, theirsMs, afterMs: beforeMs + 1 });
  expect(clockOffset([at(0, 100), at(10, 110)])).toEqual({ offsetMs: 100.5, errorMs: 0.5 });
  expect(clockOffset([at(0, 100), at(10, 115)])).toBeUndefined();
  expect(clockOffset([])).toBeUndefined();
});
