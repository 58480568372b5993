import type { PointView } from '../model/point.ts';
import { paceInWords } from '../words/pace.ts';

/** `at “10 subscribers” (10 a second, polls each 1 s)`: what a guess starts from. */
export function pointInWords({ point: { label, load } }: PointView): string {
  const pace = paceInWords(load);
  return `at “${label}”${pace && ` (${pace})`}`;
}
