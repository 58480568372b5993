import { expect, test } from 'vitest';
import type { Verdict } from '../../../analysis/statistics/paired-ratios.ts';
import { frontOf, isClose, type Rival } from '../../../report/model/rank.ts';
import type { Transport } from '../../../scenarios/load/transport.ts';

/** A rival with this 95% interval of its ratio to the first. */
const rival = (low: number, high: number, verdict: Verdict, transport: Transport = 'sse'): Rival =>
  ({
    transport,
    against: {
      interval: { median: Math.sqrt(low * high), low, high, blocks: 3, method: 'between-sessions' },
      verdict,
    },
  }) as Rival;

const first = { transport: 'websocket' } as Rival;
const far = rival(30, 50, 'more', 'short-polling');
const front = (...rivals: Rival[]) => frontOf({ first, rivals });

test('a transport counts beside the lowest if it is surely less than three times as much', () => {
  expect(isClose(rival(0.8, 2.9, 'unresolved'))).toBe(true);
  expect(isClose(rival(0.97, 1.04, 'equal'))).toBe(true);
  expect(isClose(rival(1.2, 2.9, 'more'))).toBe(false);
  expect(front(rival(0.8, 2.9, 'unresolved'), far)).toEqual(['websocket', 'sse']);
});

test('ignorance is no reason to count: an interval that reaches 3 leaves a transport open', () => {
  expect(isClose(rival(0.6, 3, 'unresolved'))).toBe(false);
  expect(isClose(rival(0.59, 6.1, 'unresolved'))).toBe(false);
  expect(isClose({ against: { interval: null, verdict: 'unresolved' } } as Rival)).toBe(false);
  expect(front(rival(0.59, 6.1, 'unresolved'), far)).toEqual(['websocket']);
});

test('nothing counts where another may have a third of the lowest value, or nothing is known to be more', () => {
  expect(front(rival(0.33, 4, 'unresolved'), far)).toEqual([]);
  expect(front(rival(0.12, 9.9, 'unresolved'), far)).toEqual([]);
  expect(front(rival(0.8, 2.9, 'unresolved'))).toEqual([]);
  expect(front(far)).toEqual(['websocket']);
});
