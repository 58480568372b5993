import { describe, expect, test } from 'vitest';
import { answerInWords } from '../../../report/planner/answer-words.ts';
import type { PlanInput } from '../../../report/planner/controls.ts';
import { type Plan, planOf } from '../../../report/planner/plan.ts';
import type { TransportPlan } from '../../../report/planner/transport-plan.ts';
import type { TestedTransport } from '../../../scenarios/load/transport.ts';
import { COSTS, madeModel, NUMBERS } from '../../made/plans.ts';

const TRANSIT_MS = 0.4;

const planIn = ({ transports }: Plan, transport: TestedTransport): TransportPlan => {
  const one = transports.find(own => own.transport === transport);
  if (!one) throw new Error(`no plan of ${transport}`);
  return one;
};

/** A second event to all 5,000 takes SSE some 70 ms: the last of them waits as long. */
const STREAM: PlanInput = { ...NUMBERS, eventsPerUserHour: 3600, subscribersPerEvent: 5000, cores: 8 };

describe('a limit of p99 that one process exceeds', () => {
  const plan = (input: Partial<PlanInput>) => planOf({ ...STREAM, ...input }, madeModel(), TRANSIT_MS);

  test('is kept by more processes, as few as are enough', () => {
    const wide = planIn(plan({ acceptableMs: 1000 }), 'sse');
    expect(wide).toMatchObject({ cores: 1, coresSetBy: 'cpu', shortfalls: [] });
    const acceptableMs = (wide.latency?.p99Ms ?? 0) / 2;
    const narrow = planIn(plan({ acceptableMs }), 'sse');
    expect(narrow).toMatchObject({ coresSetBy: 'latency', coresByCpu: 1, shortfalls: [], precaution: null });
    expect(narrow.latency?.p99Ms).toBeLessThanOrEqual(acceptableMs);
    // With one core fewer it is too slow, and so it is not good enough.
    const fewer = planIn(plan({ acceptableMs, cores: (narrow.cores ?? 0) - 1 }), 'sse');
    expect(fewer.shortfalls).toEqual(['latency']);
  });

  test('adds no process that does not help', () => {
    const one = planIn(plan({ acceptableMs: TRANSIT_MS / 2 }), 'sse');
    expect(one).toMatchObject({ cores: 1, coresSetBy: 'cpu', shortfalls: ['latency'] });
  });

  test('is said beside the cores', () => {
    const { sse } = COSTS;
    const models = madeModel({ sse });
    const wide = planOf({ ...STREAM, acceptableMs: 1000 }, models, TRANSIT_MS);
    const input = { ...STREAM, acceptableMs: (planIn(wide, 'sse').latency?.p99Ms ?? 0) / 2 };
    expect(answerInWords(planOf(input, models, TRANSIT_MS), input)).toMatch(
      /CPU alone needs 1 core; the p99 limit needs [23]\./,
    );
    expect(answerInWords(wide, STREAM)).not.toContain('CPU alone');
  });
});

describe('a load too far beyond what one process had', () => {
  const models = madeModel(COSTS, { most: { subscribers: 200 } });
  const plan = (cores: number) => planIn(planOf({ ...NUMBERS, cores }, models, TRANSIT_MS), 'sse');

  test('is dealt to so many processes that it has a value, as a precaution', () => {
    const one = plan(8);
    expect(one).toMatchObject({ cores: 3, coresByCpu: 1, coresSetBy: 'measured', shortfalls: [] });
    expect(one.precaution).toMatchObject({ cores: 2, allCores: 3, carried: null });
  });

  test('has no value without the cores', () => {
    expect(plan(2).shortfalls).toEqual(['unmeasured']);
  });
});
