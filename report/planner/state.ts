import { CONTROLS, clamped, INPUT_NAMES, inputFrom, type PlanInput } from './controls.ts';

/** The id of the planner's section. */
export const PLAN_ID = 'plan';

const PREFIX = `#${PLAN_ID}?`;
const DECIMAL = /^-?(\d+\.?\d*|\.\d+)(e-?\d+)?$/i;

/** The numbers as the hash of a link: `#plan?subscribers=5000&events=12&…`. */
export function hashOf(input: PlanInput): string {
  const pairs = INPUT_NAMES.map(name => `${CONTROLS[name].key}=${input[name]}`);
  return `${PREFIX}${pairs.join('&')}`;
}

/**
 * The numbers that a hash carries; null where it is not one of the planner. Anybody may have written it: what is missing or no decimal
 * number is as the form shows it first, and what is out of bounds is the nearest that its control allows.
 */
export function inputOf(hash: string): PlanInput | null {
  if (!hash.startsWith(PREFIX)) return null;
  const parameters = new URLSearchParams(hash.slice(PREFIX.length));
  return inputFrom((_, control) => {
    const text = parameters.get(control.key) ?? '';
    return DECIMAL.test(text) ? clamped(control, Number(text)) : control.fallback;
  });
}
