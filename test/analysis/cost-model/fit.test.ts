import { describe, expect, test } from 'vitest';
import { costModelOf } from '../../../analysis/cost-model/fit.ts';
import type { CostFit } from '../../../analysis/cost-model/model.ts';
import type { Quantity } from '../../../analysis/cost-model/terms.ts';
import { studentT } from '../../../analysis/statistics/student-t.ts';
import type { Run } from '../../../results/format/run.ts';
import type { MeasuredTrial } from '../../../results/format/trial.ts';
import { seededRandom } from '../../../scenarios/load/seeded-random.ts';
import { isPush, TESTED_TRANSPORTS } from '../../../scenarios/load/transport.ts';
import { fitsOf, gridPoints, modelOf, runOf, type Spoil, TRUTH, valuesOf } from '../../made/costs.ts';
import { madeRun } from '../../made/run.ts';

describe('a run without noise', () => {
  test.each(TESTED_TRANSPORTS)('gives back what %s costs', transport => {
    const fits = fitsOf(runOf(), transport);
    for (const quantity of Object.keys(fits) as Quantity[]) {
      const fit = fits[quantity];
      expect(valuesOf(fit)).toEqual(TRUTH[transport][quantity].map(value => expect.closeTo(value, 4)));
      const isNothing = TRUTH[transport][quantity].every(value => value === 0);
      if (isNothing) expect(fit?.rSquared).toBeNull();
      else expect(fit?.rSquared).toBeCloseTo(1, 9);
      const grid = { cells: 8, heldOut: ['400-400-512-500', '400-1200-160-1000'] };
      const waiting = { cells: isPush(transport) ? 3 : 2, heldOut: ['5000'] };
      const sources =
        quantity === 'memoryBytes' ? [waiting] : quantity === 'cpuMicrosPerSecond' ? [grid] : [grid, waiting];
      expect(fit?.cells).toHaveLength(sources.reduce((sum, { cells }) => sum + cells, 0));
      expect(fit?.heldOut.map(({ point }) => point)).toEqual(sources.flatMap(({ heldOut }) => heldOut));
      for (const { errorPercent } of [...(fit?.cells ?? []), ...(fit?.heldOut ?? [])]) {
        if (isNothing) expect(errorPercent).toBeNull();
        else expect(errorPercent).toBeCloseTo(0, 6);
      }
    }
  });

  test('names each coefficient with its unit', () => {
    const fits = fitsOf(runOf(), 'short-polling');
    const words = (fit: CostFit | null) => fit?.coefficients.map(({ term, unit }) => `${term} ${unit}`);
    expect(words(fits.cpuMicrosPerSecond)).toEqual([
      'constant µs/s',
      'cold-wake µs',
      'empty-poll µs',
      'answer µs',
      'delivery µs',
      'kib µs',
    ]);
    expect(words(fits.memoryBytes)).toEqual(['constant B', 'connection B']);
    expect(words(fits.applicationDownBytesPerSecond)).toEqual(['empty-poll B', 'answer B', 'delivery B']);
    expect(words(fits.applicationUpBytesPerSecond)).toEqual(['empty-poll B', 'answer B']);
    const { applicationDownBytesPerSecond, cpuMicrosPerSecond } = fitsOf(runOf(), 'sse');
    expect(words(applicationDownBytesPerSecond)).toEqual(['heartbeat B', 'delivery B']);
    expect(words(cpuMicrosPerSecond)).toContain('heartbeat µs');
    expect(words(fits.wireDownBytesPerSecond)).toEqual(['empty-poll B', 'answer B', 'delivery B', 'kib B']);
    expect(words(fits.wireUpBytesPerSecond)).toEqual(['empty-poll B', 'answer B', 'kib B']);
  });

  test('tells the ranges that were measured, those of held-out cells not among them', () => {
    const measured = modelOf(runOf(), 'websocket').measured;
    expect(measured.subscribers).toEqual({ least: 100, most: 2000 });
    expect(measured.deliveriesPerSecond.least).toBeCloseTo(20, 6);
    expect(measured.payloadBytes).toEqual({ least: 160, most: 4096 });
    expect(measured.emptyPollsPerSecond).toEqual({ least: 0, most: 0 });
    // Of scenario idle: 10,000 subscribers with a heartbeat every 4 s.
    expect(measured.heartbeatsPerSecond.most).toBeCloseTo(2500, 9);
    expect(modelOf(runOf(), 'long-polling').measured.heartbeatsPerSecond.most).toBe(0);
    expect(modelOf(runOf(), 'websocket').mostSubscribersInMemory).toBe(10_000);
    const { measuredEventsPerUserHour, measuredPollIntervalMs } = modelOf(runOf(), 'short-polling');
    expect(measuredEventsPerUserHour).toEqual({
      least: expect.closeTo(36, 6),
      most: expect.closeTo(57_600, 3),
    });
    expect(measuredPollIntervalMs).toEqual({ least: 250, most: 5000 });
    expect(modelOf(runOf(), 'websocket').measuredPollIntervalMs).toBeNull();
    // Of a long poll, responses with and without updates have one term and one range.
    const long = modelOf(runOf(), 'long-polling').measured;
    expect(long.responsesPerSecond.most).toBeGreaterThan(1000);
    expect(long.emptyPollsPerSecond).toEqual({ least: 0, most: 0 });
  });
});

