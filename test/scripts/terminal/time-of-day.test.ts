import { expect, test } from 'vitest';
import { nowMicros } from '../../../scenarios/load/notification.ts';
import { timeOfDay, wallClock } from '../../../scripts/terminal/time-of-day.ts';

test('the time of day has all its digits', () => {
  expect(timeOfDay(new Date(2026, 0, 2, 3, 4, 5, 6).getTime())).toBe('03:04:05.006');
  expect(timeOfDay(new Date(2026, 0, 2, 23, 59, 59, 999).getTime())).toBe('23:59:59.999');
});

test('a stamp is as long ago on the wall clock as on its own', () => {
  const stamp = nowMicros();
  const wallMs = wallClock();
  expect(wallMs(stamp) - wallMs(stamp - 90_000_000)).toBeCloseTo(90_000, 3);
  expect(Math.abs(wallMs(stamp) - Date.now())).toBeLessThan(60_000);
});
