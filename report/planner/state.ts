import { type PlanTexts, textsOf } from './checked.ts';
import {
  CHOICE_NAMES,
  CHOICES,
  CONTROLS,
  eachInput,
  FIRST_INPUT,
  INPUT_NAMES,
  type PlanInput,
} from './controls.ts';
import { roundTripsText } from './round-trips.ts';

/** The id of the planner's section. */
export const PLAN_ID = 'plan';

/** The id of the decision record's section; its links hold the planner's numbers too. */
export const RECORD_ID = 'record';

/** The name of the round trips in a hash; a hash without it has none. */
const RTT_KEY = 'rtt';

const PREFIX = `#${PLAN_ID}?`;
const WITH_NUMBERS = [PREFIX, `#${RECORD_ID}?`];

/** The numbers as the hash of a link: `#plan?subscribers=5000&events=12&…`. */
export function hashOf(input: PlanInput): string {
  const pairs = INPUT_NAMES.map(name => `${CONTROLS[name].key}=${input[name]}`);
  for (const name of CHOICE_NAMES) if (input[name]) pairs.push(`${CHOICES[name].key}=${input[name]}`);
  if (input.roundTrips) pairs.push(`${RTT_KEY}=${encodeURIComponent(roundTripsText(input.roundTrips))}`);
  return `${PREFIX}${pairs.join('&')}`;
}

/**
 * The texts in a hash, as if somebody had typed them; null if the hash is not one of the planner or
 * of the record. The hash is untrusted input: whether each text is a number is checked like that of
 * a field. A number or a choice that the hash leaves out is the default.
 */
export function textsIn(hash: string): PlanTexts | null {
  if (!WITH_NUMBERS.some(prefix => hash.startsWith(prefix))) return null;
  const parameters = new URLSearchParams(hash.slice(hash.indexOf('?') + 1));
  const first = textsOf(FIRST_INPUT);
  const roundTrips = parameters.get(RTT_KEY);
  const choices = CHOICE_NAMES.flatMap(name => {
    const text = parameters.get(CHOICES[name].key);
    return text === null ? [] : [[name, text]];
  });
  return {
    ...eachInput((name, { key }) => parameters.get(key) ?? first[name]),
    ...Object.fromEntries(choices),
    ...(roundTrips !== null && { roundTrips }),
  };
}
