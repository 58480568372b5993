import { describe, expect, test } from 'vitest';
import { type Plan, planOf } from '../../../report/planner/plan.ts';
import { p99InWords } from '../../../report/record/p99-words.ts';
import type { TestedTransport } from '../../../scenarios/load/transport.ts';
import { madeModel, NUMBERS } from '../../made/plans.ts';

type Band = { least: number; most: number | null };

/** A plan in which these transports have these ranges of p99, and the others none. */
function planWith(bands: Partial<Record<TestedTransport, Band>>, over: Partial<Plan> = {}): Plan {
  const plan = planOf(NUMBERS, madeModel(), 0.4);
  const transports = plan.transports.map(one => ({ ...one, p99RangeMs: bands[one.transport] ?? null }));
  return { ...plan, transports, ...over };
}

const OVERLAPPING = { sse: { least: 1, most: 4 }, websocket: { least: 3, most: 9 } };

describe('p99 in a decision', () => {
  test('names those whose ranges overlap with that of the chosen one, and what decides', () => {
    const plan = planWith({ ...OVERLAPPING, 'long-polling': { least: 5, most: 8 } });
    expect(p99InWords(plan, ['sse'], false)).toBe(
      'p99 does not decide between SSE and WebSocket: their ranges overlap. Cost and needs decide.',
    );
    expect(p99InWords(plan, ['websocket'], true)).toBe(
      'p99 does not decide between long polling, SSE and WebSocket: their ranges overlap. Cost alone decides.',
    );
  });

  test('a range without an upper end overlaps with all above its lower end', () => {
    const open = { sse: { least: 2, most: null }, websocket: { least: 30, most: 40 } };
    expect(p99InWords(planWith(open), ['websocket'], false)).toContain('between SSE and WebSocket');
    const below = { sse: { least: 50, most: null }, websocket: { least: 30, most: 40 } };
    expect(p99InWords(planWith(below), ['websocket'], false)).toBe('');
  });

  test('a transport that does not fit ties with nobody', () => {
    const plan = planWith(OVERLAPPING);
    const transports = plan.transports.map(one =>
      one.transport === 'sse' ? { ...one, shortfalls: ['latency' as const] } : one,
    );
    expect(p99InWords({ ...plan, transports }, ['websocket'], false)).toBe('');
  });

  test('says so of the chosen one alone where the limit is in its range', () => {
    const plan = planWith({ websocket: { least: 3, most: 900 } }, { openP99: ['websocket'] });
    expect(p99InWords(plan, ['websocket'], false)).toBe(
      'p99 does not decide for WebSocket. Cost and needs decide.',
    );
    expect(p99InWords(plan, ['sse'], false)).toBe('');
  });

  test('the needs decide where nothing costs anything', () => {
    const plan = planWith(OVERLAPPING);
    const transports = plan.transports.map(one => ({ ...one, costPerMonth: 0 }));
    expect(p99InWords({ ...plan, transports }, ['sse'], false)).toMatch(/ The needs decide\.$/);
  });

  test('the needs decide between those whose cost is equal within the error of the model', () => {
    const equal = planWith(OVERLAPPING, { cheapest: ['sse'], contenders: ['websocket'] });
    expect(p99InWords(equal, ['sse'], false)).toMatch(/ The needs decide\.$/);
    const apart = planWith(OVERLAPPING, { cheapest: ['sse'], contenders: ['long-polling'] });
    expect(p99InWords(apart, ['sse'], false)).toMatch(/ Cost and needs decide\.$/);
  });

  test('says nothing without a plan, without ranges, or where they are apart', () => {
    expect(p99InWords(null, ['sse'], true)).toBe('');
    expect(p99InWords(planWith({}), ['sse'], false)).toBe('');
    const apart = { sse: { least: 1, most: 2 }, websocket: { least: 3, most: 4 } };
    expect(p99InWords(planWith(apart), ['sse'], false)).toBe('');
  });
});
