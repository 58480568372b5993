import { describe, expect, test } from 'vitest';
import { type Plan, planOf } from '../../../report/planner/plan.ts';
import { decide } from '../../../report/record/decision.ts';
import { COSTS, madeModel, NUMBERS, without } from '../../made/plans.ts';
import { madeNeed } from '../../made/record-facts.ts';

/** A plan of which these are the cheapest, and these may be; the others cost more. */
function plan(cheapest: Plan['cheapest'], contenders: Plan['contenders'] = []): Plan {
  return { ...planOf(NUMBERS, madeModel(), 0.4), cheapest, contenders };
}

const open = madeNeed('open', []);

describe('needs alone', () => {
  test('are decided by the transport that leads for most of them', () => {
    const needs = [madeNeed('a', ['websocket']), madeNeed('b', ['sse', 'websocket']), madeNeed('c', ['sse'])];
    expect(decide(needs.slice(0, 2), null)).toEqual({ kind: 'one', transports: ['websocket'] });
    expect(decide(needs, null)).toEqual({ kind: 'several', transports: ['sse', 'websocket'] });
  });

  test('decide nothing where none is decided, or none was chosen', () => {
    expect(decide([open], null)).toEqual({ kind: 'open' });
    expect(decide([], null)).toEqual({ kind: 'open' });
  });
});

describe('needs and a plan', () => {
  test('cost decides where no need does', () => {
    expect(decide([open], plan(['sse']))).toEqual({ kind: 'one', transports: ['sse'] });
    expect(decide([], plan(['websocket'], ['sse']))).toEqual({
      kind: 'several',
      transports: ['sse', 'websocket'],
    });
  });

  test('needs decide between those whose cost differs by less than the error', () => {
    const needs = [madeNeed('a', ['websocket'])];
    expect(decide(needs, plan(['sse'], ['websocket']))).toEqual({ kind: 'one', transports: ['websocket'] });
  });

  test('name a conflict, and let neither side win it', () => {
    expect(decide([madeNeed('a', ['websocket'])], plan(['sse']))).toEqual({
      kind: 'conflict',
      cheapest: ['sse'],
      leading: ['websocket'],
    });
  });

  test('a transport that does not fit the numbers leads for no need', () => {
    const slow = planOf({ ...NUMBERS, acceptableMs: 1 }, madeModel(), 0.4);
    const out = slow.transports.filter(({ shortfalls }) => shortfalls.length > 0);
    expect(out.map(({ transport }) => transport)).toContain('short-polling');
    const needs = [madeNeed('a', ['short-polling'])];
    expect(decide(needs, slow)).toEqual(decide([], slow));
  });

  test('nothing fits, or the run does not say', () => {
    const needs = [madeNeed('a', ['websocket'])];
    expect(decide(needs, planOf({ ...NUMBERS, acceptableMs: 1 }, madeModel(), 3))).toEqual({
      kind: 'none-fits',
    });
    const unknown = madeModel(without('cpuMicrosPerSecond'));
    expect(decide(needs, planOf(NUMBERS, unknown, 0.4))).toEqual({ kind: 'open' });
    const far = madeModel(COSTS, { most: { subscribers: 10 } });
    expect(decide(needs, planOf(NUMBERS, far, 0.4))).toEqual({ kind: 'open' });
  });
});
