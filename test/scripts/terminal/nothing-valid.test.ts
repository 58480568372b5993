import { expect, test } from 'vitest';
import type { Trial } from '../../../results/format/trial.ts';
import { nothingValid } from '../../../scripts/terminal/nothing-valid.ts';
import { place } from '../../made/point.ts';
import { failedTrial, madeRun, madeScenario, madeTrial } from '../../made/run.ts';

const runOf = (trials: Trial[]) => madeRun([madeScenario('s', 1)], trials);
const valid = madeTrial(place('sse'));
const invalid: Trial = { ...valid, status: 'invalid', reasons: ['busy'] };

test('a run in which no trial is valid has no result, and says so', () => {
  expect(nothingValid(runOf([invalid, invalid]))).toBe(
    'no trial of this run is valid (2 invalid): it has no result',
  );
  expect(nothingValid(runOf([invalid, failedTrial(place('websocket'), ['gone'])]))).toBe(
    'no trial of this run is valid (1 invalid, 1 in error): it has no result',
  );
});

test('one valid trial is a result, also of an external tool; an interrupted run says so itself', () => {
  expect(nothingValid(runOf([invalid, valid]))).toBeNull();
  expect(nothingValid({ ...runOf([invalid]), toolTrials: [{ ...valid, tool: 'k6' }] })).toBeNull();
  const run = runOf([invalid]);
  expect(nothingValid({ ...run, run: { ...run.run, status: 'interrupted' } })).toBeNull();
});

test('a smoke run has no result anyway: that its trials are invalid is no failure, that all broke is', () => {
  const smoke = (trials: Trial[]) => {
    const run = runOf(trials);
    return { ...run, run: { ...run.run, preset: 'smoke' as const } };
  };
  expect(nothingValid(smoke([invalid]))).toBeNull();
  expect(nothingValid(smoke([failedTrial(place('sse'), ['gone'])]))).toMatch(
    /^no trial of this run is valid/,
  );
});
