import { inProse, TRANSPORTS, type Transport } from '../../scenarios/load/transport.ts';
import type { Answer, Decided } from '../model/needs.ts';
import type { Rival } from '../model/rank.ts';
import { capital, counted, list, midSentence, rangeOf, withUnit } from '../text/format.ts';
import { intervalInWords, ratioInWords } from './verdicts.ts';

/** `SSE and WebSocket`, in the order of tables. */
export const bestInWords = ({ best }: Answer): string =>
  capital(list(TRANSPORTS.filter(transport => best.includes(transport)).map(inProse)));

/** At how many of its points the best transports were best, and how many points are not decided. */
export function extentInWords(answer: Answer): string {
  const { decided, compared, best, bestAt, togetherAt, next, nextAt } = answer;
  const open = compared - decided.length;
  const all = counted(decided.length, 'decided point');
  const where =
    decided.length === 1
      ? 'at the only decided point'
      : bestAt === decided.length
        ? `at all ${all}`
        : `at ${bestAt} of ${all}`;
  // Two transports may be best at different points, or at the same points and not distinguishable.
  const isTogether = best.length > 1 && togetherAt === bestAt;
  const each = best.length > 1 && !isTogether ? 'each ' : '';
  const measures = list([...new Set(decided.map(({ title }) => midSentence(title)))]);
  const lowest = isTogether
    ? `Lowest ${measures}, not distinguishable from each other`
    : `Lowest ${measures}, or not distinguishable from the lowest`;
  const others =
    nextAt === 0 ? '' : ` (${list(next.map(inProse))}: ${next.length > 1 ? 'each ' : ''}at ${nextAt})`;
  const undecided =
    open === 0 ? '' : ` This run does not decide ${open === 1 ? 'one more point' : `${open} more points`}.`;
  return `${lowest}, ${each}${where}${others}.${undecided}`;
}

/** `SSE 0.197 ms (×1.15 of WebSocket, 0.980–1.35)`: the ratio to the first, with its interval. */
const rivalInWords = ({ transport, spread, against }: Rival, first: Transport, unit: string): string =>
  `${inProse(transport)} ${withUnit(spread.value, unit)} (${ratioInWords(against)} of ${inProse(first)}, ${intervalInWords(against)})`;

/**
 * How much more latency the first transport of a point has than the lowest; empty where it has no
 * more.
 */
export function priceInWords({ price }: Decided): string {
  if (!price) return '';
  const { own, least } = price;
  return ` The trade-off is median latency: ${inProse(own.transport)} ${withUnit(own.spread.value, 'ms')}, ${inProse(least.transport)} ${withUnit(least.spread.value, 'ms')}.`;
}

/**
 * The values of one point: the first transport with its range over blocks, the others with their
 * ratios and intervals.
 */
export function exampleInWords({ title, unit, first, rivals }: Decided): string {
  const ends = rangeOf(first.spread);
  const own = `${inProse(first.transport)} ${withUnit(first.spread.value, unit)}${ends && ` (${ends})`}`;
  return `${title}: ${own}; ${list(rivals.map(rival => rivalInWords(rival, first.transport, unit)))}.`;
}
