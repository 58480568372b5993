import { describe, expect, test } from 'vitest';
import type { MeasuredTrial } from '../../../results/format/trial.ts';
import { TESTED_TRANSPORTS, type Transport } from '../../../scenarios/load/transport.ts';
import { faultsOf, smokeTrial } from '../../harness/smoke-trial.ts';

// Each scenario of the catalogue at smoke, and what it is there to show. The plain ones are in
// smoke.trial.test.ts, those that break something in broken-smoke.trial.test.ts.

const WITH_FLOOR: Transport[] = [...TESTED_TRANSPORTS, 'tcp-floor'];
const phaseOf = (trial: MeasuredTrial, id: string) => trial.phases?.find(phase => phase.id === id)?.latencyMs;

describe.concurrent('chat', () => {
  test.each(TESTED_TRANSPORTS)(
    '%s: everyone in the room gets each message, once and in order',
    async transport => {
      const trial = await smokeTrial({ scenario: 'chat', point: 'own-upstream', transport });
      expect(faultsOf(trial)).toBe(0);
      expect(trial.deliveries.expected).toBe(10 * trial.generator.scheduledInWindow);
      // Whoever sent it waits for no one: nine of ten count.
      expect(trial.latencyMs?.fromSchedule.count).toBe(9 * trial.generator.scheduledInWindow);
      expect(trial.generator.scheduledInWindow).toBeGreaterThan(20);
    },
  );

  test('a WebSocket sends by frame, or by POST where it is told to', async () => {
    const cell = { scenario: 'chat', transport: 'websocket' } as const;
    const byFrame = await smokeTrial({ ...cell, point: 'own-upstream' });
    const byPost = await smokeTrial({ ...cell, point: 'post-upstream' });
    expect(byFrame.server.requests).toBe(0);
    expect(byPost.server.requests).toBeGreaterThan(0.8 * byPost.generator.scheduledInWindow);
    const up = ({ bandwidth, generator }: MeasuredTrial) =>
      bandwidth.application.upBytes / generator.scheduledInWindow;
    expect(up(byPost)).toBeGreaterThan(up(byFrame));
  });
});

test.concurrent.each(TESTED_TRANSPORTS)(
  'layers, %s: TLS and compression are both in the bytes',
  async transport => {
    const cell = { scenario: 'layers', transport, load: { subscribers: 20 } } as const;
    const trial = await smokeTrial({ ...cell, point: 'stream-tls-compressed' });
    expect(faultsOf(trial)).toBe(0);
    const { tls, compression } = trial.bandwidth;
    expect(tls?.downBytes).toBeGreaterThan(0);
    expect(compression?.compressedBytes).toBeGreaterThan(0);
  },
);

test.concurrent('secure-connect: a thousand reconnect at once, and resume their sessions', async () => {
  const trial = await smokeTrial({
    scenario: 'secure-connect',
    point: 'thousand-resumed',
    transport: 'sse',
    load: { subscribers: 100 },
  });
  expect(trial.recovery).toMatchObject({ affected: 100, recovered: 100 });
  expect(trial.bandwidth.tls).toMatchObject({ fullHandshakes: 0, resumedHandshakes: 100 });
});

test.concurrent.each([
  ['body-codings', 'document-zstd', 'long-polling'],
  ['compression-memory', 'small', 'websocket'],
] as const)('%s, %s, %s: nothing is lost', async (scenario, point, transport) => {
  const trial = await smokeTrial({ scenario, point, transport, load: { subscribers: 20 } });
  expect(faultsOf(trial)).toBe(0);
  expect(trial.server.connections.open).toBe(20);
});

test.concurrent.each(TESTED_TRANSPORTS)(
  'compression, %s: an order arrives whole, in less than half of its bytes',
  async transport => {
    const trial = await smokeTrial({ scenario: 'compression', point: 'document-per-message', transport });
    expect(faultsOf(trial)).toBe(0);
    const { contentBytes = 0, compressedBytes = 0 } = trial.bandwidth.compression ?? {};
    expect(contentBytes).toBeGreaterThan(4096 * trial.deliveries.arrived);
    expect(compressedBytes).toBeLessThan(contentBytes / 2);
  },
);

