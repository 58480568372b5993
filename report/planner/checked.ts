import { given, list } from '../text/format.ts';
import {
  CHOICE_NAMES,
  CHOICES,
  type ChoiceName,
  CONTROLS,
  defaultOf,
  eachInput,
  INPUT_NAMES,
  type InputName,
  type PlanInput,
} from './controls.ts';
import { hasDistance, ROUND_TRIPS_LABEL, readRoundTrips, roundTripsText } from './round-trips.ts';

/**
 * What stands in the fields of the form. Round trips are 0 if they are left out, and each choice is
 * its default.
 */
export type PlanTexts = Record<InputName, string> &
  Partial<Record<ChoiceName, string>> & { roundTrips?: string };

const DECIMAL = /^-?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;
/** A longer text is cut where it is repeated to the reader. */
const MOST_CHARACTERS = 24;

/** Numbers as the fields of the form have them. */
export const textsOf = (input: PlanInput): PlanTexts => ({
  ...eachInput(name => String(input[name])),
  ...Object.fromEntries(CHOICE_NAMES.flatMap(name => (input[name] ? [[name, input[name]]] : []))),
  ...(input.roundTrips && { roundTrips: roundTripsText(input.roundTrips) }),
});

/** A bound or a wrong number with its unit. */
const shown = (name: InputName, value: number): string => `${given(value)} ${CONTROLS[name].unit}`;

/** Whether a text is a decimal number that a number field can hold. */
export const isDecimal = (text: string): boolean =>
  DECIMAL.test(text.trim()) && Number.isFinite(Number(text));

const cutOf = (text: string): string =>
  text.length > MOST_CHARACTERS ? `${text.slice(0, MOST_CHARACTERS)}…` : text;

/** Why a text is no number that the field takes; null if it is one. */
function faultOf(name: InputName, text: string): string | null {
  const { min, max, whole, fallback } = CONTROLS[name];
  const asked = `Enter a number from ${given(min)} to ${shown(name, max)}.`;
  if (text.trim() === '') return `No number. ${asked}`;
  if (!DECIMAL.test(text.trim())) {
    return `“${cutOf(text)}” is not a decimal number such as ${fallback}. ${asked}`;
  }
  const value = Number(text);
  if (value < min) return `Too small: at least ${shown(name, min)}.`;
  if (value > max) return `Too large: at most ${shown(name, max)}.`;
  if (whole && !Number.isInteger(value)) return `Not a whole number of ${CONTROLS[name].unit}.`;
  return null;
}

/**
 * The form's state in a sentence: whose result is shown; empty if all fields are right.
 * `hasResult`: whether there was a valid one before.
 */
export function statusInWords({ faults }: Checked, hasResult = true): string {
  const labels = INPUT_NAMES.filter(name => faults[name] !== undefined).map(
    name => `“${CONTROLS[name].label}”`,
  );
  for (const name of CHOICE_NAMES) {
    if (faults[name] !== undefined) labels.push(`“${CHOICES[name].label}”`);
  }
  if (faults.roundTrips !== undefined) labels.push(`“${ROUND_TRIPS_LABEL}”`);
  if (labels.length === 0) return '';
  return hasResult
    ? `This is the last valid result, for the numbers that it names. Not valid now: ${list(labels)}.`
    : `There is no result yet. Not valid: ${list(labels)}. The other numbers are kept.`;
}

const either = (texts: readonly string[]) => `${texts.slice(0, -1).join(', ')} or ${texts.at(-1)}`;

/** The choice that a text names; null for the default. Its fault if it names none. */
function chosen(name: ChoiceName, text: string): { value: string | null } | { fault: string } {
  const { options, what } = CHOICES[name];
  if (text === defaultOf(name)) return { value: null };
  if (Object.hasOwn(options, text)) return { value: text };
  const all = Object.values(options).map(option => `“${option}”`);
  return { fault: `“${cutOf(text)}” is not ${what}. Choose ${either(all)}.` };
}

/** What the form says: the numbers, or what is wrong with each field that is wrong. */
export interface Checked {
  /** Null if any field is wrong. */
  input: PlanInput | null;
  faults: Partial<Record<keyof PlanInput, string>>;
}

/**
 * Checks the texts of the fields. A wrong text is never replaced by another number. An event cannot
 * go to more subscribers than there are.
 */
export function checked(texts: PlanTexts): Checked {
  const faults: Checked['faults'] = {};
  for (const name of INPUT_NAMES) {
    const fault = faultOf(name, texts[name]);
    if (fault !== null) faults[name] = fault;
  }
  // Number('-0') is -0, which reads as another number.
  const input: PlanInput = eachInput(name => Number(texts[name]) + 0);
  const read = readRoundTrips(texts.roundTrips ?? '0');
  if ('fault' in read) faults.roundTrips = read.fault;
  else if (hasDistance(read.roundTrips)) input.roundTrips = read.roundTrips;
  for (const name of CHOICE_NAMES) {
    const choice = chosen(name, texts[name] ?? defaultOf(name));
    if ('fault' in choice) faults[name] = choice.fault;
    else if (choice.value !== null) Object.assign(input, { [name]: choice.value });
  }
  const { subscribers, subscribersPerEvent } = input;
  if (!faults.subscribers && !faults.subscribersPerEvent && subscribersPerEvent > subscribers)
    faults.subscribersPerEvent = `Too large: there are ${shown('subscribers', subscribers)}.`;
  return { input: Object.keys(faults).length === 0 ? input : null, faults };
}
