import { checked } from '../planner/checked.ts';
import { FIRST_INPUT, type PlanInput } from '../planner/controls.ts';
import type { PlannerData } from '../planner/plan.ts';
import { hashOf, RECORD_ID, textsIn } from '../planner/state.ts';

/** What a record needs of the planner. */
export type PlannerPart = Pick<PlannerData, 'model' | 'transitMs'>;

/** What the reader chose: the ids of the needs that count, and the planner's numbers. */
export interface Choice {
  needs: readonly string[];
  /** Null where the report has no planner. */
  input: PlanInput | null;
}

const NEEDS_KEY = 'needs';
const SEPARATOR = '.';

/** A choice as the hash of a link: `#record?subscribers=5000&…&needs=soon.rare-cpu`. */
export function recordHash({ needs, input }: Choice): string {
  const numbers = input === null ? [] : [hashOf(input).split('?', 2)[1] ?? ''];
  return `#${RECORD_ID}?${[...numbers, `${NEEDS_KEY}=${needs.join(SEPARATOR)}`].join('&')}`;
}

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
  if (!hash.startsWith(`#${RECORD_ID}?`)) return null;
  const text = new URLSearchParams(hash.slice(hash.indexOf('?') + 1)).get(NEEDS_KEY);
  return text === null ? null : text.split(SEPARATOR).filter(Boolean);
}