describe('a run with noise', () => {
  test('gives back what a server costs to within its standard errors, and predicts what it has not seen', () => {
    const random = seededRandom(11);
    const noisy: Spoil = figures => {
      figures.cpuMicrosPerSecond *= 1 + 0.04 * (random() + random() + random() - 1.5);
      figures.memoryBytes += 2e6 * (random() - 0.5);
      figures.applicationDownBytesPerSecond *= 1 + 0.002 * (random() - 0.5);
      figures.applicationUpBytesPerSecond *= 1 + 0.002 * (random() - 0.5);
      figures.wireDownBytesPerSecond *= 1 + 0.002 * (random() - 0.5);
      figures.wireUpBytesPerSecond *= 1 + 0.002 * (random() - 0.5);
    };
    let [within, all] = [0, 0];
    for (let time = 0; time < 10; time++) {
      const run = runOf(noisy, 1);
      for (const transport of TESTED_TRANSPORTS) {
        const fits = fitsOf(run, transport);
        for (const quantity of Object.keys(fits) as Quantity[]) {
          const fit = fits[quantity];
          for (const [index, { value, standardError }] of (fit?.coefficients ?? []).entries()) {
            const truth = TRUTH[transport][quantity][index] as number;
            if (standardError === null) continue;
            all++;
            if (Math.abs(value - truth) < 2.5 * standardError) within++;
          }
          if (TRUTH[transport][quantity].every(value => value === 0)) continue;
          for (const { errorPercent } of fit?.heldOut ?? []) {
            expect(Math.abs(errorPercent ?? 99)).toBeLessThan(15);
          }
          expect(fit?.rSquared).toBeGreaterThan(0.98);
        }
      }
    }
    // Of Student's t with 3 to 7 degrees of freedom, 91 to 96% lie within 2.5.
    expect(all).toBeGreaterThan(250);
    expect(within / all).toBeGreaterThan(0.88);
    expect(within / all).toBeLessThan(0.99);
  });

  test('a coefficient is distinguishable from 0 if its 95% interval leaves 0 out', () => {
    const random = seededRandom(7);
    const run = runOf(figures => {
      figures.cpuMicrosPerSecond *= 1 + 0.2 * (random() - 0.5);
    }, 1);
    const all = TESTED_TRANSPORTS.flatMap(transport =>
      Object.values(fitsOf(run, transport)).flatMap(fit =>
        (fit?.coefficients ?? []).map(one => ({ ...one, degreesOfFreedom: fit?.degreesOfFreedom ?? 0 })),
      ),
    );
    for (const { value, standardError, isDistinguishable, degreesOfFreedom } of all) {
      expect(isDistinguishable).toBe(
        standardError === null ? null : value - studentT(degreesOfFreedom) * standardError > 0,
      );
    }
    expect(new Set(all.map(({ isDistinguishable }) => isDistinguishable))).toContain(false);
    expect(new Set(all.map(({ isDistinguishable }) => isDistinguishable))).toContain(true);
  });

  test('no coefficient is below 0', () => {
    // Costs fall with the subscribers: a free fit would say that a connection costs less than
    // nothing.
    const run = runOf((figures, { point }) => {
      figures.memoryBytes = 400e6 - 10_000 * point.load.subscribers;
    });
    const [constant, connection] = fitsOf(run, 'sse').memoryBytes?.coefficients ?? [];
    expect(connection).toMatchObject({ value: 0, standardError: null });
    expect(constant?.value).toBeGreaterThan(300e6);
  });
});

