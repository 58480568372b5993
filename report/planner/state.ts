import { CONTROLS, clamped, INPUT_NAMES, inputFrom, type PlanInput } from './controls.ts';

/** The id of the planner's section. */
export const PLAN_ID = 'plan';

/** The id of the decision record's section; its links hold the planner's numbers too. */
export const RECORD_ID = 'record';

const PREFIX = `#${PLAN_ID}?`;
const WITH_NUMBERS = [PREFIX, `#${RECORD_ID}?`];
const DECIMAL = /^-?(\d+\.?\d*|\.\d+)(e-?\d+)?$/i;

/** The numbers as the hash of a link: `#plan?subscribers=5000&events=12&…`. */
export function hashOf(input: PlanInput): string {
  const pairs = INPUT_NAMES.map(name => `${CONTROLS[name].key}=${input[name]}`);
  return `${PREFIX}${pairs.join('&')}`;
}

/**
 * The numbers in a hash; null if the hash is not one of the planner or of the record. The hash is
 * untrusted input: a missing or malformed number becomes the default, and a number out of bounds
 * becomes the nearest bound.
 */
export function inputOf(hash: string): PlanInput | null {
  if (!WITH_NUMBERS.some(prefix => hash.startsWith(prefix))) return null;
  const parameters = new URLSearchParams(hash.slice(hash.indexOf('?') + 1));
  return inputFrom((_, control) => {
    const text = parameters.get(control.key) ?? '';
    return DECIMAL.test(text) ? clamped(control, Number(text)) : control.fallback;
  });
}
