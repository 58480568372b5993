import { describe, expect, test } from 'vitest';
import { observationsOf } from '../../../analysis/cost-model/observations.ts';
import { predictCost } from '../../../analysis/cost-model/predict.ts';
import { predictionError95 } from '../../../analysis/cost-model/prediction-error.ts';
import { seededRandom } from '../../../scenarios/load/seeded-random.ts';
import { fitsOf, modelOf, runOf, type Spoil } from '../../made/costs.ts';

/** CPU that scatters by some percent, much like a normal distribution. */
function noisy(seed: number, share: number): Spoil {
  const random = seededRandom(seed);
  return figures => {
    let sum = -6;
    for (let time = 0; time < 12; time++) sum += random();
    figures.cpuMicrosPerSecond *= 1 + share * sum;
  };
}

const load = {
  subscribers: 400,
  notificationsPerSecond: 800,
  payloadBytes: 1000,
  intervalMs: 500,
  waitSeconds: 25,
  deliveriesPerEvent: 1,
  heartbeatSeconds: 15,
};

describe('the 95% prediction interval', () => {
  test('has 95% of the cells that were held out', () => {
    const spoil = noisy(3, 0.05);
    let [within, all, wide] = [0, 0, 0];
    for (let time = 0; time < 60; time++) {
      const run = runOf(spoil, 1);
      const fit = fitsOf(run, 'websocket').cpuMicrosPerSecond;
      if (!fit) throw new Error('no fit');
      for (const cell of fit.heldOut) {
        const place = observationsOf(run, 'websocket', 'cpuMicrosPerSecond').find(
          ({ point }) => point.id === cell.point,
        );
        if (!place) throw new Error('no such cell');
        const error = predictionError95(
          'websocket',
          'cpuMicrosPerSecond',
          fit,
          place.predictors,
          cell.predicted,
        );
        all++;
        if (Math.abs(cell.observed - cell.predicted) <= (error ?? 0)) within++;
        if ((error ?? 0) > 0.5 * cell.predicted) wide++;
      }
    }
    expect(within / all).toBeGreaterThan(0.9);
    expect(within / all).toBeLessThanOrEqual(1);
    // An interval that holds anything would be no interval.
    expect(wide / all).toBeLessThan(0.1);
  });

  test('is t √(xᵀCx + s²ŷ²) for a single term', () => {
    const run = runOf((figures, { point }) => {
      figures.applicationUpBytesPerSecond *= point.id.startsWith('100-') ? 1.02 : 0.99;
    });
    const fit = fitsOf(run, 'websocket').applicationUpBytesPerSecond;
    const [first] = observationsOf(run, 'websocket', 'applicationUpBytesPerSecond');
    if (!first || !fit?.covariance || fit.residualVariance === null) throw new Error('no covariance');
    const { predictors } = first;
    expect(fit.degreesOfFreedom).toBe(10);
    const amount = predictors.heartbeatsPerSecond;
    const standardError = fit.coefficients[0]?.standardError ?? Number.NaN;
    const expected = 2.2281 * Math.sqrt((standardError * amount) ** 2 + fit.residualVariance * 1e10);
    expect(predictionError95('websocket', 'applicationUpBytesPerSecond', fit, predictors, 1e5)).toBeCloseTo(
      expected,
      -Math.log10(expected) + 2,
    );
  });

  test('grows with the distance from the cells, though the residuals are the same', () => {
    // Without idle subscribers the grid alone tells the CPU of heartbeats.
    const run = runOf(noisy(5, 0.05), 1);
    run.scenarios = run.scenarios.filter(({ id }) => id !== 'idle');
    const model = modelOf(run, 'websocket');
    const share = (subscribers: number) => {
      const { error95, cpuMicrosPerSecond } = predictCost(model, { ...load, subscribers });
      return (error95.cpuMicrosPerSecond ?? Number.NaN) / (cpuMicrosPerSecond ?? Number.NaN);
    };
    expect(share(20_000)).toBeGreaterThan(1.5 * share(400));
  });

  test('is not known where there are as many terms as cells', () => {
    const model = modelOf(runOf(), 'long-polling');
    expect(model.fits.memoryBytes?.degreesOfFreedom).toBe(0);
    expect(predictCost(model, load).error95.memoryBytes).toBeNull();
  });
});
