import { expect, test } from 'vitest';
import { planTrials } from '../../../bench/run/plan.ts';
import { withPreset } from '../../../bench/run/presets.ts';
import { notifications as anyNotifications } from '../../../scenarios/notifications.ts';
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
