import { expect, test } from 'vitest';
import type { MeasuredDirection, MeasuredPath } from '../../../../bench/calibration/path/recovered.ts';
import { uncheckedOf } from '../../../../bench/calibration/path/unchecked.ts';
import { measuredPath } from '../../../made/measured-path.ts';

test('of a path that was checked in all', () => {
  expect(uncheckedOf(measuredPath())).toEqual([]);
});

test.each<[Partial<MeasuredDirection>, string]>([
  [{ lossFromPercent: 0 }, 'the loss down cannot be told from none by 2000 packets'],
  [
    { wantedDelayMs: 0.5, delayBoundMs: 0.215, wantedSpreadMs: 0 },
    'the delay down cannot be told to 2% on this machine: 0.500 ms to 0.215 ms',
  ],
  [{ passedDelayBoundMs: 0.9 }, 'the delay down cannot be told to 2% on this machine: 40.0 ms to 0.900 ms'],
  [
    { passedSpreadToMs: 5.3 },
    'the spread of the delay down cannot be told to 2% on this machine: 5.00 ms to 0.300 ms',
  ],
  [{ spreadFromMs: 0 }, 'the jitter down cannot be told from none by 1980 packets'],
  [
    { wantedKbitPerSecond: 1e6, measuredKbitPerSecond: null },
    'the limit of 1,000 Mbit/s down does not show: it is more than this machine can emulate or receive',
  ],
])('%j', (change, clause) => {
  expect(uncheckedOf(measuredPath(change))).toEqual([clause]);
});

test.each<[Partial<MeasuredPath>, string]>([
  [{ transitMs: null }, 'one transit was not measured, because no trial of it was valid'],
  [{ wantedTransitMs: null }, 'one transit is not compared, because it was not measured on the idle machine'],
  [
    { path: { rttMs: 80, lossPercent: 20 }, transitMs: 300 },
    'one transit is not as wanted, because it has in it what TCP sent again',
  ],
  [
    { path: { rttMs: 80, downKbitPerSecond: 8 }, burst: null },
    'no burst was sent, because not even one notification passes the limit within 0.1 s',
  ],
])('%j', (change, clause) => {
  expect(uncheckedOf(measuredPath({}, change))).toEqual([clause]);
});

test('a path that loses packets has no burst to speak of', () => {
  expect(uncheckedOf(measuredPath({}, { path: { rttMs: 80, lossPercent: 1 }, burst: null }))).toEqual([]);
});

test('a transit that was not measured has one reason, not also that it is not compared', () => {
  expect(uncheckedOf(measuredPath({}, { transitMs: null, wantedTransitMs: null }))).toEqual([
    'one transit was not measured, because no trial of it was valid',
  ]);
});

test('nothing is said where no loss, no jitter and no limit are wanted', () => {
  const plain = {
    lossFromPercent: 0,
    lossToPercent: 0,
    wantedSpreadMs: 0,
    spreadFromMs: 0,
    wantedKbitPerSecond: null,
    measuredKbitPerSecond: null,
  };
  expect(uncheckedOf(measuredPath(plain))).toEqual([]);
});
