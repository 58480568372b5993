import { expect, test } from 'vitest';
import { heapsOf, radiusOf, shareOf } from '../../../clients/demo/density.ts';

test('few marks are drawn in full, close ones lighter, and none vanishes', () => {
  expect(shareOf(0, 250)).toBe(1);
  expect(shareOf(20, 250)).toBe(1);
  expect(shareOf(62, 250)).toBeLessThan(0.6);
  expect(shareOf(200, 250)).toBeLessThan(shareOf(62, 250));
  expect(shareOf(100_000, 250)).toBeGreaterThan(0);
});

test('a heap counts every notification of its step, and keeps its place when others come', () => {
  const timesMs = [100, 101, 149, 150, 151, 320];
  const heaps = heapsOf(timesMs, 50);
  expect(heaps).toEqual([
    { atMs: 350 / 3, count: 3 },
    { atMs: 150.5, count: 2 },
    { atMs: 320, count: 1 },
  ]);
  expect(heapsOf([...timesMs, 400, 401], 50).slice(0, 3)).toEqual(heaps);
  expect(heapsOf([], 50)).toEqual([]);
});

test('the area of a dot is proportional to its number, up to the edge of the lane', () => {
  const area = (count: number) => radiusOf(count) ** 2;
  expect(area(8) / area(2)).toBeCloseTo(4);
  expect(radiusOf(1_000_000)).toBeLessThan(16);
});