test.concurrent.each(TESTED_TRANSPORTS)(
  'http2, %s: ten subscriptions on one connection, and each on its own',
  async transport => {
    const shared = await smokeTrial({ scenario: 'http2', point: 'http2-shared', transport });
    const apart = await smokeTrial({ scenario: 'http2', point: 'http2', transport });
    for (const trial of [shared, apart]) expect(faultsOf(trial)).toBe(0);
    const [few, many] = [shared, apart].map(({ server }) => server.connections.open) as [number, number];
    expect(many).toBe(10 * few);
  },
);

test.concurrent.each(TESTED_TRANSPORTS)(
  'echo, %s: the four parts are the whole of the round trip',
  async transport => {
    const trial = await smokeTrial({ scenario: 'echo', point: 'default', transport });
    expect(faultsOf(trial)).toBe(0);
    expect(trial.phases?.map(({ id }) => id)).toEqual(['forward', 'processing', 'back', 'handling']);
    const sum = trial.phases?.reduce((total, { latencyMs }) => total + latencyMs.mean, 0);
    expect(sum).toBeCloseTo(trial.latencyMs?.fromPublish.mean ?? 0, 6);
    if (transport === 'short-polling') expect(phaseOf(trial, 'back')?.mean).toBeGreaterThan(20);
  },
);

describe.concurrent('connect', () => {
  test.each(WITH_FLOOR)('%s: each visit gets its notification and leaves', async transport => {
    const { visits, phases, server } = await smokeTrial({ scenario: 'connect', point: 'cold', transport });
    expect(visits?.completed).toBe(visits?.due);
    expect(visits?.due).toBeGreaterThan(20);
    expect(phases?.map(({ id }) => id)).toEqual([
      'tcp',
      'request',
      'first',
      'to-first',
      // Only a WebSocket says goodbye and is answered.
      ...(transport === 'websocket' ? ['confirmation'] : []),
      'closed',
    ]);
    expect(server.connections.opened).toBeGreaterThan(20);
  });

  test.each(TESTED_TRANSPORTS)(
    '%s: on a connection that stands there is nothing to connect',
    async transport => {
      const trial = await smokeTrial({ scenario: 'connect', point: 'kept-alive', transport });
      expect(trial.visits?.completed).toBe(trial.visits?.due);
      expect(trial.server.connections.opened).toBe(0);
      expect(phaseOf(trial, 'tcp')).toBeUndefined();
      expect(phaseOf(trial, 'to-first')?.count).toBe(trial.visits?.due);
    },
  );

  test('a cut connection confirms nothing', async () => {
    const trial = await smokeTrial({ scenario: 'connect', point: 'cut', transport: 'websocket' });
    expect(trial.visits?.completed).toBe(trial.visits?.due);
    expect(phaseOf(trial, 'confirmation')).toBeUndefined();
    expect(phaseOf(trial, 'closed')?.count).toBe(trial.visits?.due);
  });

  test('five hundred at once', async () => {
    const { visits } = await smokeTrial({ scenario: 'connect', point: 'rush', transport: 'sse' });
    expect(visits).toMatchObject({ due: 500, completed: 500, failed: 0 });
  });
});

describe.concurrent('idle', () => {
  const idle = (transport: Transport) => smokeTrial({ scenario: 'idle', point: '1000', transport });

  test.each(['short-polling', 'long-polling'] as const)(
    '%s polls, and gets empty answers',
    async transport => {
      const trial = await idle(transport);
      expect(trial.deliveries).toMatchObject({ expected: 0, received: 0 });
      expect(trial.deliveries.emptyResponses).toBeGreaterThan(0);
      expect(trial.reasons).not.toContainEqual(expect.stringContaining('nothing was due'));
    },
  );

  test.each(['sse', 'websocket'] as const)(
    '%s receives heartbeats, and sends no requests',
    async transport => {
      const { server, bandwidth } = await idle(transport);
      expect(server.requests).toBe(0);
      expect(bandwidth.application.downBytes).toBeGreaterThan(0);
    },
  );
});

test.concurrent.each([
  ['short-polling', 100, 100],
  ['long-polling', 2, 100],
  ['sse', 1, 1],
  ['websocket', 1, 1],
] as const)('burst, %s: from %i to %i notifications a message', async (transport, least, most) => {
  const { deliveries } = await smokeTrial({ scenario: 'burst', point: 'default', transport });
  expect(deliveries.batchMean).toBeGreaterThanOrEqual(least);
  expect(deliveries.batchMean).toBeLessThanOrEqual(most);
});

