import { expect, test } from 'vitest';
import {
  estimatedSeconds,
  pathCalibrationSeconds,
  planTrials,
  watchingSeconds,
} from '../../../bench/run/plan.ts';
import { secondsLeft } from '../../../scripts/terminal/time-left.ts';
import { madeScenario } from '../../made/run.ts';

const planned = planTrials([madeScenario('ticker', 2)], 7);
const perBlock = planned.length / 2;
const begun = (...attempts: number[]) =>
  attempts.flatMap((attempt, index) => (planned[index] ? [{ ...planned[index], attempt }] : []));

test('time left is that of the trials to come, and of what is measured before later blocks', () => {
  const watching = watchingSeconds('quick', planned.slice(perBlock));
  expect(watching).toBeGreaterThan(0);
  expect(secondsLeft(planned, 0, begun(0), 'quick')).toBeCloseTo(estimatedSeconds(planned) + watching);
  const last = planned.slice(perBlock);
  expect(secondsLeft(planned, perBlock, begun(0), 'quick')).toBeCloseTo(estimatedSeconds(last));
});

test('if half of the trials had to be made again, half of the rest will', () => {
  const [first, second] = planned;
  if (!first || !second) throw new Error('no plan');
  const made = [
    { ...first, attempt: 0 },
    { ...first, attempt: 1 },
    { ...second, attempt: 0 },
  ];
  const last = planned.slice(perBlock);
  expect(secondsLeft(planned, perBlock, made, 'quick')).toBeCloseTo(1.5 * estimatedSeconds(last));
});

test('a path that is still to be calibrated takes its time too', () => {
  const far = planned.map(one => ({ ...one, load: { ...one.load, path: { rttMs: 80 } } }));
  const left = (index: number) => secondsLeft(far, index, [], 'quick');
  const watching = watchingSeconds('quick', far.slice(perBlock));
  expect(left(0)).toBeCloseTo(estimatedSeconds(far) + watching + pathCalibrationSeconds(far));
  expect(left(1)).toBeCloseTo(estimatedSeconds(far.slice(1)) + watching);
});
