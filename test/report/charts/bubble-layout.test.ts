import fc from 'fast-check';
import { expect, test } from 'vitest';
import { axisEnds, namePlaces, radiiOf } from '../../../report/charts/bubble-layout.ts';

test('the area of a bubble is in proportion to its CPU, and none vanishes', () => {
  const bubbles = [1, 4, 100, 0.001].map(cpuMicros => ({
    transport: 'sse' as const,
    latencyMs: 1,
    bytes: 1,
    cpuMicros,
  }));
  const [small, four, large = 0, least = 0] = radiiOf({ bubbles });
  expect(Number(four) / Number(small)).toBeLessThan(2);
  expect(large / Number(four)).toBeCloseTo(5, 9);
  expect(least).toBeGreaterThan(0);
});

test('an axis has room on both sides', () => {
  const { min, max } = axisEnds([2, 8]);
  expect(min).toBeLessThan(2);
  expect(max).toBeGreaterThan(8);
});

test('no name covers another, and each stays within the axes', () => {
  const bubble = fc.record({
    x: fc.integer({ min: 60, max: 460 }),
    y: fc.integer({ min: 10, max: 260 }),
    radius: fc.integer({ min: 4, max: 34 }),
    width: fc.integer({ min: 20, max: 120 }),
  });
  fc.assert(
    fc.property(fc.array(bubble, { maxLength: 7 }), bubbles => {
      const places = namePlaces(bubbles, { left: 50, right: 470 });
      expect(places).toHaveLength(bubbles.length);
      for (const [index, { left, at }] of places.entries()) {
        const width = bubbles[index]?.width ?? 0;
        expect(left).toBeGreaterThanOrEqual(50);
        expect(left + width).toBeLessThanOrEqual(470);
        for (const [other, place] of places.entries()) {
          if (other === index) continue;
          const isBeside = place.left >= left + width || left >= place.left + (bubbles[other]?.width ?? 0);
          expect(isBeside || Math.abs(place.at - at) >= 15).toBe(true);
        }
      }
    }),
  );
});
