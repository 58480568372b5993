import { describe, expect, test } from 'vitest';
import { http2LonePollBytes } from '../../../analysis/models/lone-poll.ts';
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

/** Polls that have a connection each, and the notifications per second. */
const LONE_POLLS = [
  ['short-polling', 96],
  ['long-polling', 20],
] as const;

const lonePolls = (ratePerSecond: number): Partial<Load> => ({
  arrivals: { kind: 'periodic', ratePerSecond },
  transports: {
    'short-polling': { intervalMs: 100, keepAlive: false },
    'long-polling': { waitSeconds: 5, keepAlive: false },
  },
});

/** By how much the measured bytes of a delivery differ from the predicted ones, in %. */
async function residualPercent(
  transport: Transport,
  changed: Partial<Load>,
  connection: Connection | undefined,
  windowSeconds = 1,
): Promise<number> {
  const given = { ...load, ...changed, ...(connection && { connection }) };
  const trial = await runTrial(planOf(transport, { load: given, windowSeconds }), settingsOf());
  if (trial.status === 'error') throw new Error(`${trial.stage}: ${trial.reasons.join('; ')}`);
  const bytes = trial.theory?.quantities.find(({ quantity }) => quantity === 'applicationBytesPerDelivery');
  if (!bytes) throw new Error('the bytes of this load are predicted');
  return bytes.residualPercent ?? Number.NaN;
}

// On a busy machine a visit may end beyond the edge of its window.
describe.each(CONNECTIONS)('the predicted bytes %s are those', { retry: 3 }, (_, connection) => {
  // Five in the window. None is due near one of its edges: a visit that ends beyond is a fifth.
  const arrivals = { kind: 'periodic', ratePerSecond: 2.5 } as const;
  const windowSeconds = 2;

  test.concurrent.each(visitsOver(connection))('of visits by %s that get %d', async (transport, backlog) => {
    const visits = { connection: 'cold', closing: 'handshake', backlog } as const;
    const changed: Partial<Load> = { audience: { kind: 'shared', topic: 'ü' }, arrivals, visits };
    const residual = Math.abs(await residualPercent(transport, changed, connection, windowSeconds));
    expect(residual).toBeLessThan(boundPercent(connection));
  });

  const isHttp2 = connection?.http === 2;
  // Enough that the alert of a server of HTTP/2 counts little.
  const backlog = isHttp2 ? 20 : 1;
  const open = { connection: 'kept-alive', closing: 'handshake', backlog } as const;
  const OPEN = isHttp2 ? VISITS_OVER_HTTP2 : ([['websocket', 1]] as const);

  test.concurrent.each(OPEN)('of visits by %s on connections that are open', async transport => {
    const changed: Partial<Load> = { audience: { kind: 'shared', topic: 'news' }, arrivals, visits: open };
    const residual = Math.abs(await residualPercent(transport, changed, connection, windowSeconds));
    expect(residual).toBeLessThan(boundPercent(connection));
  });

  test.concurrent.each(LONE_POLLS)(
    'of %s with a connection for each poll, at %d a second',
    async (transport, ratePerSecond) => {
      const changed = lonePolls(ratePerSecond);
      // Some of forty polls are at an edge of the window. The tickets of a handshake alone are 11%.
      expect(Math.abs(await residualPercent(transport, changed, connection))).toBeLessThan(10);
    },
  );
});

/** How much one number is off another, in %. */
const offPercent = (measured: number, predicted: number) => 100 * Math.abs(measured / predicted - 1);

// The handshake is most of the bytes of such a poll: those of HTTP/2 need a bound of their own.
describe.each(HANDSHAKES)('what HTTP/2 adds to a poll with its own connection, %s', { retry: 3 }, tls => {
  test.concurrent.each(LONE_POLLS)('is as predicted, by %s', async (transport, ratePerSecond) => {
    const given = { ...load, ...lonePolls(ratePerSecond), connection: { tls, http: 2 } as const };
    const trial = await runTrial(planOf(transport, { load: given, windowSeconds: 3 }), settingsOf());
    if (trial.status === 'error') throw new Error(`${trial.stage}: ${trial.reasons.join('; ')}`);
    const { http2 } = trial.bandwidth;
    if (!http2) throw new Error('a trial over HTTP/2 has its bytes');
    // One of the trial's polls, and a body as long as one of its answers.
    const waitSeconds = transport === 'long-polling' ? 5 : undefined;
    const poll = { target: { host: '127.0.0.1', port: 40_000 }, topic: 'user 1', afterSeq: 20, waitSeconds };
    const bodyBytes = 500;
    const { upBytes, downBytes } = http2LonePollBytes(poll, { bodyBytes, coded: undefined }, undefined);
    const { requests } = trial.server;
    // Some polls are at an edge of the window. The smallest frame is 7% of either.
    expect(offPercent(http2.upBytes / requests, upBytes)).toBeLessThan(5);
    expect(offPercent(http2.downBytes / requests, downBytes - bodyBytes)).toBeLessThan(5);
  });
});
