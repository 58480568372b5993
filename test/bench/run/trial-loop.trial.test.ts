import { expect, test } from 'vitest';
import type { PlannedTrial } from '../../../bench/run/plan.ts';
import { makeTrials } from '../../../bench/run/trial-loop.ts';
import type { TrialPlan } from '../../../bench/trial/trial-plan.ts';
import type { Trial } from '../../../results/format/trial.ts';
import { planOf, settingsOf } from '../../harness/trial-setup.ts';

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
    onBlock: async () => {},
    onTrialStart() {},
    onTrial: trial => void trials.push(trial),
    onPoint: (_, point) => void points.push(`${point.id}: ${point.load.subscribers}`),
  });
  expect(points).toEqual(['4: 4', '8: 8', '16: 16', '20: 20']);
  expect(trials.map(({ point }) => point)).toEqual(['4', '8', '16', '20']);
});

test('a number that a search comes to has its path in its label', async () => {
  const template = planOf('sse');
  const labels: string[] = [];
  await makeTrials(
    [
      {
        ...template,
        load: { ...template.load, subscribers: 4, overload: true, path: { rttMs: 80 } },
        search: { objectiveP99Ms: 10_000, maxSubscribers: 20, halvings: 1 },
      },
    ],
    {
      settings: settingsOf(),
      repeats: 0,
      onBlock: async () => {},
      onTrialStart() {},
      // The loopback has no path, so the trial is an error and the search ends.
      onTrial: ({ status }) => expect(status).toBe('error'),
      onPoint: (_, { label }) => void labels.push(label),
    },
  );
  expect(labels).toEqual(['4 subscribers, over rtt=80ms']);
});

test('each block is announced once, before its first trial', async () => {
  const template = { ...planOf('sse'), windowSeconds: 0.3 };
  const heard: string[] = [];
  const options = {
    settings: settingsOf(),
    repeats: 0,
    onBlock: async () => void heard.push('block'),
    onTrialStart: ({ block, order }: TrialPlan) => void heard.push(`${block}.${order}`),
    onTrial() {},
    onPoint() {},
  };
  const plans = [0, 0, 1].map((block, order) => ({ ...template, block, order }));
  await makeTrials(plans, options);
  expect(heard).toEqual(['block', '0.0', '0.1', 'block', '1.2']);
});
