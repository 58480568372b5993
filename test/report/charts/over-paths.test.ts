import { describe, expect, test } from 'vitest';
import { METRICS, type Measure } from '../../../analysis/comparison/transports.ts';
import { curveFigure } from '../../../report/charts/curve.ts';
import { roundTripsFigure } from '../../../report/charts/round-trips.ts';
import type { CurveSpec, SharesSpec } from '../../../report/charts/spec.ts';
import { transitsFigure } from '../../../report/charts/transits.ts';
import { axisOf, curvesOn } from '../../../report/model/axis.ts';
import { metricsOf } from '../../../report/model/metric.ts';
import { viewPoint } from '../../../report/model/point.ts';
import { MEAN_LATENCY } from '../../../report/model/predicted.ts';
import type { Run } from '../../../results/format/run.ts';
import { withoutKnownSpreads } from '../../harness/session-alone.ts';
import { madePhases, madeVisits } from '../../made/outcomes.ts';
import { distanceRun, runOverPaths, transitOf } from '../../made/path.ts';

withoutKnownSpreads();

const viewsOf = (run: Run) =>
  run.scenarios.flatMap(scenario => scenario.points.map(point => viewPoint(run, scenario, point)));

function curvesOf(run: Run) {
  const axis = axisOf(viewsOf(run));
  if (!axis) throw new Error('these points have an axis');
  return curvesOn(axis);
}

function specOf(run: Run, measure: Measure, index = 0): CurveSpec {
  const curves = curvesOf(run);
  const { spec } = curveFigure(curves[index] as (typeof curves)[number], measure, 'quick', curves);
  if (spec.kind !== 'curve') throw new Error('a sweep is drawn as a curve');
  return spec;
}

const p50 = METRICS.find(({ id }) => id === 'p50') as Measure;

describe('a sweep over round trips', () => {
  test('has an axis in ms, logarithmic, and a chart for each rate', () => {
    const figures = curvesOf(distanceRun()).map(curve => curveFigure(curve, p50, 'quick'));
    expect(figures.map(({ title }) => title)).toEqual([
      'Median latency, by round trip: 1 a second',
      'Median latency, by round trip: 10 a second',
    ]);
    expect(specOf(distanceRun(), p50)).toMatchObject({
      xAxis: 'Round trip of the path (ms)',
      logarithmic: { x: true, y: true },
    });
  });

  test('charts beside each other reach the same values', () => {
    const run = distanceRun();
    const [first, second] = [specOf(run, p50, 0), specOf(run, p50, 1)];
    expect(first.ends).toBeDefined();
    expect(first.ends).toEqual(second.ends);
    const values = [first, second].flatMap(({ lines }) =>
      lines.flatMap(({ points }) => points.map(({ y }) => y[0])),
    );
    for (const value of values) {
      expect(value).toBeGreaterThanOrEqual(first.ends?.[0] ?? Number.POSITIVE_INFINITY);
      expect(value).toBeLessThanOrEqual(first.ends?.[1] ?? 0);
    }
  });

  test('says where polling overtakes', () => {
    const texts = curvesOf(distanceRun()).map(curve =>
      curveFigure(curve, p50, 'quick')
        .checks.map(({ text }) => text)
        .join(' '),
    );
    // At 1 a second long polling always has its poll there; at 10 it does not from 200 ms on.
    expect(texts[0]).not.toMatch(/Cross-over/);
    expect(texts[1]).toMatch(
      /Cross-over: short polling falls below long polling .*\d ms of round trip \(between 80 and 200\)/,
    );
  });
});

describe('the models along a sweep', () => {
  test('are lines of their own, where they predict the measure', () => {
    const { models = [], lines } = specOf(distanceRun(), MEAN_LATENCY);
    expect(models.map(({ transport }) => transport)).toEqual(lines.map(({ transport }) => transport));
    const sse = models.find(({ transport }) => transport === 'sse');
    expect(sse?.points.map(([x]) => x)).toEqual([1, 80, 200]);
    const measured = lines.find(({ transport }) => transport === 'sse')?.points[1]?.y[0];
    // The made-up theory is 2% below what was measured.
    expect((measured ?? 0) / (sse?.points[1]?.[1] ?? 1)).toBeCloseTo(1.02, 6);
    expect(specOf(distanceRun(), p50).models).toBeUndefined();
  });

  test('a sentence says how near they are, and warns where one is off', () => {
    const run = distanceRun();
    const checksOf = () => {
      const [curve] = curvesOf(run);
      return curve ? curveFigure(curve, MEAN_LATENCY, 'quick').checks : [];
    };
    expect(checksOf().at(-1)).toEqual({
      warn: false,
      text: expect.stringMatching(
        /^The models \(wide and pale\) are within 5% at 15 of 15 values\. Furthest off: /,
      ),
    });
    for (const trial of run.trials) {
      if (trial.status === 'error' || trial.point !== 'p1' || trial.transport !== 'long-polling') continue;
      const mean = trial.theory?.quantities.find(({ quantity }) => quantity === 'latencyMeanMs');
      if (mean) mean.predicted = mean.measured / 1.2;
    }
    expect(checksOf().at(-1)).toEqual({
      warn: true,
      text: expect.stringMatching(
        /at 14 of 15 values\. Furthest off: long polling at 80 ms of round trip \(\+20\.0%\)\.$/,
      ),
    });
  });
});

