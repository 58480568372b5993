import { describe, expect, test } from 'vitest';
import { bandwidthFaults, payloadKbitPerSecond } from '../../../scenarios/load/bandwidth.ts';
import type { Load } from '../../../scenarios/load/load.ts';
import { scenarioFaults } from '../../../scenarios/scenario.ts';
import { ticker } from '../../../scenarios/ticker.ts';

const [POINT] = ticker.points;
if (!POINT) throw new Error('the ticker has a point');

/** 500 subscribers get 10 times 120 B a second: 4,800 kbit/s. */
const TICKER: Load = POINT.load;
const over = (load: Partial<Load>): Load => ({ ...TICKER, ...load });

describe('the payloads of all deliveries a second', () => {
  test.each<[string, Partial<Load>, ReturnType<typeof payloadKbitPerSecond>]>([
    ['to all', {}, { down: 4800, up: 0 }],
    ['at random moments', { arrivals: { kind: 'poisson', ratePerSecond: 5 } }, { down: 2400, up: 0 }],
    ['at once', { arrivals: { kind: 'burst', size: 20, everySeconds: 4 } }, { down: 2400, up: 0 }],
    ['to one each', { audience: { kind: 'own', prefix: 'u' } }, { down: 9.6, up: 0 }],
    ['to rooms', { audience: { kind: 'rooms', prefix: 'r', size: 50 } }, { down: 480, up: 0 }],
    ['from the subscribers', { senders: { upstream: 'own' } }, { down: 4800, up: 9.6 }],
    ['to those that read', { stalledShare: 0.5 }, { down: 2400, up: 0 }],
    ['to visitors', { visits: { connection: 'cold', closing: 'cut', backlog: 10 } }, { down: 96, up: 0 }],
    ['of none', { arrivals: { kind: 'none' } }, { down: 0, up: 0 }],
    [
      'of a trace are not known',
      { audience: { kind: 'trace' }, arrivals: { kind: 'trace', file: 'f', speed: 1 } },
      null,
    ],
  ])('%s', (_, change, expected) => {
    const found = payloadKbitPerSecond(over(change));
    if (expected === null) return expect(found).toBe(null);
    expect(found?.down).toBeCloseTo(expected.down, 9);
    expect(found?.up).toBeCloseTo(expected.up, 9);
  });
});

describe('a path that cannot carry the payloads', () => {
  const path = { rttMs: 300, downKbitPerSecond: 1600, upKbitPerSecond: 768 };
  const fault =
    'its payloads alone take 4.8 Mbit/s down, and the path has 1.6 Mbit/s; take a wider path or a smaller load';

  test('is a fault of its load', () => {
    expect(bandwidthFaults(over({ path }))).toEqual([fault]);
    const points = [{ ...POINT, load: over({ path }) }];
    expect(scenarioFaults({ ...ticker, points })).toEqual([`/points default: ${fault}`]);
  });

  test('in either direction', () => {
    const narrow = { rttMs: 0, upKbitPerSecond: 9 };
    expect(bandwidthFaults(over({ path: narrow, senders: { upstream: 'own' } }))).toEqual([
      'its payloads alone take 9.6 kbit/s up, and the path has 9 kbit/s; take a wider path or a smaller load',
    ]);
    expect(bandwidthFaults(over({ path: narrow }))).toEqual([]);
  });

  test('also where a search for the limit would begin', () => {
    expect(bandwidthFaults(over({ path, overload: true }))).toEqual([fault]);
  });

  test('but not if it just can, or if it has none', () => {
    expect(bandwidthFaults(over({ path: { rttMs: 300, downKbitPerSecond: 4800 } }))).toEqual([]);
    expect(bandwidthFaults(over({ path: { rttMs: 300 } }))).toEqual([]);
    expect(bandwidthFaults(TICKER)).toEqual([]);
  });
});
