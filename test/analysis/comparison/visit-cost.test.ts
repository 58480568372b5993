import { describe, expect, test } from 'vitest';
import { costOfVisit } from '../../../analysis/comparison/visit-cost.ts';
import type { MeasuredTrial } from '../../../results/format/trial.ts';
import { madeVisits } from '../../made/outcomes.ts';

const trialOf = (expected: number, arrived: number) =>
  ({
    visits: madeVisits({ cpuMicrosPerVisit: 400, wireBytesPerVisit: null }),
    deliveries: { expected, arrived },
  }) as MeasuredTrial;

describe('the cost of a visit', () => {
  test('counts visits by what arrived: those of the window may end after it, or have begun before', () => {
    expect(costOfVisit(trialOf(200_000, 160_000), 'cpuMicrosPerVisit')).toBe(500);
    expect(costOfVisit(trialOf(200_000, 250_000), 'cpuMicrosPerVisit')).toBe(320);
  });

  test('is that of the visits due where nothing is delivered', () => {
    expect(costOfVisit(trialOf(0, 0), 'cpuMicrosPerVisit')).toBe(400);
  });

  test('is unknown without visits, and where it was not counted', () => {
    expect(costOfVisit(trialOf(10, 10), 'wireBytesPerVisit')).toBeNull();
    expect(costOfVisit({ ...trialOf(10, 10), visits: null }, 'cpuMicrosPerVisit')).toBeNull();
  });
});
