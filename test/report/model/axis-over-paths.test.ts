import { describe, expect, test } from 'vitest';
import { axisOf, curvesOn } from '../../../report/model/axis.ts';
import { apartByPath, sharedPath } from '../../../report/model/paths.ts';
import { viewPoint } from '../../../report/model/point.ts';
import type { Load } from '../../../scenarios/load/load.ts';
import type { Path } from '../../../scenarios/load/path.ts';
import { distanceRun, runOverPaths } from '../../made/path.ts';

const viewsOf = (run: ReturnType<typeof distanceRun>) =>
  run.scenarios.flatMap(scenario => scenario.points.map(point => viewPoint(run, scenario, point)));

/** The points of loads that nobody has measured. */
const untried = (points: { path?: Path; load?: Partial<Load> }[]) =>
  viewsOf(
    runOverPaths(points.map(({ path, load }, index) => ({ label: `${index}`, path, load, trials: {} }))),
  );

function axis(points: Parameters<typeof untried>[0]) {
  const found = axisOf(untried(points));
  if (!found) throw new Error('these points have an axis');
  return found;
}

const numbersOf = (points: Parameters<typeof untried>[0]) =>
  curvesOn(axis(points)).map(({ shared, placed }) => [shared, ...placed.map(({ x }) => x)]);

describe('the axis of points over paths', () => {
  test('is a number of the path', () => {
    const near = [80, 1, 20].map(rttMs => ({ path: { rttMs } }));
    expect(axis(near)).toMatchObject({ title: 'Round trip of the path (ms)', unit: 'ms of round trip' });
    expect(numbersOf(near)).toEqual([[null, 1, 20, 80]]);
    const jittered = [0, 5, 20].map(jitterMs => ({ path: { rttMs: 80, ...(jitterMs && { jitterMs }) } }));
    expect(axis(jittered).title).toBe('Jitter of the path (ms)');
    expect(numbersOf(jittered)).toEqual([[null, 0, 5, 20]]);
  });

  test('counts a path without loss as one with a loss of 0', () => {
    const points = [0, 0.5, 1, 3].map(lossPercent => ({
      path: { rttMs: 80, ...(lossPercent && { lossPercent }) },
    }));
    expect(axis(points).title).toBe('Loss of the path, each way (%)');
    expect(numbersOf(points)).toEqual([[null, 0, 0.5, 1, 3]]);
  });

  test('is the bandwidth, also where both directions have the same', () => {
    const bandwidths = [1000, 256, 4000];
    const down = bandwidths.map(kbit => ({ path: { rttMs: 20, downKbitPerSecond: kbit } }));
    const both = bandwidths.map(kbit => ({
      path: { rttMs: 20, downKbitPerSecond: kbit, upKbitPerSecond: kbit },
    }));
    for (const points of [down, both]) {
      expect(axis(points).unit).toBe('kbit/s');
      expect(numbersOf(points)).toEqual([[null, 256, 1000, 4000]]);
    }
    const unequal = bandwidths.map((kbit, index) => ({
      path: { rttMs: 20, downKbitPerSecond: kbit, upKbitPerSecond: 100 * (index + 1) },
    }));
    expect(axisOf(untried(unequal))).toBeNull();
  });

  test('is not that of a point without a path', () => {
    const points = [{}, ...[20, 80, 300].map(rttMs => ({ path: { rttMs } }))];
    expect(numbersOf(points)).toEqual([[null, 20, 80, 300]]);
    expect(axis(points).variants).toHaveLength(1);
  });
});

describe('several curves', () => {
  test('two rates are two curves, each named by its rate', () => {
    const found = axisOf(viewsOf(distanceRun()));
    expect(found?.title).toBe('Round trip of the path (ms)');
    expect(found && curvesOn(found).map(({ shared }) => shared)).toEqual(['1 a second', '10 a second']);
    expect(found?.others[0]?.placed.map(({ x }) => x)).toEqual([1, 80, 200]);
    expect(found?.variants).toEqual([]);
  });

  test('single losses and bursts are two curves; the point without loss is on the first', () => {
    const losses = [0, 1, 3].map(lossPercent => ({
      path: { rttMs: 80, ...(lossPercent && { lossPercent }) },
    }));
    const bursts = [1, 3].map(lossPercent => ({ path: { rttMs: 80, lossPercent, lossBurstPackets: 5 } }));
    expect(numbersOf([...losses, ...bursts])).toEqual([
      ['each loss by itself', 0, 1, 3],
      ['losses in bursts of 5', 1, 3],
    ]);
  });

  test('a payload at two bandwidths is a curve for each', () => {
    const points = [256, 1000].flatMap(kbit =>
      [200, 1024, 16_384].map(payloadBytes => ({
        path: { rttMs: 20, downKbitPerSecond: kbit, upKbitPerSecond: kbit },
        load: { payloadBytes },
      })),
    );
    expect(numbersOf(points)).toEqual([
      ['256 kbit/s', 200, 1024, 16_384],
      ['1,000 kbit/s', 200, 1024, 16_384],
    ]);
  });

  test('groups that differ by two more numbers stay off the axis', () => {
    const near = [1, 20, 80].map(rttMs => ({
      path: { rttMs },
      load: { payloadBytes: 100, subscribers: 10 },
    }));
    const far = [1, 20, 80].map(rttMs => ({ path: { rttMs }, load: { payloadBytes: 200, subscribers: 20 } }));
    expect(numbersOf([...near, ...far])).toEqual([[null, 1, 20, 80]]);
    expect(axis([...near, ...far]).variants).toHaveLength(3);
  });

  test('groups that differ by something without a number stay off the axis', () => {
    const near = [1, 20, 80].map(rttMs => ({ path: { rttMs } }));
    const bbr = [1, 20].map(rttMs => ({ path: { rttMs, congestionControl: 'bbr' as const } }));
    expect(numbersOf([...near, ...bbr])).toEqual([[null, 1, 20, 80]]);
    expect(axis([...near, ...bbr]).variants).toHaveLength(2);
  });
});

test('points without a path stand apart from those over one', () => {
  const views = untried([{}, { path: { rttMs: 80 } }, {}, { path: { rttMs: 20 } }]);
  const labels = apartByPath(views).map(part => part.map(({ point }) => point.label));
  expect(labels).toEqual([
    ['0', '2'],
    ['1', '3'],
  ]);
  expect(apartByPath(untried([{}, {}]))).toHaveLength(1);
  expect(apartByPath([])).toEqual([]);
});

test('a path is shared only if every point has the same', () => {
  const rates = [1, 10].map(ratePerSecond => ({
    path: { rttMs: 80, lossPercent: 1 },
    load: { arrivals: { kind: 'periodic' as const, ratePerSecond } },
  }));
  expect(sharedPath(untried(rates))).toEqual({ rttMs: 80, lossPercent: 1 });
  expect(sharedPath(untried([...rates, {}]))).toBeNull();
  expect(sharedPath(untried([{}, {}]))).toBeNull();
  expect(sharedPath(untried([{ path: { rttMs: 80 } }, { path: { rttMs: 20 } }]))).toBeNull();
});
