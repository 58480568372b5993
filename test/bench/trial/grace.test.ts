import { describe, expect, test } from 'vitest';
import { drainGraceMs } from '../../../bench/trial/grace.ts';
import { scenarios } from '../../../scenarios/catalogue.ts';
import type { Load } from '../../../scenarios/load/load.ts';

const mobile = (id: string): Load => {
  const point = scenarios.find(scenario => scenario.id === 'mobile')?.points.find(one => one.id === id);
  if (!point) throw new Error(`no point mobile ${id}`);
  return point.load;
};

describe('the drain waits', () => {
  test('for as long again as the path was gone', () => {
    expect(drainGraceMs({ load: mobile('gone-3s') })).toBe(18_000);
    expect(drainGraceMs({ load: mobile('gone-40s') })).toBe(55_000);
  });

  test('longer than a long poll without a path takes to be given up', () => {
    const load = mobile('gone-40s');
    const fault = load.fault;
    if (fault?.kind !== 'cut') throw new Error('the path is not cut');
    // Its wait, and 35 s of silence; the window of 43 s began before the cut.
    const givenUpMs = ((load.transports['long-polling']?.waitSeconds ?? 0) + 35) * 1000;
    const windowEndMs = 43_000 - fault.atSeconds * 1000;
    expect(drainGraceMs({ load })).toBeGreaterThan(givenUpMs - windowEndMs + 15_000);
  });

  test('for a back-off where nothing is gone, and shortly without a fault', () => {
    expect(drainGraceMs({ load: mobile('address') })).toBe(15_000);
    expect(drainGraceMs({ load: { ...mobile('address'), fault: undefined } })).toBe(5_000);
  });
});
