import type { PlanTexts } from './checked.ts';
import type { TraceNumbers } from './traces.ts';

/**
 * The numbers of a trace as the fields of the form have them; the other fields are left out. Events
 * of a trace are not evenly spaced.
 */
export function traceTexts({ input }: TraceNumbers): Partial<PlanTexts> {
  const numbers = Object.entries(input).map(([name, value]) => [name, String(value)]);
  return { ...Object.fromEntries(numbers), eventsCome: 'random' };
}
