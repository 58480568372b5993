import { expect, test } from 'vitest';
import { longPollingBatchMean, longPollingGapMs } from '../../../analysis/models/all.ts';
import { openNetwork } from '../../../bench/network/network.ts';
import { runTrial } from '../../../bench/trial/trial.ts';
import type { MeasuredTrial } from '../../../results/format/trial.ts';
import type { Load } from '../../../scenarios/load/load.ts';
import type { Transport } from '../../../scenarios/load/transport.ts';
import { cores, planOf, settingsOf } from '../../harness/trial-setup.ts';

// Theory against a trial on the real thing, isolated where the system allows it. A shared machine
// may disturb one; it is made again at most twice, as the bench does it.
const again = { timeout: 30_000 };
/**
 * One way through server, network and client here, about; a fraction of a percent of what it is
 * added to.
 */
const transitMs = 0.6;

async function measured(transport: Transport, load: Load, windowSeconds: number): Promise<MeasuredTrial> {
  const network = await openNetwork(null, cores);
  const trial = await runTrial(
    planOf(transport, { load, windowSeconds, warmUpSeconds: 1 }),
    settingsOf({ network, transitMs }),
  ).finally(network.close);
  if (trial.status === 'error') throw new Error(trial.reasons.join());
  expect(trial.deliveries).toMatchObject({ missing: 0, duplicate: 0, reordered: 0 });
  return trial;
}

const residual = (trial: MeasuredTrial, quantity: string) => {
  const one = trial.theory?.quantities.find(given => given.quantity === quantity);
  return one?.residualPercent ?? Number.NaN;
};

const INTERVAL_MS = 400;
const poissonToAll: Load = {
  audience: { kind: 'shared', topic: 't' },
  subscribers: 60,
  arrivals: { kind: 'poisson', ratePerSecond: 50 },
  payloadBytes: 120,
  transports: { 'short-polling': { intervalMs: INTERVAL_MS }, sse: {}, websocket: {}, 'tcp-floor': {} },
};

test('short polling: mean T/2 + d, evenly spread from d to T + d', again, async () => {
  const trial = await measured('short-polling', poissonToAll, 4);
  const mean = trial.latencyMs?.fromSchedule.mean ?? 0;
  expect(Math.abs(mean / (INTERVAL_MS / 2 + transitMs) - 1)).toBeLessThan(0.03);
  expect(Math.abs(residual(trial, 'latencyMeanMs'))).toBeLessThan(3);
  const distribution = trial.theory?.distribution;
  expect(distribution?.shape).toBe('uniform');
  if (distribution?.shape === 'uniform') expect(distribution.ksDistance).toBeLessThan(0.05);
  expect(Math.abs(residual(trial, 'requests'))).toBeLessThan(3);
  expect(Math.abs(residual(trial, 'batchMean'))).toBeLessThan(5);
  expect(Math.abs(residual(trial, 'applicationBytesPerDelivery'))).toBeLessThan(3);
});

test('long polling: λG + e^(−λG) notifications an answer', again, async () => {
  const subscribers = 4;
  const ratePerSecond = 100;
  const load: Load = {
    ...poissonToAll,
    audience: { kind: 'own', prefix: 'user ' },
    subscribers,
    arrivals: { kind: 'poisson', ratePerSecond },
    transports: { 'long-polling': { waitSeconds: 20 } },
  };
  const trial = await measured('long-polling', load, 4);
  const predicted = longPollingBatchMean({
    ratePerSecond: ratePerSecond / subscribers,
    gapMs: longPollingGapMs({ transitMs, turnaroundMs: 0.1 }),
    waitMs: 20_000,
  });
  expect(Math.abs(trial.deliveries.batchMean / predicted - 1)).toBeLessThan(0.05);
  expect(Math.abs(residual(trial, 'batchMean'))).toBeLessThan(5);
  expect(Math.abs(residual(trial, 'requests'))).toBeLessThan(5);
  expect(Math.abs(residual(trial, 'applicationBytesPerDelivery'))).toBeLessThan(1);
});

test.concurrent.each(['sse', 'websocket', 'tcp-floor'] as const)(
  '%s: its bytes are those of the framing',
  again,
  async transport => {
    const trial = await measured(transport, poissonToAll, 2);
    expect(Math.abs(residual(trial, 'applicationBytesPerDelivery'))).toBeLessThan(1);
    expect(trial.deliveries.batchMean).toBe(1);
    expect(trial.server.requests).toBe(0);
  },
);
