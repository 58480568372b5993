import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { pooledQuantiles } from '../../../analysis/models/pooled-quantiles.ts';
import { pooledTheory } from '../../../analysis/models/residual.ts';
import { readRun } from '../../../results/format/run-file.ts';
import { ROOT } from '../../../root.ts';
import { TESTED_TRANSPORTS } from '../../../scenarios/load/transport.ts';

const run = readRun(join(ROOT, 'results/sample/distance'));

// Single trials of the sample are checked by the report. Here the models themselves are, by all
// valid trials at 80 ms and ten notifications a second, where each has many deliveries.
describe('the models at 80 ms, ten notifications a second', () => {
  test.each(TESTED_TRANSPORTS)('%s: mean and distribution within 5%', transport => {
    const trials = run.trials.flatMap(one =>
      one.status === 'valid' &&
      one.scenario === 'distance' &&
      one.point === '80ms-10' &&
      one.transport === transport
        ? [one]
        : [],
    );
    const { count, latencyMean, distribution } = pooledTheory(trials);
    expect(count).toBeGreaterThan(100);
    expect(Math.abs(latencyMean?.residualPercent ?? Number.NaN)).toBeLessThanOrEqual(5);
    const quantiles = pooledQuantiles(trials);
    expect(quantiles !== null || distribution !== null).toBe(true);
    if (quantiles) expect(quantiles.distancePercent).toBeLessThanOrEqual(5);
    if (distribution) expect(distribution.ksDistance).toBeLessThanOrEqual(0.05);
  });
});
