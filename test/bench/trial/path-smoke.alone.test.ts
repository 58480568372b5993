import { describe, expect, test } from 'vitest';
import { openEmulatedNetwork } from '../../../bench/network/network.ts';
import type { MeasuredTrial } from '../../../results/format/trial.ts';
import { TESTED_TRANSPORTS, type Transport } from '../../../scenarios/load/transport.ts';
import { faultsOf, smokeTrial } from '../../harness/smoke-trial.ts';
import { cores } from '../../harness/trial-setup.ts';

// The scenarios over emulated paths, at smoke. Delays of a path are lower bounds: a busy machine
// adds to them, and nothing takes from them.

const LONG_MS = 60_000;
/** Clients of the scenario half-open. */
const HALF_OPEN = 25;
const possible = await openEmulatedNetwork(cores).catch((error: Error) => error);
const without = possible instanceof Error ? ` (${possible.message})` : '';
if (!(possible instanceof Error)) await possible.close();

const leastMs = ({ latencyMs }: MeasuredTrial) => latencyMs?.fromSchedule.min ?? 0;
const phaseMinMs = ({ phases }: MeasuredTrial, id: string) =>
  phases?.find(phase => phase.id === id)?.latencyMs.min ?? 0;

describe.skipIf(possible instanceof Error).concurrent(`over a path${without}`, () => {
  test.each<Transport>([...TESTED_TRANSPORTS, 'tcp-floor'])(
    'distance, %s: nothing comes before one transit',
    async transport => {
      const trial = await smokeTrial({ scenario: 'distance', point: '80ms-10', transport });
      expect(faultsOf(trial)).toBe(0);
      expect(trial.deliveries.received).toBeGreaterThan(500);
      // A histogram has a precision of 0.1%.
      expect(leastMs(trial)).toBeGreaterThanOrEqual(39.9);
    },
  );

  test('distance: at 300 ms a client has time for a poll every 400 ms, not every 100', async () => {
    const { server } = await smokeTrial({
      scenario: 'distance',
      point: '300ms-10',
      transport: 'short-polling',
    });
    // 100 users and a second; ten each would be 1,000.
    expect(server.requests).toBeGreaterThan(0);
    expect(server.requests).toBeLessThanOrEqual(300);
  });

  test('loss: what the path loses comes all the same, once and in order', async () => {
    const trial = await smokeTrial({ scenario: 'loss', point: '3', transport: 'websocket' });
    expect(faultsOf(trial)).toBe(0);
    expect(trial.path?.down.lostPackets).toBeGreaterThan(0);
    expect(trial.bandwidth.ledger?.retransmittedSegments).toBeGreaterThan(0);
  });

  test('loss: each poll on a new connection', async () => {
    const trial = await smokeTrial({
      scenario: 'loss',
      point: '1-new-connections',
      transport: 'long-polling',
    });
    expect(faultsOf(trial)).toBe(0);
    // At the edges of the window, a subscriber has a connection or a request alone.
    const { requests, connections } = trial.server;
    expect(requests).toBeGreaterThan(0);
    expect(Math.abs(connections.opened - requests)).toBeLessThanOrEqual(50);
  });

  test('narrow: all go through one link, which takes its time for their bits', async () => {
    const trial = await smokeTrial({ scenario: 'narrow', point: '256-200', transport: 'websocket' });
    expect(faultsOf(trial)).toBe(0);
    expect(trial.path?.down.queuedMaxBytes).toBeGreaterThan(371);
    // One transit, and 371 B at 256 kbit/s.
    expect(leastMs(trial)).toBeGreaterThanOrEqual(51);
  });

  test.each([
    ['2s', 'sse'],
    ['2s', 'long-polling'],
    ['2s-new-connections', 'long-polling'],
  ] as const)(
    'after-silence, %s, %s: 60 KB take one transit and two round trips',
    async (point, transport) => {
      const trial = await smokeTrial({ scenario: 'after-silence', point, transport });
      expect(faultsOf(trial)).toBe(0);
      expect(leastMs(trial)).toBeGreaterThanOrEqual(199);
    },
  );

  test.each(TESTED_TRANSPORTS)(
    'mobile, %s: the path is gone for 3 s, and nothing is lost',
    async transport => {
      const trial = await smokeTrial({ scenario: 'mobile', point: 'gone-3s', transport });
      expect(faultsOf(trial)).toBe(0);
      expect(trial.recovery).toMatchObject({ affected: 50, recovered: 50, reconnectedMs: null });
      expect(trial.path?.down.cutPackets).toBeGreaterThan(0);
    },
    LONG_MS,
  );

  test.each(['sse', 'websocket'] as const)(
    'mobile, %s: with another address, the client notices the silence and continues',
    async transport => {
      const trial = await smokeTrial({ scenario: 'mobile', point: 'address-heartbeat-2s', transport });
      expect(faultsOf(trial)).toBe(0);
      expect(trial.recovery).toMatchObject({ affected: 50, recovered: 50 });
      expect(trial.recovery?.reconnectedMs?.count).toBe(50);
      // Two heartbeats of 2 s and 5 s, less the quarter of a second since the last notification.
      expect(trial.recovery?.sinceClearedMs?.min).toBeGreaterThan(8600);
    },
    LONG_MS,
  );

  test.each(['sse', 'websocket'] as const)(
    'half-open, %s: without heartbeats nobody notices before the clients’ system tells them',
    async transport => {
      const trial = await smokeTrial({ scenario: 'half-open', point: 'no-heartbeat', transport });
      expect(faultsOf(trial)).toBe(0);
      const { recovery, server } = trial;
      expect(recovery).toMatchObject({
        affected: HALF_OPEN,
        recovered: HALF_OPEN,
        dead: { connections: HALF_OPEN, closed: 0 },
      });
      expect(recovery?.noticedMs).toMatchObject({ count: HALF_OPEN });
      expect(recovery?.noticedMs?.min).toBeGreaterThanOrEqual(9990);
      expect(server.connections.open).toBe(2 * HALF_OPEN);
    },
    LONG_MS,
  );

  test.each(['sse', 'websocket'] as const)(
    'half-open, %s: the server notices dead WebSockets by their pongs, and no event stream',
    async transport => {
      const trial = await smokeTrial({ scenario: 'half-open', point: 'heartbeat-5s', transport });
      expect(faultsOf(trial)).toBe(0);
      const { recovery } = trial;
      expect(recovery).toMatchObject({ affected: HALF_OPEN, recovered: HALF_OPEN });
      expect(recovery?.noticedMs?.min).toBeGreaterThan(14_400);
      const closed = transport === 'websocket' ? HALF_OPEN : 0;
      expect(recovery?.dead).toMatchObject({ connections: HALF_OPEN, closed });
      // Two pings, and 5 s for the end; a ping may have been under way.
      if (closed > 0) expect(recovery?.dead?.closedMs?.min).toBeGreaterThan(14_800);
    },
    LONG_MS,
  );

  test.each(['sse', 'websocket'] as const)(
    'half-open, %s: the server ends a busy stream when its buffer has been full for two heartbeats',
    async transport => {
      const trial = await smokeTrial({ scenario: 'half-open', point: 'busy', transport, isolated: true });
      expect(faultsOf(trial)).toBe(0);
      const { recovery, server } = trial;
      expect(recovery).toMatchObject({ affected: HALF_OPEN, recovered: HALF_OPEN });
      expect(recovery?.dead).toMatchObject({ connections: HALF_OPEN, closed: HALF_OPEN });
      expect(recovery?.dead?.cutOff).toBe(server.connections.droppedSlow);
      // At the earliest a heartbeat of 5 s and 5 s for the end.
      expect(recovery?.dead?.closedMs?.min).toBeGreaterThan(10_000);
      // Over SSE nothing else tells it.
      if (transport === 'sse') expect(server.connections.droppedSlow).toBe(HALF_OPEN);
    },
    LONG_MS,
  );

  test.each(TESTED_TRANSPORTS)(
    'connect-distance, %s: two round trips to the first notification',
    async transport => {
      const trial = await smokeTrial({ scenario: 'connect-distance', point: '80ms', transport });
      expect(trial.visits?.completed).toBe(trial.visits?.due);
      expect(trial.visits?.due).toBeGreaterThan(20);
      expect(phaseMinMs(trial, 'to-first')).toBeGreaterThanOrEqual(159);
    },
  );

  test.each(TESTED_TRANSPORTS)(
    'connect-distance, %s: one round trip on an open connection',
    async transport => {
      const trial = await smokeTrial({ scenario: 'connect-distance', point: '80ms-open', transport });
      expect(trial.visits?.completed).toBe(trial.visits?.due);
      expect(trial.visits?.due).toBeGreaterThan(20);
      expect(trial.phases?.map(({ id }) => id)).not.toContain('tcp');
      expect(phaseMinMs(trial, 'to-first')).toBeGreaterThanOrEqual(79);
    },
  );

  test('connect-distance: the backlog of two visitors shares one link', async () => {
    const trial = await smokeTrial({
      scenario: 'connect-distance',
      point: 'backlog',
      transport: 'websocket',
    });
    expect(trial.visits).toMatchObject({ due: 2, completed: 2 });
    // 100 KiB and more, at 1 Mbit/s.
    expect(phaseMinMs(trial, 'catch-up')).toBeGreaterThan(400);
  });

  test.each(TESTED_TRANSPORTS)('echo-distance, %s: there and back are one transit each', async transport => {
    const trial = await smokeTrial({ scenario: 'echo-distance', point: '80ms', transport });
    expect(faultsOf(trial)).toBe(0);
    for (const id of ['forward', 'back']) expect(phaseMinMs(trial, id)).toBeGreaterThanOrEqual(39.9);
  });
});
