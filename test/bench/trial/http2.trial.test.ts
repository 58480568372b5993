import { describe, expect, test } from 'vitest';
import { FRAME_HEAD_BYTES } from '../../../analysis/models/http2.ts';
import { TLS_RECORD_BYTES } from '../../../analysis/models/tls.ts';
import type { MeasuredTrial } from '../../../results/format/trial.ts';
import { COMPRESSIONS } from '../../../scenarios/load/connection.ts';
import type { Load } from '../../../scenarios/load/load.ts';
import { TESTED_TRANSPORTS, TRANSPORTS } from '../../../scenarios/load/transport.ts';
import { OVER_HTTP2, trialOverHttp2 } from '../../harness/http2-trial.ts';
import { faultsOf } from '../../harness/smoke-trial.ts';
import { SUBSCRIBERS } from '../../harness/trial-setup.ts';

/** No notification and no poll is due near an edge of the window. */
const quiet: Partial<Load> = {
  arrivals: { kind: 'periodic', ratePerSecond: 20 },
};

describe('over HTTP/2', () => {
  test.each(TESTED_TRANSPORTS)('%s delivers everything, and what it adds is metered', async transport => {
    const trial = await trialOverHttp2(transport);
    expect(faultsOf(trial)).toBe(0);
    expect(trial.deliveries.received).toBe(trial.deliveries.expected);
    const { http2, tls, application, payloadBytes } = trial.bandwidth;
    if (!http2 || !tls) throw new Error('a trial over HTTP/2 has its bytes');
    // What is written together shares a frame, and a record holds one frame at least. Some are
    // under way at the edges of the window.
    const records = tls.downBytes / TLS_RECORD_BYTES;
    expect(http2.downBytes).toBeGreaterThanOrEqual(0.9 * FRAME_HEAD_BYTES * records);
    expect(http2.downBytes + tls.downBytes + payloadBytes).toBeLessThan(application.downBytes);
    // All that polls send is of HTTP/2 and TLS: clients and server read their counters at other
    // moments.
    expect(http2.upBytes + tls.upBytes).toBeLessThanOrEqual(1.05 * application.upBytes);
    expect(trial.server.connections.open).toBe(SUBSCRIBERS);
  });

  // A host that gives the cores to others moves deliveries and polls over an edge of the window.
  describe.concurrent('has the bytes that are predicted', () => {
    const residualOf = ({ theory }: MeasuredTrial) =>
      Math.abs(
        theory?.quantities.find(({ quantity }) => quantity === 'applicationBytesPerDelivery')
          ?.residualPercent ?? 100,
      );
    const [two, four] = [2, 4].map(subscribersPerConnection => ({
      connection: { ...OVER_HTTP2, subscribersPerConnection },
    }));

    test.each(TESTED_TRANSPORTS)('%s, with a connection each', async transport => {
      expect(residualOf(await trialOverHttp2(transport, quiet))).toBeLessThan(2);
    });

    test.each(TESTED_TRANSPORTS)('%s, with two on each connection', async transport => {
      expect(residualOf(await trialOverHttp2(transport, { ...quiet, ...two }))).toBeLessThan(2);
    });

    test.each(['sse', 'websocket'] as const)('%s, one topic for four on a connection', async transport => {
      const audience = { kind: 'shared', topic: 'news' } as const;
      const arrivals = { kind: 'periodic', ratePerSecond: 20 } as const;
      const changed = { subscribers: 8, audience, arrivals, ...four };
      expect(residualOf(await trialOverHttp2(transport, changed))).toBeLessThan(2);
    });
  });

  test.each(TRANSPORTS.filter(one => !TESTED_TRANSPORTS.includes(one as never)))(
    '%s has no HTTP, and stays as it is',
    async transport => {
      const trial = await trialOverHttp2(transport);
      expect(trial.deliveries.received).toBe(trial.deliveries.expected);
      expect(trial.bandwidth.http2).toBeUndefined();
    },
  );

  test.each(COMPRESSIONS)('and compressed, %s, every payload is right', async compression => {
    for (const transport of TESTED_TRANSPORTS) {
      const trial = await trialOverHttp2(transport, { connection: { ...OVER_HTTP2, compression } });
      expect(trial.deliveries.received).toBe(trial.deliveries.expected);
      const { compression: inflated } = trial.bandwidth;
      expect(inflated?.compressedBytes).toBeLessThan(inflated?.contentBytes ?? 0);
    }
  });

  test.each(['short-polling', 'long-polling'] as const)('%s: bodies may be zstd', async transport => {
    const trial = await trialOverHttp2(transport, {
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
    const trial = await trialOverHttp2(transport, {
      subscribers: 4,
      connection: { ...OVER_HTTP2, subscribersPerConnection: 2 },
    });
    expect(trial.deliveries.received).toBe(trial.deliveries.expected);
    expect(trial.server.connections.open).toBe(2);
  });

  test.each(TESTED_TRANSPORTS)('%s comes back after a reset, and after a restart', async transport => {
    const disconnected = await trialOverHttp2(transport, { fault: { kind: 'disconnect', atSeconds: 0.3 } });
    expect(disconnected.recovery?.recovered).toBe(disconnected.recovery?.affected);
    const fault = { kind: 'restart', atSeconds: 0.2, forSeconds: 0.1 } as const;
    const restarted = await trialOverHttp2(transport, { fault }, { windowSeconds: 4 });
    expect(restarted.recovery?.recovered).toBe(restarted.recovery?.affected);
    expect(restarted.deliveries.received).toBe(restarted.deliveries.expected);
  });

  test.each(TESTED_TRANSPORTS)('%s: every visit comes to its end', async transport => {
    for (const connection of ['cold', 'kept-alive'] as const) {
      const trial = await trialOverHttp2(transport, {
        audience: { kind: 'shared', topic: 'news' },
        arrivals: { kind: 'periodic', ratePerSecond: 20 },
        visits: { connection, closing: 'handshake', backlog: 3 },
      });
      expect(trial.visits).toMatchObject({ failed: 0, completed: trial.visits?.due });
    }
  });
});