describe('cells', () => {
  test('that are held out change nothing but their own error', () => {
    const plain = fitsOf(runOf(), 'websocket').cpuMicrosPerSecond;
    const spoilt = fitsOf(
      runOf((figures, { point }) => {
        if (point.load.heldOut) figures.cpuMicrosPerSecond *= 2;
      }),
      'websocket',
    ).cpuMicrosPerSecond;
    expect(valuesOf(spoilt)).toEqual(valuesOf(plain));
    expect(spoilt?.heldOut.map(({ errorPercent }) => errorPercent)).toEqual([
      expect.closeTo(-50, 6),
      expect.closeTo(-50, 6),
    ]);
  });

  test('weigh by their share, not by their size', () => {
    // 10% too much in one cell: the same residual in %, whether the cell is large or small.
    const errorsOf = (id: string) => {
      const fit = fitsOf(
        runOf((figures, { point }) => {
          if (point.id === id) figures.applicationUpBytesPerSecond *= 1.1;
        }),
        'long-polling',
      ).applicationUpBytesPerSecond;
      return fit?.cells.find(({ point }) => point === id)?.errorPercent ?? 0;
    };
    expect(errorsOf('100-200-160-250')).toBeCloseTo(errorsOf('100-1600-1024-500'), 1);
    expect(errorsOf('100-200-160-250')).toBeLessThan(-5);
  });

  test('rest on the valid trials of their blocks', () => {
    const run = runOf();
    const [spoilt, ...rest] = run.trials.filter(
      trial => trial.transport === 'sse' && trial.point === '1000',
    ) as MeasuredTrial[];
    if (!spoilt) throw new Error('no such trial');
    spoilt.status = 'invalid';
    spoilt.server.rssBytes *= 9;
    expect(valuesOf(fitsOf(run, 'sse').memoryBytes)).toEqual([
      expect.closeTo(3e6, 3),
      expect.closeTo(24_000, 5),
    ]);
    expect(fitsOf(run, 'sse').memoryBytes?.cells[0]?.blocks).toBe(2);
    for (const trial of rest) trial.status = 'invalid';
    expect(fitsOf(run, 'sse').memoryBytes).toBeNull();
    expect(fitsOf(run, 'sse').cpuMicrosPerSecond?.cells).toHaveLength(8);
  });
});

describe('the bytes of an empty long poll', () => {
  /** The grid without the cell with rare events; no poll of it runs out. */
  const busyGrid = () => {
    const run = runOf(
      undefined,
      2,
      gridPoints().filter(({ load }) => load.subscribers !== 2000),
    );
    for (const trial of run.trials)
      if (trial.status !== 'error' && trial.scenario === 'cost-model') trial.deliveries.emptyResponses = 0;
    return run;
  };
  const bytesOf = (run: Run) => fitsOf(run, 'long-polling').wireDownBytesPerSecond;

  test('come from idle subscribers', () => {
    const fit = bytesOf(busyGrid());
    expect(fit?.coefficients.map(({ term, takenFrom }) => [term, takenFrom])).toEqual([
      ['empty-poll', null],
      ['answer', null],
      ['kib', null],
    ]);
    expect(fit?.coefficients[0]?.value).toBeCloseTo(268, 3);
    expect(fit?.heldOut.find(({ point }) => point === '5000')?.errorPercent).toBeCloseTo(0, 3);
  });

  test('are those of an answer without them, and say so', () => {
    const run = busyGrid();
    run.scenarios = run.scenarios.filter(({ id }) => id !== 'idle');
    const fit = bytesOf(run);
    const [empty, answer, kib] = fit?.coefficients ?? [];
    expect(empty).toMatchObject({ term: 'empty-poll', takenFrom: 'answer' });
    expect([answer?.takenFrom, kib?.takenFrom]).toEqual([null, null]);
    expect(empty?.value).toBe(answer?.value);
    expect(answer?.value).toBeCloseTo(400, -1);
    // One coefficient less to fit: seven cells, two columns.
    expect(fit?.degreesOfFreedom).toBe(5);
    expect(fit?.covariance?.map(row => row.length)).toEqual([3, 3, 3]);
    expect(fit?.covariance?.[0]).toEqual(fit?.covariance?.[1]);
  });

  test('are not taken from an answer by a grid in which most polls of a cell run out', () => {
    const run = runOf();
    run.scenarios = run.scenarios.filter(({ id }) => id !== 'idle');
    const [empty] = bytesOf(run)?.coefficients ?? [];
    expect(empty).toMatchObject({ takenFrom: null, value: expect.closeTo(268, 3) });
  });

  test('are the only ones that may be taken from another term', () => {
    const run = runOf();
    run.scenarios = run.scenarios.filter(({ id }) => id !== 'idle');
    for (const transport of ['short-polling', 'sse', 'websocket'] as const) {
      const { wireDownBytesPerSecond: fit } = fitsOf(run, transport);
      expect(fit?.coefficients.every(({ takenFrom }) => takenFrom === null)).toBe(true);
    }
  });
});