test.concurrent('interval-sweep: an entity tag turns bodies into 304s', async () => {
  const cell = { scenario: 'interval-sweep', transport: 'short-polling' } as const;
  const list = await smokeTrial({ ...cell, point: 'list' });
  const etag = await smokeTrial({ ...cell, point: 'etag' });
  const down = ({ bandwidth, server }: MeasuredTrial) => bandwidth.application.downBytes / server.requests;
  expect([faultsOf(list), faultsOf(etag)]).toEqual([0, 0]);
  expect(etag.deliveries.emptyResponses).toBeGreaterThan(0);
  expect(down(etag)).toBeLessThan(down(list));
});

test.concurrent.each(['pause', 'random', 'together', '300'])(
  'interval-sweep, %s: everything comes',
  async point => {
    const trial = await smokeTrial({ scenario: 'interval-sweep', point, transport: 'short-polling' });
    expect(faultsOf(trial)).toBe(0);
    expect(trial.deliveries.received).toBeGreaterThan(20);
  },
);

test.concurrent('rate-sweep: rare updates make empty polls, frequent updates full ones', async () => {
  const cell = { scenario: 'rate-sweep', transport: 'short-polling' } as const;
  const rare = await smokeTrial({ ...cell, point: '0.1' });
  const stream = await smokeTrial({ ...cell, point: '200' });
  expect(rare.deliveries.emptyResponses).toBeGreaterThan(rare.deliveries.arrived);
  expect(stream.deliveries.emptyResponses).toBe(0);
  expect(stream.deliveries.batchMean).toBeGreaterThan(50);
});

test.concurrent('payload-sweep: browser headers and MessagePack change the bytes', async () => {
  const perDelivery = async (point: string, transport: Transport) => {
    const trial = await smokeTrial({ scenario: 'payload-sweep', point, transport });
    expect(faultsOf(trial)).toBe(0);
    return trial.bandwidth.bytesPerDelivery ?? 0;
  };
  expect(await perDelivery('browser', 'long-polling')).toBeGreaterThan(
    500 + (await perDelivery('32', 'long-polling')),
  );
  const json = await perDelivery('numbers', 'websocket');
  expect(await perDelivery('numbers-msgpack', 'websocket')).toBeLessThan(0.8 * json);
});

test.concurrent.each(['short-polling', 'long-polling'] as const)(
  'keep-alive, %s: one connection, or one a poll',
  async transport => {
    const cell = { scenario: 'keep-alive', transport };
    const kept = await smokeTrial({ ...cell, point: 'on' });
    const opened = await smokeTrial({ ...cell, point: 'off' });
    expect([faultsOf(kept), faultsOf(opened)]).toEqual([0, 0]);
    expect(kept.server.connections.opened).toBe(0);
    // One whose request has come may have connected before the window.
    expect(Math.abs(opened.server.connections.opened - opened.server.requests)).toBeLessThan(10);
    expect(opened.server.requests).toBeGreaterThan(20);
  },
);

test.concurrent('cost-model: a cell of the grid', async () => {
  const trial = await smokeTrial({
    scenario: 'cost-model',
    point: '400-400-512-500',
    transport: 'short-polling',
  });
  expect(faultsOf(trial)).toBe(0);
  expect(trial.server.requests).toBeGreaterThan(500);
});

describe('crowd', () => {
  const crowd = async (point: string, transport: Transport, subscribers: number) => {
    const trial = await smokeTrial({
      scenario: 'crowd',
      point,
      transport,
      load: { subscribers },
      isolated: 'where possible',
    });
    expect(faultsOf(trial)).toBe(0);
    expect(trial.deliveries.received).toBe(trial.generator.scheduledInWindow * subscribers);
    expect(trial.deliveries.received).toBeGreaterThan(0);
    expect(trial.latencyMs?.fromSchedule.count).toBe(trial.deliveries.received);
    expect(trial.server.connections.open).toBe(subscribers);
  };

  // One transport has them all: what 10,000 connections need of this machine is the same for each.
  test('sse: all 10,000 get everything, once', () => crowd('push', 'sse', 10_000));

  test.each([
    ['push', 'websocket'],
    ['push', 'tcp-floor'],
    ['long-polling', 'long-polling'],
    ['long-polling', 'tcp-floor'],
  ] as const)('%s, %s: a thousand get everything, once', (point, transport) => crowd(point, transport, 1000));
});
