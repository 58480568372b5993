import { expect, test } from 'vitest';
import { overDistanceInWords } from '../../../report/words/by-theory.ts';
import { madeScenario } from '../../made/run.ts';

const [point] = madeScenario('notifications', 3).points;
if (!point) throw new Error('no point');
const load = {
  ...point.load,
  audience: { kind: 'own' as const, prefix: 'user-' },
  subscribers: 10,
  transports: {
    'short-polling': { intervalMs: 1000 },
    'long-polling': { waitSeconds: 25 },
    sse: {},
    websocket: {},
  },
};
const said = (id: string, ratePerSecond: number) =>
  overDistanceInWords(id, { ...load, arrivals: { kind: 'poisson', ratePerSecond } }).replaceAll(
    '\u00a0',
    ' ',
  );

test('latency is half a round trip for push, and up to three halves for a long poll', () => {
  // Rare notifications meet the gap after an empty answer each 25 s, and seldom anything else.
  expect(said('p50', 1e-6)).toBe(
    'Not measured over a distance. By theory, mean latency over round trips of 20, 80 and 300 ms: push 10.0, 40.0 and 150 ms; long polling 10.0, 40.1 and 152 ms; short polling 510, 540 and 650 ms.',
  );
  // So often that a long poll never waits: half of the gap of two transits comes on top.
  expect(said('p50', 1e7)).toContain('long polling 20.0, 80.0 and 300 ms');
});

test('the first notification takes each transport as many round trips, and no theory says CPU', () => {
  expect(said('to-first', 1)).toMatch(/^Not measured .* By theory each needs two round trips/);
  expect(said('cpu', 1)).toBe('Not measured over a distance.');
});

test('short polling is left out where a round trip takes longer than its interval', () => {
  const often = { ...load, transports: { ...load.transports, 'short-polling': { intervalMs: 100 } } };
  expect(overDistanceInWords('p50', often)).not.toContain('short');
});
