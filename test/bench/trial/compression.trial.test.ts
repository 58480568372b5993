import { describe, expect, test } from 'vitest';
import { runTrial } from '../../../bench/trial/trial.ts';
import type { MeasuredTrial } from '../../../results/format/trial.ts';
import { COMPRESSIONS, type Compression, type Connection } from '../../../scenarios/load/connection.ts';
import type { Load } from '../../../scenarios/load/load.ts';
import { SHAPE_BYTES } from '../../../scenarios/load/payload-shapes.ts';
import { REFERENCES, TESTED_TRANSPORTS, type Transport } from '../../../scenarios/load/transport.ts';
import { faultsOf } from '../../harness/smoke-trial.ts';
import { load, planOf, settingsOf } from '../../harness/trial-setup.ts';

/** A stream of prices to all, none of which is due within 100 ms of an edge of the window. */
const stream: Partial<Load> = {
  audience: { kind: 'shared', topic: 'ticker' },
  arrivals: { kind: 'periodic', ratePerSecond: 5 },
  payload: 'tick',
  payloadBytes: SHAPE_BYTES.tick,
};

/** A trial with this connection; throws where it could not be measured. */
async function trialWith(
  transport: Transport,
  connection: Connection | undefined,
  changed: Partial<Load> = {},
): Promise<MeasuredTrial> {
  const whole: Load = { ...load, ...stream, ...(connection && { connection }), ...changed };
  const trial = await runTrial(planOf(transport, { load: whole, windowSeconds: 2 }), settingsOf());
  if (trial.status === 'error') throw new Error(`${trial.stage}: ${trial.reasons.join('; ')}`);
  return trial;
}

const bytesOf = ({ theory }: MeasuredTrial) =>
  theory?.quantities.find(({ quantity }) => quantity === 'applicationBytesPerDelivery');

const downOf = ({ bandwidth, deliveries }: MeasuredTrial) =>
  bandwidth.application.downBytes / deliveries.arrived;

const CELLS: [Transport, Compression][] = [
  ...TESTED_TRANSPORTS.map((transport): [Transport, Compression] => [transport, 'per-message']),
  // Polls have no context that they could share.
  ['sse', 'shared-context'],
  ['websocket', 'shared-context'],
];

// A host that gives the cores to others moves deliveries and polls over an edge of the window.
describe.concurrent('compressed', () => {
  test.each(CELLS)('%s, %s: everything is delivered, in fewer bytes, as predicted', async (...cell) => {
    const [transport, compression] = cell;
    const trial = await trialWith(transport, { compression });
    expect(faultsOf(trial)).toBe(0);
    expect(trial.deliveries.received).toBe(trial.deliveries.expected);
    const { compression: inflated, payloadBytes, application } = trial.bandwidth;
    if (!inflated) throw new Error('a compressed trial has its bytes');
    expect(inflated.contentBytes).toBeGreaterThan(payloadBytes);
    expect(inflated.compressedBytes).toBeLessThan(inflated.contentBytes);
    expect(inflated.compressedBytes).toBeLessThan(application.downBytes);
    expect(Math.abs(bytesOf(trial)?.residualPercent ?? 100)).toBeLessThan(2);
  });

  test.each(REFERENCES)('%s delivers everything as it is', async transport => {
    const trial = await trialWith(transport, { compression: 'shared-context' });
    expect(faultsOf(trial)).toBe(0);
    expect(trial.deliveries.received).toBe(trial.deliveries.expected);
    expect(trial.bandwidth.compression).toBeUndefined();
  });
});

describe.concurrent('with settings of its own', () => {
  test.each(['short-polling', 'long-polling'] as const)('%s, zstd: as predicted', async transport => {
    const transports = {
      'short-polling': { intervalMs: 50, coding: 'zstd' as const },
      'long-polling': { waitSeconds: 25, coding: 'zstd' as const },
    };
    const trial = await trialWith(transport, { compression: 'per-message' }, { transports });
    expect(trial.deliveries.received).toBe(trial.deliveries.expected);
    expect(trial.bandwidth.compression?.compressedBytes).toBeGreaterThan(0);
    expect(Math.abs(bytesOf(trial)?.residualPercent ?? 100)).toBeLessThan(2);
  });

  test.each([
    ['sse', 'shared-context'],
    ['websocket', 'shared-context'],
    ['websocket', 'per-message'],
  ] as const)('%s, %s, with a small window: as predicted', async (transport, compression) => {
    const deflate = { windowBits: 9, memLevel: 1 };
    const transports = { sse: { deflate }, websocket: { deflate } };
    const trial = await trialWith(transport, { compression }, { transports });
    expect(trial.deliveries.received).toBe(trial.deliveries.expected);
    expect(Math.abs(bytesOf(trial)?.residualPercent ?? 100)).toBeLessThan(2);
  });
});

test.each(COMPRESSIONS)(
  'websocket, %s, with a threshold: shorter messages come as they are',
  async compression => {
    const transports = { websocket: { deflate: { thresholdBytes: 4096 } } };
    const trial = await trialWith('websocket', { compression }, { transports });
    expect(trial.deliveries.received).toBe(trial.deliveries.expected);
    expect(trial.bandwidth.compression).toBeUndefined();
    expect(downOf(trial)).toBeGreaterThan(200);
  },
);

test.each(['sse', 'websocket'] as const)(
  '%s: a shared context takes fewer bytes than messages by themselves, and these fewer than none',
  async transport => {
    const [none, alone, shared] = await Promise.all(
      [undefined, { compression: 'per-message' as const }, { compression: 'shared-context' as const }].map(
        connection => trialWith(transport, connection),
      ),
    );
    if (!none || !alone || !shared) throw new Error('all were made');
    expect(downOf(alone)).toBeLessThan(downOf(none));
    expect(downOf(shared)).toBeLessThan(downOf(alone));
  },
);
