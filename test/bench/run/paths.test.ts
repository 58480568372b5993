import { expect, test } from 'vitest';
import { loopback } from '../../../bench/network/network.ts';
import { pathsOf } from '../../../bench/run/paths.ts';
import type { PathCalibration } from '../../../results/format/path.ts';
import { cores, load, settingsOf } from '../../harness/trial-setup.ts';
import { madeCalibration } from '../../made/path.ts';

const PATH = { rttMs: 80 };

/** The faults of the path at each of five trials, if its calibrations found these in turn. */
async function faultsAt(...found: string[][]) {
  const made: PathCalibration[] = [];
  const paths = pathsOf(loopback(cores, 'a test'), {
    scenarios: [],
    cores,
    warmUpSeconds: 0.2,
    windowSeconds: 0.5,
    onCalibrated: one => void made.push(one),
    calibrate: async ({ path }) => madeCalibration(path, { reasons: found[made.length] ?? [] }),
  });
  const faults: (readonly string[] | undefined)[] = [];
  for (let trial = 0; trial < 5; trial++) {
    const { pathFaults } = await paths.settingsFor({ ...load, path: PATH }, settingsOf());
    faults.push(pathFaults);
  }
  return { faults, calibrations: made.length };
}

test('a path that was recovered is calibrated once', async () => {
  expect(await faultsAt()).toEqual({ faults: [[], [], [], [], []], calibrations: 1 });
});

test('a path that was not is calibrated again before its next trial', async () => {
  expect(await faultsAt(['late'], ['lost'])).toEqual({
    faults: [['late'], ['lost'], [], [], []],
    calibrations: 3,
  });
});

test('three times at most', async () => {
  const late = ['late'];
  expect(await faultsAt(late, late, late, late)).toEqual({
    faults: [late, late, late, late, late],
    calibrations: 3,
  });
});
