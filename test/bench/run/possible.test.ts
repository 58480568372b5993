import { expect, test } from 'vitest';
import { loopback, type Network } from '../../../bench/network/network.ts';
import { possibleOf } from '../../../bench/run/possible.ts';
import { withPreset } from '../../../bench/run/presets.ts';
import type { RunScenario } from '../../../results/format/run.ts';
import type { Load } from '../../../scenarios/load/load.ts';
import { notifications } from '../../../scenarios/notifications.ts';
import { cores } from '../../harness/trial-setup.ts';

const scenario = withPreset(notifications, 'smoke');
const [point] = scenario.points as [RunScenario['points'][0]];
const of = (...loads: Partial<Load>[]): RunScenario[] => [
  {
    ...scenario,
    points: loads.map((load, id) => ({ ...point, id: `${id}`, load: { ...point.load, ...load } })),
  },
];
const plain = loopback(cores, 'a test');
const cable: Network = { ...plain, mode: 'isolated', notice: null, cable: {} as never };
const emulated: Network = { ...cable, path: {} as never };
const path = { rttMs: 80 };
const cut = { kind: 'cut', atSeconds: 0, forSeconds: 1 } as const;
const ids = (scenarios: readonly RunScenario[]) =>
  scenarios.flatMap(({ points }) => points.map(({ id }) => id));

test('a machine that can emulate a path leaves nothing out', async () => {
  const {
    scenarios,
    leftOut,
    emulated: opened,
  } = await possibleOf(of({}, { path }, { fault: cut }), cable, cores, async () => emulated);
  expect(ids(scenarios)).toEqual(['0', '1', '2']);
  expect(leftOut).toEqual([]);
  expect(opened).toBe(emulated);
});

test('nothing is opened where no point has a path', async () => {
  const possible = await possibleOf(of({}), cable, cores, () => Promise.reject(new Error('opened')));
  expect(possible).toMatchObject({ leftOut: [], emulated: null });
});

test('what cannot be had is left out, and named', async () => {
  const refused = () => Promise.reject(new Error('/dev/net/tun cannot be opened (ENOENT)'));
  const withoutTaps = await possibleOf(of({}, { path }), cable, cores, refused);
  expect(ids(withoutTaps.scenarios)).toEqual(['0']);
  expect(withoutTaps.leftOut).toEqual([
    'points over an emulated path are left out: /dev/net/tun cannot be opened (ENOENT)',
  ]);
  const onLoopback = await possibleOf(of({}, { path }, { fault: cut }), plain, cores, refused);
  expect(ids(onLoopback.scenarios)).toEqual(['0']);
  expect(onLoopback.leftOut).toEqual([
    'points that cut connections of the lab’s own network are left out',
    'points over an emulated path are left out: only beside the isolated network',
  ]);
});

test('points with a proxy or a broker that is not installed are left out, and named', async () => {
  const find = {
    proxy(name: string) {
      if (name === 'envoy') throw new Error('envoy is not installed (npm run tools:install)');
    },
    broker() {
      throw new Error('valkey-server is not installed (npm run tools:install)');
    },
  };
  const [nginx, envoy] = [{ topology: { proxy: 'nginx' } }, { topology: { proxy: 'envoy' } }] as const;
  const broker = { topology: { proxy: 'nginx', broker: 'valkey' } } as const;
  const asked = of({}, nginx, envoy, broker);
  const { scenarios, leftOut } = await possibleOf(asked, cable, cores, undefined, find);
  expect(ids(scenarios)).toEqual(['0', '1']);
  expect(leftOut).toEqual([
    'points with programs that are not installed are left out: envoy is not installed (npm run tools:install); valkey-server is not installed (npm run tools:install)',
  ]);
});

test('a run with no point left is refused in one line', async () => {
  await expect(possibleOf(of({ path }), plain, cores)).rejects.toThrow(
    /^nothing can be measured: a test; points over an emulated path are left out: only beside the isolated network$/,
  );
});
