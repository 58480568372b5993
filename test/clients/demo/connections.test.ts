import { expect, test } from 'vitest';
import { isQueued, MOST_CONNECTIONS } from '../../../clients/demo/connections.ts';

test('the first six requests of all tabs have a connection, the others wait', () => {
  const beganMs = [50, 10, 40, 20, 60, 30, 80, 70];
  const waiting = beganMs.filter(own => isQueued(own, beganMs));
  expect(waiting).toEqual([80, 70]);
  expect(beganMs.length - waiting.length).toBe(MOST_CONNECTIONS);
});

test('a request moves up when an earlier one ends', () => {
  const beganMs = [1, 2, 3, 4, 5, 6, 7];
  expect(isQueued(7, beganMs)).toBe(true);
  expect(isQueued(7, beganMs.slice(1))).toBe(false);
});

test('later requests take nothing from earlier ones', () => {
  expect(isQueued(1, [1, 2, 3, 4, 5, 6, 7, 8, 9])).toBe(false);
});
