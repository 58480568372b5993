import { describe, expect, test } from 'vitest';
import { estimatedSeconds, pathCalibrationSeconds, planTrials } from '../../../bench/run/plan.ts';
import { withPreset } from '../../../bench/run/presets.ts';
import type { Path } from '../../../scenarios/load/path.ts';
import { notifications as anyNotifications } from '../../../scenarios/notifications.ts';
import type { Point } from '../../../scenarios/scenario.ts';
import { ticker as anyTicker } from '../../../scenarios/ticker.ts';

const notifications = withPreset(anyNotifications, 'quick');
const ticker = withPreset(anyTicker, 'quick');

const names = (seed: number) =>
  planTrials([notifications, ticker], seed).map(plan => `${plan.block} ${plan.scenario} ${plan.transport}`);

test('each block has each transport of each point once, the floor among them', () => {
  const plans = planTrials([notifications, ticker], 1);
  const floors = plans.filter(plan => plan.transport === 'tcp-floor');
  expect(new Set(names(1)).size).toBe(plans.length);
  expect(plans.length).toBe(3 * 2 * 5);
  expect(floors.map(plan => plan.block)).toEqual([0, 0, 1, 1, 2, 2]);
});

test('the same seed gives the same order and schedules, another seed another', () => {
  expect(planTrials([ticker], 7)).toEqual(planTrials([ticker], 7));
  expect(names(7)).not.toEqual(names(8));
});

test('all transports of a block share a schedule that no other block has', () => {
  const seeds = Map.groupBy(planTrials([ticker], 3), plan => plan.block);
  const perBlock = [...seeds.values()].map(plans => [...new Set(plans.map(plan => plan.seed))]);
  expect(perBlock.map(own => own.length)).toEqual([1, 1, 1]);
  expect(new Set(perBlock.flat()).size).toBe(3);
});

test('a scenario that is read back from run.json gives the same plan', () => {
  const readBack = JSON.parse(JSON.stringify([notifications, ticker]));
  expect(planTrials(readBack, 5)).toEqual(planTrials([notifications, ticker], 5));
});

test('a point with fewer blocks than its scenario has no trial in the others, and keeps that in run.json', () => {
  const points = anyTicker.points.flatMap(point => [point, { ...point, id: 'short', blocks: { quick: 1 } }]);
  const scenario = withPreset({ ...anyTicker, points }, 'quick');
  const blocksOf = (id: string) =>
    new Set(planTrials([scenario], 3).flatMap(({ point, block }) => (point === id ? block : [])));
  expect(blocksOf('short')).toEqual(new Set([0]));
  expect(blocksOf('default')).toEqual(new Set([0, 1, 2]));
  expect(scenario.points.map(({ blocks }) => blocks)).toEqual([undefined, 1]);
  // Of a preset for which it says nothing, it has as many as the others.
  expect(withPreset({ ...anyTicker, points }, 'standard').points[1]?.blocks).toBeUndefined();
});

describe('over paths', () => {
  const template = anyTicker.points[0] as Point;
  const over = (...paths: Path[]) =>
    planTrials(
      [
        withPreset(
          {
            ...anyTicker,
            points: paths.map((path, index) => ({
              ...template,
              id: `p${index}`,
              load: { ...template.load, path },
            })),
          },
          'quick',
        ),
      ],
      3,
    );

  test('each path is calibrated once, whatever the order of its numbers', () => {
    const one = pathCalibrationSeconds(over({ rttMs: 80 }));
    expect(one).toBeGreaterThan(0);
    const lossy = pathCalibrationSeconds(over({ rttMs: 80, lossPercent: 1 }));
    expect(lossy).toBeGreaterThan(one);
    const far = over({ rttMs: 80, lossPercent: 1 }, { lossPercent: 1, rttMs: 80 }, { rttMs: 80 });
    expect(pathCalibrationSeconds(far)).toBeCloseTo(lossy + one);
    expect(pathCalibrationSeconds(planTrials([ticker], 3))).toBe(0);
  });

  test('a path that an earlier trial had is calibrated already', () => {
    const plans = over({ rttMs: 80 }, { rttMs: 300 });
    const other = pathCalibrationSeconds(over({ rttMs: 300 }));
    expect(pathCalibrationSeconds(plans.slice(1), plans.slice(0, 1))).toBeCloseTo(other);
    expect(pathCalibrationSeconds(plans.slice(-1), plans.slice(0, -1))).toBe(0);
  });

  test('a trial takes longer by some round trips', () => {
    const near = estimatedSeconds(over({ rttMs: 0 }));
    const far = estimatedSeconds(over({ rttMs: 300 }));
    expect(far - near).toBeCloseTo(over({ rttMs: 0 }).length * 0.9);
  });
});
