import { describe, expect, test } from 'vitest';
import { openNetwork } from '../../../bench/network/network.ts';
import { TESTED_TRANSPORTS, type Transport } from '../../../scenarios/load/transport.ts';
import { faultsOf, smokeTrial } from '../../harness/smoke-trial.ts';
import { cores } from '../../harness/trial-setup.ts';

// The scenarios that break something, or come back after it, at smoke.

const LONG_MS = 60_000;
const WITH_FLOOR: Transport[] = [...TESTED_TRANSPORTS, 'tcp-floor'];
const isolated = await openNetwork('isolated', cores).then(
  async network => {
    await network.close();
    return true;
  },
  () => false,
);

test.each([
  ['sse', 1],
  ['long-polling', 0],
] as const)(
  'slow-consumer, %s: the stalled reader is cut off by whom it costs; the others lose nothing',
  async (transport, cutOff) => {
    const trial = await smokeTrial({ scenario: 'slow-consumer', point: 'default', transport });
    expect(faultsOf(trial)).toBe(0);
    expect(trial.stalled).toMatchObject({ readers: 1, cutOff });
  },
  LONG_MS,
);

describe('restart', () => {
  test.each(WITH_FLOOR)(
    '%s: the server is killed, and every subscriber catches up',
    async transport => {
      const trial = await smokeTrial({ scenario: 'restart', point: 'killed', transport });
      expect(faultsOf(trial)).toBe(0);
      const { recovery } = trial;
      expect(recovery?.recovered).toBe(100);
      expect((recovery?.clearedAtMs ?? 0) - (recovery?.faultAtMs ?? 0)).toBeGreaterThan(1900);
      expect(recovery?.reconnectedMs?.count).toBe(100);
    },
    LONG_MS,
  );

  test.skipIf(!isolated)(
    'a cut cable: nobody connects again, and nothing is lost (needs the isolated network)',
    async () => {
      const trial = await smokeTrial({
        scenario: 'restart',
        point: 'cut',
        transport: 'websocket',
        isolated: true,
      });
      expect(faultsOf(trial)).toBe(0);
      expect(trial.recovery).toMatchObject({ affected: 100, recovered: 100, reconnectedMs: null });
      expect(trial.bandwidth.ledger?.retransmittedSegments).toBeGreaterThan(0);
      // For five seconds nothing came, and then all of it.
      expect(trial.latencyMs?.fromSchedule.max).toBeGreaterThan(5000);
    },
    LONG_MS,
  );
});

test.each(['fixed', 'jittered'] as const)(
  'reconnect-storm, %s: all come back',
  async point => {
    const trial = await smokeTrial({
      scenario: 'reconnect-storm',
      point,
      transport: 'websocket',
      load: { subscribers: 300 },
    });
    expect(faultsOf(trial)).toBe(0);
    expect(trial.recovery).toMatchObject({ affected: 300, recovered: 300 });
    expect(trial.recovery?.connections).toBeGreaterThan(200);
  },
  LONG_MS,
);

describe('offline-catch-up', () => {
  // Often enough that a window of a second has some.
  const load = { arrivals: { kind: 'periodic', ratePerSecond: 10 } } as const;

  test.each(WITH_FLOOR)('%s: a thousand missed, in order and once', async transport => {
    const trial = await smokeTrial({ scenario: 'offline-catch-up', point: '1000', transport, load });
    expect(faultsOf(trial)).toBe(0);
    expect(trial.visits).toMatchObject({ due: 10, completed: 10 });
    expect(trial.deliveries.received).toBe(1000 * (trial.visits?.due ?? 0));
  });

  test.each(WITH_FLOOR)('%s: a cursor that is too old is told so', async transport => {
    const { visits } = await smokeTrial({ scenario: 'offline-catch-up', point: 'too-old', transport, load });
    expect(visits).toMatchObject({ due: 10, told: 10 });
  });
});
