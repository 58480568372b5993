import type { CostModel } from '../../analysis/cost-model/model.ts';
import type { TestedTransport } from '../../scenarios/load/transport.ts';
import { CONTROLS, type PlanInput } from './controls.ts';
import { type Plan, planOf } from './plan.ts';
import { lastPlace, valueAt } from './slider.ts';

/** The plan for another number of events; all other numbers are the reader's. */
export interface BreakEvenPoint {
  eventsPerUserHour: number;
  plan: Plan;
}

/** The plans for these numbers of events. */
export function plansAt(
  allEventsPerUserHour: readonly number[],
  input: PlanInput,
  model: CostModel,
  transitMs: number,
): BreakEvenPoint[] {
  return allEventsPerUserHour.map(eventsPerUserHour => ({
    eventsPerUserHour,
    plan: planOf({ ...input, eventsPerUserHour }, model, transitMs),
  }));
}

/** The plans along all places of the slider for events. */
export function breakEvenOf(input: PlanInput, model: CostModel, transitMs: number): BreakEvenPoint[] {
  const control = CONTROLS.eventsPerUserHour;
  const places = Array.from({ length: lastPlace(control) + 1 }, (_, place) => valueAt(control, place));
  return plansAt(places, input, model, transitMs);
}

/** Neighbouring numbers of events for which the same transports are the cheapest. */
export interface Stretch {
  cheapest: TestedTransport[];
  /** False if no transport has a value: none was measured, or the load is too far beyond. */
  isMeasured: boolean;
  fromEventsPerUserHour: number;
  toEventsPerUserHour: number;
}

/** The cheapest good enough transports for each stretch of events; none if `cheapest` is empty. */
export function stretchesOf(points: readonly BreakEvenPoint[]): Stretch[] {
  const stretches: Stretch[] = [];
  for (const { eventsPerUserHour, plan } of points) {
    const last = stretches.at(-1);
    const isMeasured = plan.transports.some(({ shortfalls }) =>
      shortfalls.every(why => why === 'latency' || why === 'cores'),
    );
    const isSame = last?.cheapest.join() === plan.cheapest.join() && last.isMeasured === isMeasured;
    if (last && isSame) last.toEventsPerUserHour = eventsPerUserHour;
    else
      stretches.push({
        cheapest: plan.cheapest,
        isMeasured,
        fromEventsPerUserHour: eventsPerUserHour,
        toEventsPerUserHour: eventsPerUserHour,
      });
  }
  return stretches;
}
