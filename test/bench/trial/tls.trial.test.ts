import { describe, expect, test } from 'vitest';
import { TLS_RECORD_BYTES } from '../../../analysis/models/tls.ts';
import { runTrial } from '../../../bench/trial/trial.ts';
import type { MeasuredTrial } from '../../../results/format/trial.ts';
import { HANDSHAKES } from '../../../scenarios/load/connection.ts';
import type { Load } from '../../../scenarios/load/load.ts';
import { TRANSPORTS, type Transport } from '../../../scenarios/load/transport.ts';
import { faultsOf } from '../../harness/smoke-trial.ts';
import { load, planOf, SUBSCRIBERS, settingsOf } from '../../harness/trial-setup.ts';

/** A trial over TLS; throws where it could not be measured. */
async function trialOver(
  transport: Transport,
  changed: Partial<Load>,
  times: { windowSeconds?: number } = {},
): Promise<MeasuredTrial> {
  const trial = await runTrial(planOf(transport, { load: { ...load, ...changed }, ...times }), settingsOf());
  if (trial.status === 'error') throw new Error(`${trial.stage}: ${trial.reasons.join('; ')}`);
  return trial;
}

describe.each(HANDSHAKES)('over TLS, with handshakes that are %s', tls => {
  test.each(TRANSPORTS)('%s delivers everything, and TLS is metered', async transport => {
    const trial = await trialOver(transport, { connection: { tls } });
    expect(faultsOf(trial)).toBe(0);
    expect(trial.deliveries.received).toBe(trial.deliveries.expected);
    const { tls: added, application } = trial.bandwidth;
    if (!added) throw new Error('a trial over TLS has its bytes');
    // No connection is opened in the window, so all that TLS adds is its records.
    expect([added.fullHandshakes, added.resumedHandshakes]).toEqual([0, 0]);
    expect(added.downBytes % TLS_RECORD_BYTES).toBe(0);
    expect(added.upBytes % TLS_RECORD_BYTES).toBe(0);
    expect(added.downBytes).toBeGreaterThan(0);
    expect(added.downBytes).toBeLessThan(application.downBytes);
    expect(trial.server.connections.open).toBe(SUBSCRIBERS);
    expect(added.agreed).toEqual([expect.stringMatching(/^TLSv1\.3 with TLS_[A-Z0-9_]+$/)]);
  });
});

describe('the models over TLS', () => {
  test.each(['short-polling', 'long-polling', 'sse', 'websocket'] as const)(
    'predict the bytes of %s',
    async transport => {
      // None is due within a poll interval, 50 ms, of an edge of the window: all arrive in it.
      const arrivals = { kind: 'periodic', ratePerSecond: 8 } as const;
      const given: Partial<Load> = { connection: { tls: 'full' }, arrivals };
      const { theory } = await trialOver(transport, given, { windowSeconds: 2 });
      const bytes = theory?.quantities.find(({ quantity }) => quantity === 'applicationBytesPerDelivery');
      expect(Math.abs(bytes?.residualPercent ?? 100)).toBeLessThan(2);
    },
  );
});

describe('visits over TLS', () => {
  const visits = { connection: 'cold', closing: 'handshake', backlog: 1 } as const;
  const visiting: Partial<Load> = {
    audience: { kind: 'shared', topic: 'news' },
    arrivals: { kind: 'periodic', ratePerSecond: 20 },
    transports: { sse: {}, websocket: {}, 'short-polling': { intervalMs: 50 } },
    visits,
  };

  test.each(HANDSHAKES)('%s: each visit has one handshake of this kind, and its time', async tls => {
    const trial = await trialOver('sse', { ...visiting, connection: { tls } });
    const { bandwidth, phases, visits: made } = trial;
    expect(made?.failed).toBe(0);
    const { fullHandshakes = 0, resumedHandshakes = 0 } = bandwidth.tls ?? {};
    const [wanted, other] =
      tls === 'full' ? [fullHandshakes, resumedHandshakes] : [resumedHandshakes, fullHandshakes];
    expect(other).toBe(0);
    // A visit at an edge of the window may have its handshake outside.
    expect(Math.abs(wanted - (made?.due ?? 0))).toBeLessThanOrEqual(1);
    expect(phases?.find(({ id }) => id === 'tls')?.latencyMs.count).toBe(made?.completed);
  });

  test('a resumed handshake takes fewer bytes than a full one', async () => {
    const [full, resumed] = await Promise.all(
      HANDSHAKES.map(tls => trialOver('sse', { ...visiting, connection: { tls } })),
    );
    const eachOf = ({ bandwidth: { tls } }: MeasuredTrial) =>
      tls ? tls.downBytes / (tls.fullHandshakes + tls.resumedHandshakes) : Number.NaN;
    if (!full || !resumed) throw new Error('both were made');
    expect(eachOf(resumed)).toBeLessThan(eachOf(full));
  });

  test('on connections that are open already have none', async () => {
    const trial = await trialOver('websocket', {
      ...visiting,
      visits: { ...visits, connection: 'kept-alive' },
      connection: { tls: 'full' },
    });
    expect(trial.visits?.failed).toBe(0);
    expect(trial.bandwidth.tls?.fullHandshakes).toBe(0);
    expect(trial.phases?.some(({ id }) => id === 'tls')).toBe(false);
  });
});

test('connections that the server resets come back over TLS', async () => {
  const trial = await trialOver('sse', {
    connection: { tls: 'full' },
    fault: { kind: 'disconnect', atSeconds: 0.3 },
    subscribers: SUBSCRIBERS,
  });
  expect(trial.recovery?.recovered).toBe(SUBSCRIBERS);
  expect(trial.bandwidth.tls?.fullHandshakes).toBe(SUBSCRIBERS);
});

test('users send over TLS, on their own connection or by POST', async () => {
  for (const transport of ['websocket', 'sse'] as const) {
    const trial = await trialOver(transport, {
      connection: { tls: 'full' },
      senders: { upstream: 'own' },
      transports: { sse: {}, websocket: {} },
      arrivals: { kind: 'periodic', ratePerSecond: 20 },
    });
    expect(faultsOf(trial)).toBe(0);
    expect(trial.deliveries.received).toBe(trial.deliveries.expected);
  }
});

test('a server that comes back takes the sessions of the one before it', async () => {
  const fault = { kind: 'restart', atSeconds: 0.2, forSeconds: 0.1 } as const;
  // Handshakes are counted in the window: it holds the start of a server and some tries to connect.
  const trial = await trialOver('websocket', { connection: { tls: 'resumed' }, fault }, { windowSeconds: 4 });
  expect(trial.recovery?.recovered).toBe(trial.recovery?.affected);
  expect(trial.bandwidth.tls?.fullHandshakes).toBe(0);
  expect(trial.bandwidth.tls?.resumedHandshakes).toBe(SUBSCRIBERS);
});
