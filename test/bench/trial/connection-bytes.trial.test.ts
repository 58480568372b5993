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
/** Over HTTP/2, where references have none. */
const VISITS_OVER_HTTP2 = VISITS.filter(([transport]) => transport !== 'tcp-floor');
/** Those that are not measured beside a capture over TLS (test/bench/network). */
const VISITS_OVER_TLS = VISITS.filter(([transport]) => transport === 'sse' || transport === 'tcp-floor');

/** Without TLS, over it with either handshake, and over HTTP/2. */
const CONNECTIONS: [string, Connection | undefined][] = [
  ['without TLS', undefined],
  ...HANDSHAKES.map((tls): [string, Connection] => [`over TLS, ${tls}`, { tls }]),
  ...HANDSHAKES.map((tls): [string, Connection] => [`over HTTP/2, ${tls}`, { tls, http: 2 }]),
];

/** A busy server of HTTP/2 leaves its alert out, 24 B of some 5,000. Tickets differ by 8 B. */
const boundPercent = (connection: Connection | undefined) => (connection?.http === 2 ? 1 : 0.5);

function visitsOver(connection: Connection | undefined) {
  if (connection?.http === 2) return VISITS_OVER_HTTP2;
  return connection ? VISITS_OVER_TLS : VISITS;
}

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

  test.concurrent.each(visitsOver(connection))('of visits by %s that get %d', async (transport, backlog) => {
    const visits = { connection: 'cold', closing: 'handshake', backlog } as const;
    const changed: Partial<Load> = { audience: { kind: 'shared', topic: 'ü' }, arrivals, visits };
    const residual = Math.abs(await residualPercent(transport, changed, connection));
    expect(residual).toBeLessThan(boundPercent(connection));
  });

  const isHttp2 = connection?.http === 2;
  // Enough that the alert of a server of HTTP/2 counts little.
  const backlog = isHttp2 ? 20 : 1;
  const open = { connection: 'kept-alive', closing: 'handshake', backlog } as const;
  const OPEN = isHttp2 ? VISITS_OVER_HTTP2 : ([['websocket', 1]] as const);

  test.concurrent.each(OPEN)('of visits by %s on connections that are open', async transport => {
    const changed: Partial<Load> = { audience: { kind: 'shared', topic: 'news' }, arrivals, visits: open };
    const residual = Math.abs(await residualPercent(transport, changed, connection));
    expect(residual).toBeLessThan(boundPercent(connection));
  });

  const POLLS = [
    ['short-polling', 96],
    ['long-polling', 20],
  ] as const;

  test.concurrent.each(POLLS)(
    'of %s with a connection for each poll, at %d a second',
    async (transport, ratePerSecond) => {
      const changed: Partial<Load> = {
        arrivals: { kind: 'periodic', ratePerSecond },
        transports: {
          'short-polling': { intervalMs: 100, keepAlive: false },
          'long-polling': { waitSeconds: 5, keepAlive: false },
        },
      };
      // Some of forty polls are at an edge of the window. The tickets of a handshake alone are 11%.
      expect(Math.abs(await residualPercent(transport, changed, connection))).toBeLessThan(10);
    },
  );
});
