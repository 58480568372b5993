import { describe, expect, test } from 'vitest';
import { runTrial } from '../../../bench/trial/trial.ts';
import { type Connection, HANDSHAKES } from '../../../scenarios/load/connection.ts';
import type { Load } from '../../../scenarios/load/load.ts';
import type { Transport } from '../../../scenarios/load/transport.ts';
import { load, planOf, settingsOf } from '../../harness/trial-setup.ts';

/** Visits by a transport, and how many notifications each gets. */
const VISITS = [
  ['short-polling', 1],
  ['long-polling', 20],
  ['sse', 20],
  ['websocket', 1],
  ['tcp-floor', 20],
] as const;
/** Those that are not measured beside a capture over TLS (test/bench/network). */
const VISITS_OVER_TLS = VISITS.filter(([transport]) => transport === 'sse' || transport === 'tcp-floor');

/** Without TLS, and over it with either handshake. */
const CONNECTIONS: [string, Connection | undefined][] = [
  ['without TLS', undefined],
  ...HANDSHAKES.map((tls): [string, Connection] => [`over TLS, ${tls}`, { tls }]),
];

/** By how much the measured bytes of a delivery differ from the predicted ones, in %. */
async function residualPercent(
  transport: Transport,
  changed: Partial<Load>,
  connection: Connection | undefined,
): Promise<number> {
  const given = { ...load, ...changed, ...(connection && { connection }) };
  const trial = await runTrial(planOf(transport, { load: given }), settingsOf());
  if (trial.status === 'error') throw new Error(`${trial.stage}: ${trial.reasons.join('; ')}`);
  const bytes = trial.theory?.quantities.find(({ quantity }) => quantity === 'applicationBytesPerDelivery');
  if (!bytes) throw new Error('the bytes of this load are predicted');
  return bytes.residualPercent ?? Number.NaN;
}

// On a busy machine a visit may end beyond the edge of its window.
describe.each(CONNECTIONS)('the predicted bytes %s are those', { retry: 3 }, (_, connection) => {
  // Five in the window. None is due near one of its edges.
  const arrivals = { kind: 'periodic', ratePerSecond: 5 } as const;

  test.concurrent.each(connection ? VISITS_OVER_TLS : VISITS)(
    'of visits by %s that get %d',
    async (transport, backlog) => {
      const visits = { connection: 'cold', closing: 'handshake', backlog } as const;
      const changed: Partial<Load> = { audience: { kind: 'shared', topic: 'ü' }, arrivals, visits };
      expect(Math.abs(await residualPercent(transport, changed, connection))).toBeLessThan(0.5);
    },
  );

  test.concurrent('of visits on connections that are open', async () => {
    const visits = { connection: 'kept-alive', closing: 'handshake', backlog: 1 } as const;
    const changed: Partial<Load> = { audience: { kind: 'shared', topic: 'news' }, arrivals, visits };
    expect(Math.abs(await residualPercent('websocket', changed, connection))).toBeLessThan(0.5);
  });

  test.concurrent.each([
    ['short-polling', 96],
    ['long-polling', 20],
  ] as const)('of %s with a connection for each poll, at %d a second', async (transport, ratePerSecond) => {
    const changed: Partial<Load> = {
      arrivals: { kind: 'periodic', ratePerSecond },
      transports: {
        'short-polling': { intervalMs: 100, keepAlive: false },
        'long-polling': { waitSeconds: 5, keepAlive: false },
      },
    };
    // Some of forty polls are at an edge of the window. The tickets of a handshake alone are 11%.
    expect(Math.abs(await residualPercent(transport, changed, connection))).toBeLessThan(10);
  });
});
