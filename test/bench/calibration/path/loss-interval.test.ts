import { expect, test } from 'vitest';
import { lossInterval, packetsToTell } from '../../../../bench/calibration/path/loss-interval.ts';
import { lossPattern } from '../../../../bench/network/path/loss.ts';

test('without loss nothing may be lost', () => {
  expect(lossInterval(300, 0)).toEqual({ from: 0, to: 0 });
});

test('the interval of a coin thrown ten times', () => {
  // P(0) = 1/1024, about 0.001: more than the 0.0005 that may be left out.
  expect(lossInterval(10, 0.5)).toEqual({ from: 0, to: 10 });
  // P(0) = 2^-12, about 0.00024; P(0 or 1) = 13 × 2^-12.
  expect(lossInterval(12, 0.5)).toEqual({ from: 1, to: 11 });
});

test('1% of 2,000 packets', () => {
  const { from, to } = lossInterval(2000, 0.01);
  // Mean 20, standard deviation 4.45: about 3.3 of them to either side.
  expect(from).toBeGreaterThanOrEqual(6);
  expect(from).toBeLessThanOrEqual(8);
  expect(to).toBeGreaterThanOrEqual(34);
  expect(to).toBeLessThanOrEqual(38);
});

test('bursts make the interval wider', () => {
  // About four bursts of 5 in 2,000 packets: none is likely enough, e^-4.
  const { from, to } = lossInterval(2000, 0.01, 5);
  expect(from).toBe(0);
  expect(to).toBeGreaterThan(60);
});

test.each([
  [0.01, undefined],
  [0.05, 5],
  [0.3, 20],
])('the losses that the emulator draws lie in it: %d, bursts of %s', (share, burst) => {
  const [packets, draws] = [1000, 2000];
  const { from, to } = lossInterval(packets, share, burst);
  let outside = 0;
  for (let seed = 1; seed <= draws; seed++) {
    const isLost = lossPattern(share, burst, seed);
    const lost = Array.from({ length: packets }, isLost).filter(one => one).length;
    if (lost < from || lost > to) outside++;
  }
  // 0.1% of 2,000 are two; more than nine have a probability of 0.00005.
  expect(outside).toBeLessThanOrEqual(9);
});

test.each([
  [0.5, undefined],
  [0.005, undefined],
  [0.01, 5],
  [0.5, 100],
])('so many packets tell a loss from none, and one less does not: %d, bursts of %s', (share, burst) => {
  const packets = packetsToTell(share, burst);
  expect(lossInterval(packets, share, burst).from).toBeGreaterThan(0);
  expect(lossInterval(packets - 1, share, burst).from).toBe(0);
});
