import { checked } from '../planner/checked.ts';
import { CONTROLS, FIRST_INPUT, INPUT_NAMES, type PlanInput } from '../planner/controls.ts';
import type { PlannerData } from '../planner/plan.ts';
import { hashOf, RECORD_ID, textsIn } from '../planner/state.ts';

/** What a record needs of the planner. */
export type PlannerPart = Pick<PlannerData, 'model' | 'transitMs'>;

/** What the reader chose: the ids of the needs that count, and the planner's numbers. */
export interface Choice {
  /** What the record is for, in the reader's words; empty if they gave none. */
  system: string;
  needs: readonly string[];
  /** Null where the report has no planner. */
  input: PlanInput | null;
}

const NEEDS_KEY = 'needs';
const SEPARATOR = '.';
const SYSTEM_KEY = 'for';

/** The most characters of what a record is for: it is a part of the title. */
export const MOST_SYSTEM_CHARACTERS = 60;

/** What somebody typed as what a record is for: on one line, and no longer than a title allows. */
export const systemOf = (text: string): string =>
  text.replace(/\s+/g, ' ').trim().slice(0, MOST_SYSTEM_CHARACTERS);

/** A choice as the hash of a link: `#record?subscribers=5000&…&needs=soon.rare-cpu&for=Orders`. */
export function recordHash({ system, needs, input }: Choice): string {
  const numbers = input === null ? [] : [hashOf(input).split('?', 2)[1] ?? ''];
  const named = system === '' ? [] : [`${SYSTEM_KEY}=${encodeURIComponent(system)}`];
  return `#${RECORD_ID}?${[...numbers, `${NEEDS_KEY}=${needs.join(SEPARATOR)}`, ...named].join('&')}`;
}

/** The parameters of a record's hash; null if it is none. The hash is untrusted input. */
const parametersOf = (hash: string): URLSearchParams | null =>
  hash.startsWith(`#${RECORD_ID}?`) ? new URLSearchParams(hash.slice(hash.indexOf('?') + 1)) : null;

/**
 * The planner's numbers in a hash of the planner or of a record; the default ones without, or where
 * the planner would refuse them.
 */
export function numbersOf(hash: string): PlanInput {
  const texts = textsIn(hash);
  return (texts && checked(texts).input) ?? FIRST_INPUT;
}

/**
 * The ids of the needs in a hash; null if it names none. The hash is untrusted input: unknown ids
 * are ignored by those who look a need up.
 */
export function needsOf(hash: string): string[] | null {
  const text = parametersOf(hash)?.get(NEEDS_KEY) ?? null;
  return text === null ? null : text.split(SEPARATOR).filter(Boolean);
}

/** What a record is for by its hash; empty if it does not say. */
export const systemIn = (hash: string): string => systemOf(parametersOf(hash)?.get(SYSTEM_KEY) ?? '');

/**
 * What a link to a record leaves out or gets wrong, one sentence each: needs that are not among
 * `known`, and numbers of the planner, where the report has one. None if `hash` is no such link.
 */
export function linkFaults(hash: string, known: readonly string[], hasPlanner: boolean): string[] {
  const parameters = parametersOf(hash);
  const needs = needsOf(hash);
  if (parameters === null || needs === null) return [];
  const strange = needs.filter(id => !known.includes(id));
  const missing = INPUT_NAMES.map(name => CONTROLS[name]).filter(
    ({ key }) => hasPlanner && !parameters.has(key),
  );
  return [
    ...(strange.length === 0
      ? []
      : [`The link names needs that this report does not have: ${strange.join(', ')}.`]),
    ...(missing.length === 0
      ? []
      : [
          `The link leaves out numbers, which are the lab’s examples here: ${missing.map(({ key }) => key).join(', ')}.`,
        ]),
  ];
}
