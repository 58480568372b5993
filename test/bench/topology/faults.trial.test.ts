import { describe, expect, test } from 'vitest';
import { DISTURBANCE_GATES } from '../../../analysis/comparison/disturbance-gates.ts';
import { openNetwork } from '../../../bench/network/network.ts';
import { findProxy, findValkey } from '../../../bench/topology/programs.ts';
import type { MeasuredTrial } from '../../../results/format/trial.ts';
import type { BrokerFault } from '../../../scenarios/load/fault.ts';
import { isPush, type Transport } from '../../../scenarios/load/transport.ts';
import { smokeTrial } from '../../harness/smoke-trial.ts';
import { cores } from '../../harness/trial-setup.ts';

const network = await openNetwork('isolated', cores).catch((error: Error) => error);
if (!(network instanceof Error)) await network.close();

/** Why these trials cannot be made here; empty if they can. */
function missing(): string {
  if (network instanceof Error) return network.message;
  try {
    findProxy('haproxy');
    findValkey();
    return '';
  } catch (error) {
    return (error as Error).message;
  }
}
const why = missing();
const LONG_MS = 90_000;

function expectNothingLost({ gates, deliveries }: MeasuredTrial): void {
  const failed = gates.filter(({ id, passed }) => !passed && !DISTURBANCE_GATES.includes(id));
  expect(failed).toEqual([]);
  expect(deliveries).toMatchObject({ missing: 0, duplicate: 0, reordered: 0 });
  expect(deliveries.outsideWindow).toMatchObject({ missing: 0, duplicate: 0 });
}

const CELLS: readonly [BrokerFault, Transport][] = [
  ['paused', 'sse'],
  ['paused', 'long-polling'],
  ['killed', 'websocket'],
  ['killed', 'short-polling'],
  ['cut', 'sse'],
  ['cut', 'long-polling'],
];

describe.skipIf(why !== '')(`the broker of two servers is not there for 5 s${why && ` (${why})`}`, () => {
  test.concurrent.each(CELLS)(
    '%s, %s: all is late, nothing is lost, nobody is cut off',
    async (point, transport) => {
      const trial = await smokeTrial({ scenario: 'broker-outage', point, transport, isolated: true });
      expectNothingLost(trial);
      expect(trial.recovery).toMatchObject({ affected: 100, recovered: 100, reconnectedMs: null });
      // The last of those that were due at the beginning waited for all of it.
      expect(trial.latencyMs?.fromSchedule.max).toBeGreaterThan(4500);
      expect(trial.broker?.cpuMicros).toBeGreaterThan(0);
    },
    LONG_MS,
  );
});

describe.skipIf(why !== '')(`three servers are replaced one after the other${why && ` (${why})`}`, () => {
  test.concurrent.each([
    ['drained', 'sse'],
    ['drained', 'websocket'],
    ['drained', 'long-polling'],
    ['killed', 'websocket'],
    ['killed', 'short-polling'],
  ] as const)(
    '%s, %s: whoever was cut off continues, and nothing is lost',
    async (point, transport) => {
      const trial = await smokeTrial({ scenario: 'release', point, transport, isolated: true });
      expectNothingLost(trial);
      const { recovery } = trial;
      expect(recovery).toMatchObject({ affected: 100, recovered: 100 });
      // From the end of the first until the third has a successor.
      expect((recovery?.clearedAtMs ?? 0) - (recovery?.faultAtMs ?? 0)).toBeGreaterThan(4000);
      // A poll that finds a server gone, or is answered early, goes on without a break.
      if (isPush(transport)) expect(recovery?.reconnectedMs?.count).toBeGreaterThan(75);
    },
    LONG_MS,
  );
});
