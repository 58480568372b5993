import type { PlanTexts } from './checked.ts';
import type { TraceNumbers } from './traces.ts';

/** The numbers of a trace as the fields of the form have them; the other fields are left out. */
export function traceTexts({ input }: TraceNumbers): Partial<PlanTexts> {
  return Object.fromEntries(Object.entries(input).map(([name, value]) => [name, String(value)]));
}
