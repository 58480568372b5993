import { inProse, TRANSPORTS } from '../../scenarios/load/transport.ts';
import type { Answer, Decided } from '../model/needs.ts';
import type { Rival } from '../model/rank.ts';
import { capital, counted, list, midSentence, rangeOf, withUnit } from '../text/format.ts';
import { intervalInWords, ratioInWords } from './verdicts.ts';

/** `SSE and WebSocket`, in the order of tables. */
export const bestInWords = ({ best }: Answer): string =>
  capital(list(TRANSPORTS.filter(transport => best.includes(transport)).map(inProse)));

/** At how many of its points who was best was best, and what stayed open. */
export function extentInWords(answer: Answer): string {
  const { decided, compared, best, bestAt, togetherAt, next, nextAt } = answer;
  const open = compared - decided.length;
  const all = counted(decided.length, 'point');
  const where =
    decided.length === 1
      ? 'at the one point that tells'
      : bestAt === decided.length
        ? `at all ${all} that tell`
        : `at ${bestAt} of ${all} that tell`;
  // Two that take turns to be first are not the same as two that cannot be told apart.
  const isTogether = best.length > 1 && togetherAt === bestAt;
  const each = best.length > 1 && !isTogether ? ', each' : '';
  const measures = list([...new Set(decided.map(({ title }) => midSentence(title)))]);
  const lowest = isTogether
    ? `Lowest ${measures}, and not told apart`
    : `Lowest ${measures}, or not told apart from the lowest`;
  const others = nextAt === 0 ? '' : `; so is ${list(next.map(inProse))} at ${nextAt}`;
  return `${lowest}${each}, ${where}${others}${open > 0 ? `; ${counted(open, 'more point')} not resolved` : ''}.`;
}

/** The point that shows best what was answered: one at which the first is one of the best. */
export const exampleOf = ({ decided, best }: Answer): Decided | undefined =>
  decided.find(({ first }) => best.includes(first.transport)) ?? decided[0];

const rivalInWords = ({ transport, spread, against }: Rival, unit: string): string =>
  `${inProse(transport)} ${withUnit(spread.value, unit)} (${ratioInWords(against)}, ${intervalInWords(against)})`;

/** What the first of a point pays in latency for being it; nothing where it does not. */
export function priceInWords({ price }: Decided): string {
  if (!price) return '';
  const { own, least } = price;
  return ` Its price: a median latency of ${withUnit(own.spread.value, 'ms')} there, against ${withUnit(least.spread.value, 'ms')} of ${inProse(least.transport)}.`;
}

/** The figures of one point: who is first, with the range over the blocks, and the others with the intervals of their ratios. */
export function exampleInWords({ title, unit, first, rivals }: Decided): string {
  const ends = rangeOf(first.spread);
  const own = `${inProse(first.transport)} ${withUnit(first.spread.value, unit)}${ends && ` (${ends})`}`;
  return `${title}: ${own}; ${list(rivals.map(rival => rivalInWords(rival, unit)))}.`;
}
