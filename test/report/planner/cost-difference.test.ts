import { describe, expect, test } from 'vitest';
import { costDifference } from '../../../report/planner/cost-difference.ts';
import { planOf } from '../../../report/planner/plan.ts';
import { COSTS, madeModel, NUMBERS } from '../../made/plans.ts';

/** SSE and WebSocket in a plan for 5,000 subscribers. */
function pair(carried: number | null, errorPercent: number | null) {
  const model = madeModel(COSTS, {
    errorPercent,
    carried: { subscribers: carried, subscribersOfAny: carried, polls: null },
  });
  const { transports } = planOf(NUMBERS, model, 0.4);
  const [sse, webSocket] = [
    transports.find(one => one.transport === 'sse'),
    transports.find(one => one.transport === 'websocket'),
  ];
  if (!sse || !webSocket) throw new Error('no plan');
  return { sse, webSocket };
}

describe('the difference of two costs', () => {
  test('is between its ends, which are nearer than those of the costs where a precaution cancels', () => {
    const { sse, webSocket } = pair(2000, 1);
    const difference = costDifference(sse, webSocket);
    if (!difference?.range || !sse.costPerMonthRange || !webSocket.costPerMonthRange) throw new Error('none');
    const { value, range } = difference;
    expect(value).toBeCloseTo((webSocket.costPerMonth ?? 0) - (sse.costPerMonth ?? 0), 9);
    expect(range.least).toBeLessThan(value);
    expect(range.most).toBeGreaterThan(value);
    // The costs overlap, because one process may be enough; then it is for both.
    expect(webSocket.costPerMonthRange.least).toBeLessThan(sse.costPerMonthRange.most);
    expect(range.least).toBeGreaterThan(0);
  });

  test('has no range where an error is not known', () => {
    const { sse, webSocket } = pair(null, null);
    expect(costDifference(sse, webSocket)).toMatchObject({ range: null });
  });
});
