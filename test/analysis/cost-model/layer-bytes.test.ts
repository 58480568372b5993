import { describe, expect, test } from 'vitest';
import { type AddedBytes, addedBytes } from '../../../analysis/cost-model/layer-bytes.ts';
import { PACKET_HEADER_BYTES } from '../../../analysis/models/network.ts';
import { type TheoryInput, theoryOf } from '../../../analysis/theory/theory.ts';
import type { Connection } from '../../../scenarios/load/connection.ts';
import type { Load } from '../../../scenarios/load/load.ts';
import { isPush, TESTED_TRANSPORTS, type TestedTransport } from '../../../scenarios/load/transport.ts';
import { madeTrial } from '../../made/run.ts';

const INTERVAL_MS = 500;
const WINDOW_SECONDS = 40;
const RATE = 4;
const SUBSCRIBERS = 10;

/** Everybody follows one topic, as the grid names its topics: a notification each 250 ms. */
const load: Load = {
  audience: { kind: 'shared', topic: 'user-123' },
  subscribers: SUBSCRIBERS,
  arrivals: { kind: 'periodic', ratePerSecond: RATE },
  payloadBytes: 300,
  transports: {
    'short-polling': { intervalMs: INTERVAL_MS },
    'long-polling': { waitSeconds: 25 },
    sse: { heartbeatSeconds: 5 },
    websocket: { heartbeatSeconds: 5 },
  },
};

/** What the theory of trials predicts, which real trials are compared with. */
function predicted(transport: TestedTransport, connection: Connection | undefined) {
  const input: TheoryInput = {
    load: { ...load, ...(connection && { connection }) },
    transport,
    seed: 7,
    warmUpSeconds: 1,
    windowSeconds: WINDOW_SECONDS,
    transitMs: 0.5,
    certificateBytes: 333,
    target: { host: '198.18.0.1', port: 40_123 },
    clientWorkers: 1,
    figures: madeTrial({ scenario: 's', point: 'p', transport, block: 0 }, {}),
  };
  const quantities = theoryOf(input)?.quantities ?? [];
  const of = (name: string) => quantities.find(({ quantity }) => quantity === name)?.predicted ?? Number.NaN;
  return { bytes: of('applicationBytesPerDelivery'), requests: of('requests'), batchMean: of('batchMean') };
}

const both = (ways: { out: number; in: number } | undefined) => (ways?.out ?? 0) + (ways?.in ?? 0);

/** What is added for each delivery of this load. */
function perDelivery(transport: TestedTransport, added: AddedBytes): number {
  if (isPush(transport)) return both(added.delivery) + both(added.heartbeat) / (5 * RATE);
  const { requests, batchMean } = predicted(transport, undefined);
  const deliveries = SUBSCRIBERS * RATE * WINDOW_SECONDS;
  const answers = deliveries / batchMean;
  return (both(added.answer) * answers + both(added.emptyPoll) * (requests - answers)) / deliveries;
}

function addedAt(transport: TestedTransport, connection: Connection, layer: 'application' | 'wire') {
  const isShort = transport === 'short-polling';
  const messages = {
    jsonBytes: 300 + 102,
    perAnswer: isShort ? (RATE * INTERVAL_MS) / 1000 : 1,
    gapMs: isShort ? INTERVAL_MS : 1000 / RATE,
    waitSeconds: 25,
  };
  const added = addedBytes(transport, connection, messages, layer);
  if (!added) throw new Error('the formats of this connection are known');
  return added;
}

describe.each([
  ['TLS', { tls: 'full' }],
  ['HTTP/2', { tls: 'full', http: 2 }],
] as [string, Connection][])('what %s adds to a delivery', (_, connection) => {
  test.each(TESTED_TRANSPORTS)('%s: as the theory of trials says', transport => {
    const more = predicted(transport, connection).bytes - predicted(transport, undefined).bytes;
    const added = perDelivery(transport, addedAt(transport, connection, 'application'));
    // A number of a notification has a digit more or less than in the grid.
    expect(Math.abs(added - more)).toBeLessThan(1);
  });
});

test('is more on the wire only where an answer takes two packets', () => {
  for (const transport of TESTED_TRANSPORTS) {
    const moreOf = (connection: Connection) => {
      const [application, wire] = (['application', 'wire'] as const).map(layer =>
        addedAt(transport, connection, layer),
      );
      return both(wire?.answer) - both(application?.answer);
    };
    expect(moreOf({ tls: 'full' })).toBe(0);
    const packets = { 'short-polling': 1, 'long-polling': 2, sse: 0, websocket: 0 }[transport];
    expect(moreOf({ tls: 'full', http: 2 })).toBe(packets * PACKET_HEADER_BYTES);
  }
});

test('is not known of compression', () => {
  const messages = { jsonBytes: 400, perAnswer: 1, gapMs: 500, waitSeconds: 25 };
  expect(addedBytes('sse', { compression: 'per-message' }, messages, 'wire')).toBeNull();
});
