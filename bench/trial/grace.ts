import type { TrialPlan } from './trial-plan.ts';

/** How long stages wait for what should be over, in ms. */
export const GRACE_MS = 5_000;
/** An overloaded server responds late. */
export const OVERLOAD_GRACE_MS = 60_000;
/** A tool ends by its own timeout if something did not arrive, and then writes its summary. */
const TOOL_GRACE_MS = 30_000;
/** After a fault the last subscriber may wait for a full back-off. */
const FAULT_GRACE_MS = 15_000;

/**
 * How long the drain waits for what has not arrived after the window, in ms. After a path that was
 * gone, a subscriber waits up to as long again: TCP doubles its pauses.
 */
export function drainGraceMs({ load: { fault }, tool }: Pick<TrialPlan, 'load' | 'tool'>): number {
  if (tool) return TOOL_GRACE_MS;
  if (!fault) return GRACE_MS;
  const goneMs = 'forSeconds' in fault ? fault.forSeconds * 1000 : 0;
  return FAULT_GRACE_MS + goneMs;
}
