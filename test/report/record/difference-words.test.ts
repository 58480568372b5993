import { join } from 'node:path';
import { expect, test } from 'vitest';
import { costModelOf } from '../../../analysis/cost-model/fit.ts';
import { FIRST_INPUT } from '../../../report/planner/controls.ts';
import { COST_PARTS, type CostParts } from '../../../report/planner/cost-parts.ts';
import { planOf } from '../../../report/planner/plan.ts';
import { differenceInWords } from '../../../report/record/plan-words.ts';
import { readRun } from '../../../results/format/run-file.ts';
import { ROOT } from '../../../root.ts';

const model = costModelOf(readRun(join(ROOT, 'results/sample/review')));
if (!model) throw new Error('the sample has a cost model');
const planned = planOf(FIRST_INPUT, model, 0.2);

/** What is said of the sample's plan if WebSocket costs so much more than SSE, by part. */
function said(more: Partial<CostParts>): string {
  const parts = (of: Partial<CostParts>) =>
    Object.fromEntries(COST_PARTS.map(part => [part, 20 + (of[part] ?? 0)])) as unknown as CostParts;
  const transports = planned.transports
    .filter(({ transport }) => transport === 'sse' || transport === 'websocket')
    .map(one => ({
      ...one,
      shortfalls: [],
      costParts: parts(one.transport === 'sse' ? {} : more),
    }));
  return differenceInWords({ ...planned, transports }, ['sse'], FIRST_INPUT);
}

test('the part that costs more is named', () => {
  expect(said({ events: 5, headers: -0.5 })).toBe('WebSocket costs more mostly for events: 5.00 per month.');
});

test('a part that costs more than the whole stands beside the one that costs less', () => {
  expect(said({ heartbeats: 19.2, headers: -11.7 })).toMatch(
    /^WebSocket costs 7\.50 more per month: 19\.2 more for heartbeats, 11\.7 less for headers\. That follows from/,
  );
});

test('nothing is said where no part costs more', () => {
  expect(said({ headers: -2 })).toBe('');
});
