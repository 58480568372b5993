import { expect, test } from 'vitest';
import { paceInWords } from '../../../report/words/pace.ts';
import type { Load } from '../../../scenarios/load/load.ts';
import { madeScenario } from '../../made/run.ts';

const [point] = madeScenario('s', 3).points;

function paceOf(over: Partial<Load>): string {
  if (!point) throw new Error('a scenario has a point');
  return paceInWords({ ...point.load, ...over });
}

test('a load says how often a user gets a notification, and how often it polls', () => {
  const arrivals = { kind: 'periodic', ratePerSecond: 100 } as const;
  const own = { kind: 'own', prefix: 'user' } as const;
  const transports = { 'short-polling': { intervalMs: 1000 }, sse: {} };
  expect(paceOf({ arrivals, audience: own, subscribers: 400, transports })).toBe(
    'one each 4 s, polls each 1 s',
  );
  expect(paceOf({ arrivals, audience: own, subscribers: 10, transports: { sse: {} } })).toBe('10 a second');
  expect(paceOf({ arrivals: { kind: 'none' }, transports })).toBe('polls each 1 s');
  const visits = { connection: 'cold', closing: 'handshake', backlog: 1 } as NonNullable<Load['visits']>;
  expect(paceOf({ arrivals, audience: own, visits, transports })).toBe('');
});
