import { describe, expect, test } from 'vitest';
import { knownSpread, knownValueSpread } from '../../../analysis/comparison/known-spread.ts';
import {
  compare,
  METRICS,
  type MetricId,
  pairedRatios,
  percentileMs,
  validOf,
} from '../../../analysis/comparison/transports.ts';
import type { MeasuredTrial, Trial } from '../../../results/format/trial.ts';
import { madePathFigures } from '../../made/paths.ts';
import { failedTrial, type Made, madeTrial, spreadMs } from '../../made/run.ts';

const place = { scenario: 's', point: 'p0', transport: 'sse' as const };
const trial = (block: number, over: Partial<Made> = {}) => madeTrial({ ...place, block }, over);
const costing = (...micros: number[]) =>
  micros.map((cpuMicrosPerDelivery, block) => trial(block, { cpuMicrosPerDelivery }));
const cpuOf = ({ server }: MeasuredTrial) => server.cpuMicrosPerDelivery;

function metric(id: MetricId) {
  const found = METRICS.find(one => one.id === id);
  if (!found) throw new Error(`no metric ${id}`);
  return found;
}

describe('metrics of a trial', () => {
  test('are its latency, its CPU and its bytes, each with a unit', () => {
    const one = trial(0, {
      latenciesMs: spreadMs(1, 2),
      cpuMicrosPerDelivery: 12,
      payloadBytes: 100,
      overheadDown: 20,
      up: 5,
      wire: 190,
    });
    const figures = METRICS.map(({ id, unit, of }) => [id, of(one), unit]);
    expect(figures).toEqual([
      ['p50', expect.closeTo(1.5, 2), 'ms'],
      ['p99', expect.closeTo(1.99, 2), 'ms'],
      ['cpu', 12, 'µs'],
      ['bytes', 125, 'B'],
      ['wire', 190, 'B'],
    ]);
  });

  test('are null where there is nothing to tell them by', () => {
    const empty = trial(0, { latenciesMs: null, received: 0 });
    expect(METRICS.map(({ of }) => of(empty))).toEqual([null, null, null, null, null]);
    expect(metric('wire').of(trial(0))).toBeNull();
  });

  test('hold no percentile that the deliveries do not reach', () => {
    const few = trial(0, { latenciesMs: spreadMs(1, 2, 99) });
    expect(percentileMs(few, 'fromSchedule', 'p99')).toBeNull();
    expect(percentileMs(few, 'fromPublish', 'p50')).toBeCloseTo(1.45, 2);
  });
});

test('p99 needs a notification beyond it, however many subscribers it went to', () => {
  const fanOut = trial(0, { latenciesMs: spreadMs(1, 2, 11_000) });
  expect(percentileMs(fanOut, 'fromSchedule', 'p99')).not.toBeNull();
  fanOut.generator.scheduledInWindow = 22;
  expect(percentileMs(fanOut, 'fromSchedule', 'p99')).toBeNull();
  expect(percentileMs(fanOut, 'fromSchedule', 'p50')).not.toBeNull();
});

describe('pairs', () => {
  test('of a block that was tried again, the last valid attempt counts', () => {
    const again = { ...trial(0, { cpuMicrosPerDelivery: 30 }), attempt: 1 };
    const third = { ...trial(0), attempt: 2, status: 'invalid' as const };
    expect(validOf([again, trial(0), third, trial(1)])).toEqual([again, trial(1)]);
  });

  test('are made of valid trials of the same block, in whatever order they come', () => {
    const subject = [...costing(20, 40, 60)].reverse();
    const baseline = [
      ...costing(10, 10),
      { ...trial(2), status: 'invalid' as const },
      failedTrial({ ...place, block: 3 }, []),
    ];
    expect(pairedRatios(subject, baseline, cpuOf)).toEqual([
      { block: 0, ratio: 2 },
      { block: 1, ratio: 4 },
    ]);
  });

  test('leave out blocks without a figure, or with a figure that has no ratio', () => {
    const odd = [0, -1, Number.NaN, Number.POSITIVE_INFINITY, null, 5];
    const figure = ({ block, attempt }: MeasuredTrial) => (attempt === 1 ? (odd[block] ?? null) : 10);
    const plain = odd.map((_, block) => trial(block));
    const odder = plain.map(one => ({ ...one, attempt: 1 }));
    expect(pairedRatios(odder, plain, figure)).toEqual([{ block: 5, ratio: 0.5 }]);
    expect(pairedRatios(plain, odder, figure)).toEqual([{ block: 5, ratio: 2 }]);
  });
});

