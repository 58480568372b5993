import { describe, expect, test } from 'vitest';
import { createTally } from '../../../clients/demo/extrapolation.ts';

/** Polls at a fixed interval, each answered with 300 bytes a little later. */
function polling(intervalMs: number, untilMs: number) {
  const tally = createTally(0);
  for (let atMs = 0; atMs < untilMs; atMs += intervalMs) {
    tally.add(atMs, 1, 0);
    tally.add(atMs + 20, 0, 300);
  }
  return tally;
}

describe('the rates of one page', () => {
  test.each([500, 1000, 2000, 5000, 10_000])('are exact for polls every %i ms at any time', intervalMs => {
    const untilMs = 95_000;
    for (const nowMs of [11_250, 17_000, 60_999, 62_000, 94_321]) {
      const rates = polling(intervalMs, Math.min(untilMs, nowMs)).rates(nowMs);
      expect(rates?.requestsPerSecond, `after ${nowMs} ms`).toBeCloseTo(1000 / intervalMs);
      expect(rates?.bytesPerSecond, `after ${nowMs} ms`).toBeCloseTo(300_000 / intervalMs);
    }
  });

  test('are not known before ten seconds are complete', () => {
    const tally = polling(500, 11_000);
    expect(tally.rates(11_249)).toBeNull();
    expect(tally.rates(11_250)).toMatchObject({ overSeconds: 10 });
  });

  test('leave out the opening of a connection', () => {
    const tally = createTally(0);
    tally.add(0, 1, 0);
    expect(tally.rates(11_250)).toEqual({ requestsPerSecond: 0, bytesPerSecond: 0, overSeconds: 10 });
  });

  test('are those of the last minute', () => {
    const tally = createTally(0);
    tally.add(2000, 60, 6000);
    expect(tally.rates(62_000)).toEqual({ requestsPerSecond: 1, bytesPerSecond: 100, overSeconds: 60 });
    tally.add(75_000, 30, 0);
    expect(tally.rates(82_000)).toEqual({ requestsPerSecond: 0.5, bytesPerSecond: 0, overSeconds: 60 });
  });

  test('start again when the load changes', () => {
    const tally = polling(500, 30_000);
    tally.restart(30_000);
    expect(tally.rates(41_249)).toBeNull();
    tally.add(35_000, 5, 50);
    expect(tally.rates(41_250)).toEqual({ requestsPerSecond: 0.5, bytesPerSecond: 5, overSeconds: 10 });
  });
});