describe('the tail of the cells', () => {
  const spreadRun = () => {
    const run = runOf();
    for (const trial of run.trials) {
      if (trial.status === 'error' || trial.scenario !== 'cost-model') continue;
      const p99 = Number(trial.point.split('-')[1]) / 100;
      trial.generator.scheduledInWindow = 2000;
      trial.latencyMs = trial.latencyMs && {
        ...trial.latencyMs,
        fromSchedule: { ...trial.latencyMs.fromSchedule, count: 2000, p99 },
      };
    }
    return run;
  };

  test('is the range and the median of their p99, those of held-out cells not among them', () => {
    // Rates of 20, 20, 200, 400, 800, 800, 1600 and 1600 per second; 1,200 is held out.
    expect(modelOf(spreadRun(), 'sse').tail).toEqual({ leastMs: 0.2, medianMs: 6, mostMs: 16 });
  });

  test('leaves out trials with too few notifications for a p99, and invalid ones', () => {
    const run = spreadRun();
    for (const trial of run.trials) {
      if (trial.status === 'error') continue;
      if (trial.point.includes('-20-')) trial.generator.scheduledInWindow = 90;
      if (trial.point.includes('-1600-')) trial.status = 'invalid';
    }
    expect(modelOf(run, 'sse').tail).toEqual({ leastMs: 2, medianMs: 6, mostMs: 8 });
  });

  test('is not that of short polling, whose latency is its interval', () => {
    expect(modelOf(spreadRun(), 'short-polling').tail).toBeNull();
  });

  test('is not known where no trial has one', () => {
    const run = spreadRun();
    for (const trial of run.trials) if (trial.status !== 'error') trial.latencyMs = null;
    expect(modelOf(run, 'sse').tail).toBeNull();
  });
});

describe('what the cells do not tell', () => {
  test('has no model: no run of the scenario, or no valid trial', () => {
    expect(costModelOf(madeRun([], []))).toEqual({});
    const run = runOf();
    for (const trial of run.trials)
      if (trial.transport === 'sse') (trial as MeasuredTrial).status = 'invalid';
    expect(Object.keys(costModelOf(run))).toEqual(['short-polling', 'long-polling', 'websocket']);
  });

  test('has no fit: fewer cells than terms', () => {
    const fits = fitsOf(runOf(undefined, 2, gridPoints().slice(0, 3)), 'websocket');
    expect(fits.cpuMicrosPerSecond).toBeNull();
    expect(fits.applicationDownBytesPerSecond).not.toBeNull();
  });

  test('has no fit: cells that change all terms in step', () => {
    const [first, second, third, fourth] = gridPoints();
    const same = [first, second, third, fourth].flatMap((point, index) =>
      point ? [{ ...point, id: `${index}`, load: { ...point.load, payloadBytes: 1024 } }] : [],
    );
    // With one size of payload, KiB and deliveries are the same thing.
    expect(fitsOf(runOf(undefined, 2, same), 'websocket').cpuMicrosPerSecond).toBeNull();
  });

  test('has no fit of the wire where nobody counted it', () => {
    const run = runOf();
    for (const trial of run.trials) if (trial.status !== 'error') trial.bandwidth.wire = null;
    expect(fitsOf(run, 'sse').wireDownBytesPerSecond).toBeNull();
    expect(fitsOf(run, 'sse').wireUpBytesPerSecond).toBeNull();
    expect(fitsOf(run, 'sse').applicationDownBytesPerSecond).not.toBeNull();
  });
});