describe('a comparison', () => {
  test('finds the difference that a slow machine hides from ranges', () => {
    // From block to block the machine gets four times as slow; the ratio stays about 1.3.
    const baseline = costing(10, 16, 24, 32, 40);
    const subject = costing(13, 21, 31, 42, 52);
    const { ratios, interval, verdict } = compare(subject, baseline, metric('cpu'));
    expect(ratios).toHaveLength(5);
    expect(interval).toMatchObject({ blocks: 5, method: 'bootstrap', median: expect.closeTo(1.3, 6) });
    expect(verdict).toBe('more');
    expect(compare(baseline, subject, metric('cpu')).verdict).toBe('less');
  });

  test('finds none where the ratio goes either way', () => {
    const baseline = costing(10, 10, 10, 10, 10);
    expect(compare(costing(8, 13, 9, 12, 11), baseline, metric('cpu')).verdict).toBe('unresolved');
    expect(compare(costing(10.1, 9.9, 10, 10.2, 9.8), baseline, metric('cpu')).verdict).toBe('equal');
  });

  test('has no interval of fewer than two pairs', () => {
    expect(compare(costing(20), costing(10), metric('cpu'))).toMatchObject({
      ratios: [{ block: 0, ratio: 2 }],
      interval: null,
      verdict: 'unresolved',
    });
    expect(compare([], costing(10), metric('cpu'))).toMatchObject({ ratios: [], interval: null });
  });

  test('says how few blocks it rests on', () => {
    const { interval } = compare(costing(20, 21, 22), costing(10, 10, 10), metric('cpu'));
    expect(interval).toMatchObject({ blocks: 3, method: 'student-t' });
  });
});

describe('over a path', () => {
  const far = (over: (block: number) => Partial<Made>) =>
    [0, 1, 2].map(block => ({ ...trial(block, over(block)), path: madePathFigures() }));
  const floor = (over: Partial<Made>) =>
    [0, 1, 2].map(block => ({
      ...madeTrial({ ...place, transport: 'websocket' as const, block }, over),
      path: madePathFigures(),
    }));
  const methodOf = (subject: Trial[], baseline: Trial[], id: MetricId) =>
    compare(subject, baseline, metric(id)).interval?.method;

  test('latency has no recorded spread, and CPU the widest of any scenario', () => {
    const [subject, baseline] = [far(block => ({ cpuMicrosPerDelivery: 10 + block })), floor({})];
    const near = (trials: ReturnType<typeof far>) =>
      trials.map(({ path: _, ...rest }) => rest as MeasuredTrial);
    expect(methodOf(near(subject), near(baseline), 'p50')).toBe('between-sessions');
    expect(methodOf(subject, baseline, 'p50')).not.toBe('between-sessions');
    expect(methodOf(subject, baseline, 'p99')).not.toBe('between-sessions');
    expect(methodOf(subject, baseline, 'cpu')).toBe('between-sessions');
  });

  test('the spread of a scenario is not that of its points over a path', () => {
    const at = (isOverPath: boolean, scenario = 'notifications') => ({ scenario, isOverPath });
    const sigmas = ['notifications', 'ticker', 'trace'].map(scenario =>
      [false, true].map(isOver => knownSpread('cpu', 'sse', 'websocket', at(isOver, scenario))?.sigma ?? 0),
    );
    // It is the widest of all scenarios, so one of them may have it already.
    for (const [near = 0, over] of sigmas) expect(over).toBeGreaterThanOrEqual(near);
    expect(sigmas.some(([near = 0, over = 0]) => over > near)).toBe(true);
    expect(knownSpread('p50', 'sse', 'websocket', at(true))).toBeNull();
    expect(knownValueSpread('p99', 'sse', at(true))).toBeNull();
    expect(knownValueSpread('p99', 'sse', at(false))).not.toBeNull();
  });
});
