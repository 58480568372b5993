import { expect, test } from 'vitest';
import type { PathPlan } from '../../../bench/calibration/path/calibrate-path.ts';
import type { EmulatedPath } from '../../../bench/network/emulated.ts';
import { loopback, type Network } from '../../../bench/network/network.ts';
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

/** A network whose emulator can be made to die. */
function mortal(): { network: Network; die: () => Promise<void> } {
  const { promise, reject } = Promise.withResolvers<never>();
  promise.catch(() => {});
  const path = { failure: promise } as Partial<EmulatedPath> as EmulatedPath;
  const network: Network = { ...loopback(cores, 'a test'), path };
  const die = async () => {
    reject(new Error('dead'));
    await promise.catch(() => {}); // Who watched it before knows by now.
  };
  return { network, die };
}

test('a path is calibrated again on the emulator that replaces a dead one', async () => {
  const [first, second] = [mortal(), mortal()];
  const over: (Network | undefined)[] = [];
  const attemptsBefore: number[] = [];
  const paths = pathsOf(first.network, {
    scenarios: [],
    cores,
    warmUpSeconds: 0.2,
    windowSeconds: 0.5,
    onCalibrated() {},
    open: async () => second.network,
    async calibrate(plan, { network }) {
      over.push(network);
      attemptsBefore.push(plan.attemptsBefore);
      // The new emulator differs from the one before it.
      const reasons = network === first.network ? [] : ['late'];
      return madeCalibration(PATH, { attempts: plan.attemptsBefore + 1, reasons });
    },
  });
  const next = () => paths.settingsFor({ ...load, path: PATH }, settingsOf());
  expect((await next()).pathFaults).toEqual([]);
  expect((await next()).pathFaults).toEqual([]);
  await first.die();
  const after = await next();
  expect(after.network).toBe(second.network);
  expect(after.pathFaults).toEqual(['late']);
  for (let trial = 0; trial < 4; trial++) await next();
  // Three times at most on the second one as well, and with other draws each time.
  expect(over).toEqual([first.network, ...Array(3).fill(second.network)]);
  expect(attemptsBefore).toEqual([0, 1, 2, 3]);
});

test('an emulator that dies in each calibration is not calibrated for ever', async () => {
  let calibrations = 0;
  let current = mortal();
  const paths = pathsOf(current.network, {
    scenarios: [],
    cores,
    warmUpSeconds: 0.2,
    windowSeconds: 0.5,
    onCalibrated() {},
    async open() {
      current = mortal();
      return current.network;
    },
    async calibrate() {
      calibrations++;
      await current.die();
      throw new Error('dead');
    },
  });
  for (let trial = 0; trial < 6; trial++) {
    const { pathFailure } = await paths.settingsFor({ ...load, path: PATH }, settingsOf());
    expect(pathFailure).toBe('dead');
  }
  expect(calibrations).toBe(3);
});

/** The plans of the calibrations of a path over six trials, and what each trial is told. */
async function plansOf(calibrate: (call: number) => PathCalibration) {
  const plans: PathPlan[] = [];
  const paths = pathsOf(loopback(cores, 'a test'), {
    scenarios: [],
    cores,
    warmUpSeconds: 0.2,
    windowSeconds: 0.5,
    onCalibrated() {},
    async calibrate(plan) {
      plans.push(plan);
      return calibrate(plans.length);
    },
  });
  const told: (string | undefined)[] = [];
  for (let trial = 0; trial < 6; trial++) {
    const { pathFailure, pathFaults } = await paths.settingsFor(
      { ...load, path: PATH },
      settingsOf({ transitMs: 0.4 }),
    );
    told.push(pathFailure ?? pathFaults?.join('; '));
  }
  return { plans, told };
}

test('a calibration that fails counts, and every later trial has its failure', async () => {
  const { plans, told } = await plansOf(() => {
    throw new Error('no answer');
  });
  expect(plans).toHaveLength(3);
  expect(told).toEqual(Array(6).fill('no answer'));
});

test('a path that recovers after a failure is used', async () => {
  const { plans, told } = await plansOf(call => {
    if (call === 1) throw new Error('no answer');
    return madeCalibration(PATH);
  });
  expect(plans).toHaveLength(2);
  expect(told).toEqual(['no answer', '', '', '', '', '']);
});

test('each calibration is told how often the path was measured before, and the idle transit', async () => {
  const { plans } = await plansOf(call => {
    if (call === 2) throw new Error('no answer');
    return madeCalibration(PATH, { attempts: 2 * call, reasons: ['late'] });
  });
  expect(plans.map(({ attemptsBefore }) => attemptsBefore)).toEqual([0, 2, 3]);
  expect(plans.map(({ idleTransitMs }) => idleTransitMs)).toEqual([0.4, 0.4, 0.4]);
});
