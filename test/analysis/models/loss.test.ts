import { describe, expect, test } from 'vitest';
import * as models from '../../../analysis/models/all.ts';
import { seededRandom } from '../../../scenarios/load/seeded-random.ts';

const recoveryMs = (rttMs: number, nextInMs: number) => models.lossRecoveryMs({ rttMs, nextInMs });

describe('the recovery of a lost segment', () => {
  test.each([
    ['a later segment shows it', 80, 100, 180],
    ['a later segment, but not before a quarter of a round trip', 80, 10, 100],
    ['three later segments', 80, 5, 95],
    ['no later segment: the timeout', 80, Number.POSITIVE_INFINITY, 280],
    ['a later segment that comes after the timeout', 80, 1000, 280],
    ['the timeout begins anew with each acknowledgement', 300, 250, 550],
  ])('%s', (_, rttMs, nextInMs, expected) => {
    expect(recoveryMs(rttMs, nextInMs)).toBe(expected);
  });
});

describe('notifications behind a loss', () => {
  /** Latency beyond one transit of each notification, drawn once. */
  function simulated(
    atMs: readonly number[],
    rttMs: number,
    lossShare: number,
    random: () => number,
  ): number[] {
    let heldUntilMs = 0;
    return atMs.map((at, index) => {
      const isLost = random() < lossShare;
      const nextInMs = (atMs[index + 1] ?? Number.POSITIVE_INFINITY) - at;
      const readyMs = isLost ? at + recoveryMs(rttMs, nextInMs) : at;
      // TCP delivers in order.
      heldUntilMs = Math.max(heldUntilMs, readyMs);
      return heldUntilMs - at;
    });
  }
  const every = (periodMs: number, count: number) =>
    Array.from({ length: count }, (_, index) => index * periodMs);
  const meanOf = (values: readonly models.Weighted[]) => models.weightedMeanMs(values) as number;

  test('wait with it: 10 a second over 80 ms', () => {
    const delays = models.lossDelays(every(100, 10), { rttMs: 80, lossShare: 0.01 });
    // Its own loss, or that of the one before it.
    expect(delays[5]).toEqual([
      { valueMs: 180, weight: 0.01 },
      { valueMs: 80, weight: 0.99 * 0.01 },
      { valueMs: 0, weight: expect.closeTo(0.99 * 0.99, 12) },
    ]);
    expect(delays[0]).toEqual([
      { valueMs: 180, weight: 0.01 },
      { valueMs: 0, weight: 0.99 },
    ]);
    // Nothing comes after the last one.
    expect(delays[9]?.[0]).toEqual({ valueMs: 280, weight: 0.01 });
  });

  test.each([
    [0.001, 80, 100],
    [0.01, 80, 100],
    [0.03, 80, 20],
    [0.03, 300, 50],
  ])('a simulation agrees, with a loss of %d, %d ms and one every %d ms', (lossShare, rttMs, periodMs) => {
    const atMs = every(periodMs, 200_000);
    const random = seededRandom(11);
    const latencies = simulated(atMs, rttMs, lossShare, random);
    const simulatedMs = latencies.reduce((sum, one) => sum + one, 0) / latencies.length;
    const modelled = models.lossDelays(atMs.slice(0, 1000), { rttMs, lossShare }).slice(100, 900);
    const modelMs = meanOf(modelled.flat());
    expect(Math.abs(simulatedMs / modelMs - 1)).toBeLessThan(0.08);
    for (const boundMs of [rttMs / 2, rttMs, 1.5 * rttMs]) {
      const share = latencies.filter(one => one > boundMs).length / latencies.length;
      const modelShare =
        modelled.flat().reduce((sum, { valueMs, weight }) => sum + (valueMs > boundMs ? weight : 0), 0) / 800;
      expect(Math.abs(share - modelShare)).toBeLessThan(0.1 * modelShare + 0.001);
    }
    // The closed form is the first order in the loss.
    const closedMs = models.lossyPushMeanMs({ transitMs: 0, rttMs, lossShare, periodMs });
    if (lossShare <= 0.01) expect(Math.abs(closedMs / modelMs - 1)).toBeLessThan(0.02);
    expect(closedMs).toBeGreaterThanOrEqual(modelMs);
  });

  test('have probabilities that add up to 1', () => {
    const random = seededRandom(4);
    let at = 0;
    const atMs = Array.from({ length: 500 }, () => (at += random() * 60));
    for (const delays of models.lossDelays(atMs, { rttMs: 200, lossShare: 0.05 })) {
      expect(delays.reduce((sum, { weight }) => sum + weight, 0)).toBeCloseTo(1, 12);
    }
  });
});
