import { describe, expect, test } from 'vitest';
import { FRAME_HEAD_BYTES } from '../../../analysis/models/http2.ts';
import { TLS_RECORD_BYTES } from '../../../analysis/models/tls.ts';
import { runTrial } from '../../../bench/trial/trial.ts';
import type { MeasuredTrial } from '../../../results/format/trial.ts';
import { COMPRESSIONS } from '../../../scenarios/load/connection.ts';
import type { Load } from '../../../scenarios/load/load.ts';
import { TESTED_TRANSPORTS, TRANSPORTS, type Transport } from '../../../scenarios/load/transport.ts';
import { faultsOf } from '../../harness/smoke-trial.ts';
import { load, planOf, SUBSCRIBERS, settingsOf } from '../../harness/trial-setup.ts';

const OVER_HTTP2 = { tls: 'full', http: 2 } as const;

/** A trial over HTTP/2; throws where it could not be measured. */
async function trialOver(
  transport: Transport,
  changed: Partial<Load> = {},
  times: { windowSeconds?: number } = {},
): Promise<MeasuredTrial> {
  const given = { ...load, connection: OVER_HTTP2, ...changed };
  const trial = await runTrial(planOf(transport, { load: given, ...times }), settingsOf());
  if (trial.status === 'error') throw new Error(`${trial.stage}: ${trial.reasons.join('; ')}`);
  return trial;
}

describe('over HTTP/2', () => {
  test.each(TESTED_TRANSPORTS)('%s delivers everything, and what it adds is metered', async transport => {
    const trial = await trialOver(transport);
    expect(faultsOf(trial)).toBe(0);
    expect(trial.deliveries.received).toBe(trial.deliveries.expected);
    const { http2, tls, application, payloadBytes } = trial.bandwidth;
    if (!http2 || !tls) throw new Error('a trial over HTTP/2 has its bytes');
    // What is written together shares a frame, and a record holds one frame at least. Some are
    // under way at the edges of the window.
    const records = tls.downBytes / TLS_RECORD_BYTES;
    expect(http2.downBytes).toBeGreaterThanOrEqual(0.9 * FRAME_HEAD_BYTES * records);
    expect(http2.downBytes + tls.downBytes + payloadBytes).toBeLessThan(application.downBytes);
    expect(http2.upBytes + tls.upBytes).toBeLessThanOrEqual(application.upBytes);
    expect(trial.server.connections.open).toBe(SUBSCRIBERS);
  });

  test.each(TRANSPORTS.filter(one => !TESTED_TRANSPORTS.includes(one as never)))(
    '%s has no HTTP, and stays as it is',
    async transport => {
      const trial = await trialOver(transport);
      expect(trial.deliveries.received).toBe(trial.deliveries.expected);
      expect(trial.bandwidth.http2).toBeUndefined();
    },
  );

  test.each(COMPRESSIONS)('and compressed, %s, every payload is right', async compression => {
    for (const transport of TESTED_TRANSPORTS) {
      const trial = await trialOver(transport, { connection: { ...OVER_HTTP2, compression } });
      expect(trial.deliveries.received).toBe(trial.deliveries.expected);
      const { compression: inflated } = trial.bandwidth;
      expect(inflated?.compressedBytes).toBeLessThan(inflated?.contentBytes ?? 0);
    }
  });

  test.each(['short-polling', 'long-polling'] as const)('%s: bodies may be zstd', async transport => {
    const trial = await trialOver(transport, {
      connection: { ...OVER_HTTP2, compression: 'shared-context' },
      transports: {
        'short-polling': { intervalMs: 100, coding: 'zstd' },
        'long-polling': { waitSeconds: 25, coding: 'zstd' },
      },
    });
    expect(faultsOf(trial)).toBe(0);
    expect(trial.deliveries.received).toBe(trial.deliveries.expected);
    const { compression: inflated } = trial.bandwidth;
    expect(inflated?.compressedBytes).toBeGreaterThan(0);
    expect(inflated?.compressedBytes).toBeLessThan(inflated?.contentBytes ?? 0);
  });

  test.each(TESTED_TRANSPORTS)('%s: subscribers share connections', async transport => {
    const trial = await trialOver(transport, {
      subscribers: 4,
      connection: { ...OVER_HTTP2, subscribersPerConnection: 2 },
    });
    expect(trial.deliveries.received).toBe(trial.deliveries.expected);
    expect(trial.server.connections.open).toBe(2);
  });

  test.each(TESTED_TRANSPORTS)('%s comes back after a reset, and after a restart', async transport => {
    const disconnected = await trialOver(transport, { fault: { kind: 'disconnect', atSeconds: 0.3 } });
    expect(disconnected.recovery?.recovered).toBe(disconnected.recovery?.affected);
    const fault = { kind: 'restart', atSeconds: 0.2, forSeconds: 0.1 } as const;
    const restarted = await trialOver(transport, { fault }, { windowSeconds: 4 });
    expect(restarted.recovery?.recovered).toBe(restarted.recovery?.affected);
    expect(restarted.deliveries.received).toBe(restarted.deliveries.expected);
  });

  test.each(TESTED_TRANSPORTS)('%s: every visit comes to its end', async transport => {
    for (const connection of ['cold', 'kept-alive'] as const) {
      const trial = await trialOver(transport, {
        audience: { kind: 'shared', topic: 'news' },
        arrivals: { kind: 'periodic', ratePerSecond: 20 },
        visits: { connection, closing: 'handshake', backlog: 3 },
      });
      expect(trial.visits).toMatchObject({ failed: 0, completed: trial.visits?.due });
    }
  });

  test.each(['sse', 'websocket'] as const)('%s: a reader that stalls is cut off alone', async transport => {
    const trial = await trialOver(
      transport,
      {
        audience: { kind: 'shared', topic: 't' },
        subscribers: 4,
        stalledShare: 0.25,
        payloadBytes: 262_144,
        arrivals: { kind: 'periodic', ratePerSecond: 20 },
      },
      { windowSeconds: 2 },
    );
    expect(trial.server.connections.droppedSlow).toBe(1);
    expect(trial.deliveries.received).toBe(trial.deliveries.expected);
  });
});

describe('the models over HTTP/2', () => {
  // Where other tests keep both cores busy, a server that was late writes several messages
  // together.
  describe.each([undefined, ...COMPRESSIONS])('predict the bytes; compression: %s', compression => {
    test.each(TESTED_TRANSPORTS)('%s', { retry: 3 }, async transport => {
      const { theory } = await trialOver(
        transport,
        {
          connection: { ...OVER_HTTP2, ...(compression && { compression }) },
          // So many that one more or less at an edge of the window hardly counts.
          arrivals: { kind: 'periodic', ratePerSecond: 64 },
          // A busy machine skips none.
          transports: { ...load.transports, 'short-polling': { intervalMs: 250 } },
        },
        { windowSeconds: 4 },
      );
      const bytes = theory?.quantities.find(({ quantity }) => quantity === 'applicationBytesPerDelivery');
      expect(Math.abs(bytes?.residualPercent ?? 100)).toBeLessThan(2);
    });
  });
});
