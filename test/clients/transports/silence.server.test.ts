import { describe, expect, test } from 'vitest';
import { longPolling } from '../../../clients/transports/long-polling.ts';
import { shortPolling } from '../../../clients/transports/short-polling.ts';
import { sse } from '../../../clients/transports/sse.ts';
import type { Connect } from '../../../clients/transports/subscriber.ts';
import { tcpFloor } from '../../../clients/transports/tcp-floor.ts';
import { clients } from '../../../clients/transports/transports.ts';
import { websocket } from '../../../clients/transports/websocket.ts';
import { silenceMsFor } from '../../../scenarios/load/time-outs.ts';
import { faultyLink } from '../../harness/faulty-link.ts';
import { follow } from '../../harness/follower.ts';
import { serve } from '../../harness/serving.ts';

const SILENCE_MS = 300;

/** The same client, out of patience after SILENCE_MS. */
const impatient =
  (connect: Connect): Connect =>
  (target, options) =>
    connect(target, { ...options, silenceMs: SILENCE_MS });

describe.each([
  ['short-polling', shortPolling({ intervalMs: 10, phaseMs: () => 0 })],
  ['short-polling, a connection each', shortPolling({ intervalMs: 10, phaseMs: () => 0, keepAlive: false })],
  ['long-polling', longPolling({ waitSeconds: 30 })],
  ['sse', sse],
  ['websocket', websocket()],
  ['tcp-floor', tcpFloor],
])('%s: a link that swallows everything', (name, connect) => {
  const transport = name.split(',')[0] as 'sse' | 'tcp-floor';

  test('is left for a new connection, which continues from the cursor', async () => {
    const server = await serve(transport === 'tcp-floor' ? transport : [transport]);
    const link = await faultyLink(() => server.target);
    const reader = follow(impatient(connect), link.target, { topic: 't', after: 0 });
    server.publish('t', 1);
    await reader.untilReceived(1);
    link.swallow({ up: true, down: true });
    server.publish('t', 2);
    await reader.untilState('waiting');
    expect(reader.states.at(-1)).toMatchObject({ reason: 'nothing heard for 0.3 s' });
    link.heal();
    await reader.untilReceived(2);
    expect(reader.seqs()).toEqual([1, 2]);
  });

  test('is noticed before the first answer too', async () => {
    const server = await serve(transport === 'tcp-floor' ? transport : [transport]);
    const link = await faultyLink(() => server.target);
    link.swallow({ up: true, down: false });
    const reader = follow(impatient(connect), link.target, { topic: 't', after: 0 });
    await reader.untilState('waiting');
    link.heal();
    server.publish('t', 1);
    await reader.untilReceived(1);
  });
});

describe('no silence', () => {
  test('is the time between two polls', async () => {
    const server = await serve(['short-polling']);
    const connect = shortPolling({ intervalMs: 4 * SILENCE_MS, phaseMs: () => 0 });
    const reader = follow(impatient(connect), server.target, { topic: 't', after: 0 });
    await reader.until(() => reader.responses.length === 3);
    expect(reader.states).toEqual([{ kind: 'open' }]);
  });

  test('is the time before the first request of a connection that is kept ready', async () => {
    const server = await serve(['sse'], { limits: { heartbeatMs: 30 } });
    const { promise: start, resolve: begin } = Promise.withResolvers<void>();
    const ready: Connect = (target, options) => impatient(sse)(target, { ...options, start });
    const reader = follow(ready, server.target, { topic: 't', after: 0 });
    const patient = follow(impatient(sse), server.target, { topic: 'u', after: 0 });
    await new Promise(resolve => setTimeout(resolve, 2 * SILENCE_MS));
    begin();
    await reader.untilState('open');
    expect([reader.states, patient.states]).toEqual([[{ kind: 'open' }], [{ kind: 'open' }]]);
  });

  test('is what a reader does not hear because it does not read', async () => {
    const server = await serve(['sse'], { limits: { heartbeatMs: 30 } });
    let stall = () => {};
    const stalling: Connect = (target, options) => {
      const subscription = impatient(sse)(target, options);
      stall = subscription.stall;
      return subscription;
    };
    const reader = follow(stalling, server.target, { topic: 't', after: 0 });
    await reader.untilState('open');
    stall();
    await new Promise(resolve => setTimeout(resolve, 3 * SILENCE_MS));
    expect(reader.states).toEqual([{ kind: 'open' }]);
  });
});

describe('a load with a heartbeat of its own', () => {
  test.each([
    ['sse', clients.sse({ heartbeatSeconds: 0.01 })],
    ['websocket', clients.websocket({ heartbeatSeconds: 0.01 })],
  ] as const)('%s: two of these heartbeats and 5 s', { timeout: 20_000 }, async (transport, connect) => {
    const server = await serve([transport]);
    const link = await faultyLink(() => server.target);
    const reader = follow(connect, link.target, { topic: 't', after: 0 });
    await reader.untilState('open');
    link.swallow({ up: true, down: true });
    await reader.untilState('waiting');
    expect(reader.states.at(-1)).toMatchObject({ reason: 'nothing heard for 5.02 s' });
  });

  test('longer heartbeats are no silence', () => {
    expect([0.01, 15, 60].map(silenceMsFor)).toEqual([5020, 35_000, 125_000]);
  });

  test('without heartbeats no silence is too long', () => {
    expect(silenceMsFor(0)).toBe(Number.POSITIVE_INFINITY);
  });
});
