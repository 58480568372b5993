import { expect, test } from 'vitest';
import type { PlannedTrial } from '../bench/plan.ts';
import { makeTrials } from '../bench/trial-loop.ts';
import type { Trial } from '../bench/trial-schema.ts';
import { planOf, settingsOf } from './trial-setup.ts';

test('a search makes a trial for each number that it comes to', async () => {
  const template = planOf('sse');
  const planned: PlannedTrial = {
    ...template,
    windowSeconds: 0.5,
    load: { ...template.load, subscribers: 4, overload: true },
    search: { objectiveP99Ms: 10_000, maxSubscribers: 20, halvings: 1 },
  };
  const trials: Trial[] = [];
  const points: string[] = [];
  await makeTrials([planned], {
    settings: settingsOf(),
    repeats: 0,
    onTrialStart() {},
    onTrial: trial => void trials.push(trial),
    onPoint: (_, point) => void points.push(`${point.id}: ${point.load.subscribers}`),
  });
  expect(points).toEqual(['4: 4', '8: 8', '16: 16', '20: 20']);
  expect(trials.map(({ point }) => point)).toEqual(['4', '8', '16', '20']);
});
