import { describe, expect, test } from 'vitest';
import { pooledQuantiles } from '../../../analysis/models/pooled-quantiles.ts';
import { quantileDistanceMs } from '../../../analysis/models/quantiles.ts';
import { cdfFigure, shapeChecks } from '../../../report/charts/cdf.ts';
import type { MeasuredTrial } from '../../../results/format/trial.ts';
import { trial, tried } from '../../made/point.ts';
import { spreadMs } from '../../made/run.ts';

/** The model of these trials: half of the deliveries at 40 ms, the others evenly up to 120 ms. */
const MODEL_MS = [...Array(50).fill(40), ...spreadMs(40, 120, 50)];

function shaped(latenciesMs: number[], block = 0): MeasuredTrial {
  const one = trial('long-polling', { latenciesMs }, block);
  if (!one.theory) throw new Error('the trial has no theory');
  const distribution = { shape: 'quantiles', quantilesMs: MODEL_MS, distanceMs: 0 } as const;
  return { ...one, theory: { ...one.theory, distribution } };
}
const figuresOf = (trials: MeasuredTrial[]) => {
  const [figures] = tried(trials);
  if (!figures) throw new Error('nothing was tried');
  return figures;
};
const right = [...spreadMs(40.2, 40.6, 500), ...spreadMs(40, 120, 500)];

describe('the distribution of a model that gives quantiles', () => {
  test('is drawn from 0 to 100%, with its distance in ms and percent', () => {
    const figure = cdfFigure(figuresOf([shaped(right)]));
    if (figure?.spec.kind !== 'cdf') throw new Error('a distribution is drawn');
    const { model, measured } = figure.spec;
    expect([model[0]?.[1], model.at(-1)?.[1]]).toEqual([0, 100]);
    expect(model.map(([, share]) => share)).toEqual(model.map(([, share]) => share).sort((a, b) => a - b));
    expect(measured.at(-1)?.[1]).toBe(100);
    expect(figure.summary).toMatch(/Measured: half of 1,000 deliveries arrived within 40\.\d/);
    expect(figure.checks).toEqual([
      { warn: false, text: expect.stringMatching(/is 0\.2\d\d\sms in the mean .*, 0\.\d+% of the mean/) },
    ]);
    expect(figure.table.rows.map(([share]) => share)).toEqual(['5%', '25%', '50%', '75%', '95%', '99%']);
  });

  test('is a finding beyond 5%', () => {
    const late = right.map(latency => latency + 10);
    expect(shapeChecks(figuresOf([shaped(late)]))).toEqual([
      { warn: true, text: expect.stringContaining('a finding to explain') },
    ]);
    expect(shapeChecks(figuresOf([shaped(right)]))[0]?.warn).toBe(false);
  });

  test('is that of all blocks together', () => {
    const halves = [shaped(spreadMs(40, 41, 500), 0), shaped(spreadMs(40, 120, 500), 1)];
    const pooled = pooledQuantiles(halves);
    expect(pooled?.count).toBe(1000);
    expect(pooled?.modelMs).toEqual(MODEL_MS);
    expect(pooled?.distancePercent).toBeLessThan(2);
    expect(pooledQuantiles([halves[0] as MeasuredTrial])?.distancePercent).toBeGreaterThan(20);
    expect(quantileDistanceMs([], MODEL_MS)).toBe(0);
  });

  test('is left out where no trial has one', () => {
    expect(pooledQuantiles([])).toBeNull();
    expect(shapeChecks(figuresOf([trial('sse')]))).toEqual([]);
  });
});
