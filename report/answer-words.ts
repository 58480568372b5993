import { capital, counted, list, rangeOf, withUnit } from './format.ts';
import type { Rival } from './model/contest.ts';
import type { Answer, Decided } from './model/needs.ts';
import { inProse, ORDER } from './transports.ts';
import { intervalInWords, ratioInWords } from './verdicts.ts';

/** `SSE and WebSocket`, in the order of tables. */
export const bestInWords = ({ best }: Answer): string =>
  capital(list(ORDER.filter(transport => best.includes(transport)).map(inProse)));

/** At how many of its points who was best was best, and what stayed open. */
export function extentInWords({ decided, compared, best, bestAt }: Answer): string {
  const open = compared - decided.length;
  const where =
    decided.length === 1
      ? 'at the one point that tells'
      : bestAt === decided.length
        ? `at all ${counted(decided.length, 'point')} that tell`
        : `at ${bestAt} of ${counted(decided.length, 'point')} that tell`;
  const apart = best.length > 1 ? ', and they are not told apart' : '';
  return `No one had resolvedly less ${where}${apart}${open > 0 ? `; ${counted(open, 'more point')} not resolved` : ''}.`;
}

const rivalInWords = ({ transport, spread, against }: Rival, unit: string): string =>
  `${inProse(transport)} ${withUnit(spread.value, unit)} (${ratioInWords(against)}, ${intervalInWords(against)})`;

/** The figures of one point: who is first, with the range over the blocks, and the others with the intervals of their ratios. */
export function exampleInWords({ title, unit, first, rivals }: Decided): string {
  const ends = rangeOf(first.spread);
  const own = `${inProse(first.transport)} ${withUnit(first.spread.value, unit)}${ends && ` (${ends})`}`;
  return `${title}: ${own}; ${list(rivals.map(rival => rivalInWords(rival, unit)))}.`;
}
