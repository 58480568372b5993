import { expect, test } from 'vitest';
import { makeTrials } from '../../../bench/run/trial-loop.ts';
import { planOf, settingsOf } from '../../harness/trial-setup.ts';
import { madeTrial } from '../../made/run.ts';

/** Which attempts are made, if the cells of these orders are invalid so many times. */
async function attemptsMade(invalidTimes: readonly number[], repeats = 1): Promise<string[]> {
  const plans = [...invalidTimes, 0].map((_, order) => ({
    ...planOf('sse'),
    block: order < invalidTimes.length ? 0 : 1,
    order,
  }));
  const left = [...invalidTimes];
  const heard: string[] = [];
  await makeTrials(plans, {
    settings: settingsOf(),
    run: async ({ order, attempt, block }) => {
      const isDisturbed = (left[order] ?? 0) > 0;
      left[order] = (left[order] ?? 0) - 1;
      const trial = madeTrial({ scenario: 's', point: 'p0', transport: 'sse', block });
      return { ...trial, order, attempt, status: isDisturbed ? 'invalid' : 'valid' };
    },
    repeats,
    onBlock: async () => {},
    onTrialStart() {},
    onTrial: ({ order, attempt, status }) => void heard.push(`${order}.${attempt} ${status}`),
    onPoint() {},
  });
  return heard;
}

test('a cell that stays invalid is made once more at the end of its block', async () => {
  const heard = await attemptsMade([0, 2, 1, 0]);
  expect(heard).toEqual([
    '0.0 valid',
    '1.0 invalid',
    '1.1 invalid',
    '2.0 invalid',
    '2.1 valid',
    '3.0 valid',
    '1.2 valid',
    '4.0 valid',
  ]);
});

test('not if many cells of the block stay invalid, nor where nothing is repeated', async () => {
  const late = (heard: string[]) => heard.filter(one => one.includes('.2 '));
  expect(late(await attemptsMade([2, 2, 0, 0]))).toEqual([]);
  expect(late(await attemptsMade([9, 0, 0, 0], 0))).toEqual([]);
  expect(late(await attemptsMade([9, 0, 0, 0]))).toEqual(['0.2 invalid']);
});