describe('the distribution in transits', () => {
  const at = (label: string) => {
    const view = viewsOf(distanceRun()).find(({ point }) => point.label === label);
    if (!view) throw new Error(`no point ${label}`);
    return transitsFigure(view, transitOf(view.point.load.path ?? { rttMs: 0 }));
  };
  const spec = (label: string) => at(label)?.spec as SharesSpec;

  test('shows the one to three transits of long polling', () => {
    const line = spec('200 ms, 10 a second').lines.find(({ transport }) => transport === 'long-polling');
    const places = line?.points.map(([x]) => x) ?? [];
    expect(Math.min(...places)).toBeCloseTo(1, 1);
    expect(Math.max(...places)).toBeCloseTo(3.2, 0);
    expect(at('200 ms, 10 a second')?.summary).toMatch(
      /^One transit takes 100\sms\. .*long polling 1\.0\d to 3\.\d\d/,
    );
    const single = spec('200 ms, 1 a second').lines.find(({ transport }) => transport === 'long-polling');
    expect(Math.max(...(single?.points.map(([x]) => x) ?? []))).toBeLessThan(1.2);
  });

  test('ends where the axis ends, and says whose deliveries lie beyond', () => {
    const far = at('1 ms, 10 a second');
    const { most, lines } = spec('1 ms, 10 a second');
    const polled = lines.find(({ transport }) => transport === 'short-polling')?.points ?? [];
    expect(polled.filter(([x]) => x > most)).toHaveLength(1);
    expect(far?.checks.map(({ text }) => text)).toEqual([
      'Some deliveries took more than 6 transits and are not drawn: short polling.',
    ]);
    expect(far?.table.rows).toHaveLength(5);
  });

  test('of a point without latencies is none', () => {
    const [view] = viewsOf(runOverPaths([{ label: 'a', path: { rttMs: 80 }, trials: {} }]));
    expect(view && transitsFigure(view, 40)).toBeNull();
  });
});

describe('visits in round trips', () => {
  const visits = (path: { rttMs: number } | undefined) => ({
    label: path ? `${path.rttMs} ms` : 'near',
    path,
    load: { visits: { connection: 'cold' as const, closing: 'handshake' as const, backlog: 1 } },
    trials: { sse: {}, websocket: {} },
    outcome: { visits: madeVisits(), phases: madePhases({ 'to-first': 2.5 * (path?.rttMs ?? 1) }) },
  });

  test('are drawn along their round trips, in round trips', () => {
    const [curve] = curvesOf(runOverPaths([20, 80, 300].map(rttMs => visits({ rttMs }))));
    const found = curve && roundTripsFigure(curve, 'quick');
    expect(found?.title).toBe('Mean time to the first notification in round trips, by round trip');
    if (found?.spec.kind !== 'curve') throw new Error('round trips are drawn as a curve');
    const { lines } = found.spec;
    expect(lines.map(({ transport }) => transport)).toEqual(['sse', 'websocket']);
    for (const { points } of lines) {
      for (const { y } of points) expect(y[0]).toBeCloseTo(2.5, 1);
    }
  });

  test('have the model’s line beside the measured time', () => {
    const modelled = [20, 80, 300].map(rttMs => {
      const point = visits({ rttMs });
      const quantity = 'toFirstMeanMs' as const;
      const one = { quantity, predicted: 2 * rttMs, measured: 2.5 * rttMs, residualPercent: 25 };
      return { ...point, outcome: { ...point.outcome, theory: { quantities: [one], distribution: null } } };
    });
    const run = runOverPaths(modelled);
    const toFirst = metricsOf(viewsOf(run)).find(({ id }) => id === 'to-first') as Measure;
    const { models } = specOf(run, toFirst);
    expect(models?.map(({ transport }) => transport)).toEqual(['sse', 'websocket']);
    for (const { points } of models ?? [])
      expect(points).toEqual([20, 80, 300].map(rttMs => [rttMs, 2 * rttMs]));
  });

  test('are none without visits, and none without a delay', () => {
    const [curve] = curvesOf(distanceRun());
    expect(curve && roundTripsFigure(curve, 'quick')).toBeNull();
    const rates = [1, 10, 100].map(ratePerSecond => ({
      ...visits({ rttMs: 0 }),
      load: { ...visits(undefined).load, arrivals: { kind: 'poisson' as const, ratePerSecond } },
    }));
    const [still] = curvesOf(runOverPaths(rates));
    expect(still && roundTripsFigure(still, 'quick')).toBeNull();
  });
});
