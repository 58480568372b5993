import { inProse, TRANSPORTS, type Transport } from '../../scenarios/load/transport.ts';
import type { Answer, Count, Decided } from '../model/needs.ts';
import type { Rival } from '../model/rank.ts';
import { capital, counted, list, midSentence, rangeOf, withUnit } from '../text/format.ts';
import { intervalInWords, ratioInWords } from './verdicts.ts';

/** `SSE and WebSocket`, in the order of tables. */
export const bestInWords = ({ best }: Answer): string =>
  capital(list(TRANSPORTS.filter(transport => best.includes(transport)).map(inProse)));

/** `WebSocket in all 17`, `SSE in 8`: in how many of the decided tests a transport counts. */
const countInWords = ({ transport, at }: Count, all: number): string =>
  `${inProse(transport)} in ${at === all && all > 1 ? `all ${at}` : at}`;

/**
 * In how many of the decided tests each transport is best or tied, most first, and how many tests
 * are not decided.
 */
export function extentInWords({ decided, compared, counts }: Answer): string {
  const open = compared - decided.length;
  const measures = list([...new Set(decided.map(({ title }) => midSentence(title)))]);
  const where =
    decided.length === 1 ? 'in the only decided test' : `in ${counted(decided.length, 'decided test')}`;
  const lowest = `Lowest ${measures}, or tied, ${where}`;
  const most = counts.toSorted((a, b) => b.at - a.at);
  const who =
    decided.length === 1
      ? list(most.map(({ transport }) => inProse(transport)))
      : list(most.map(one => countInWords(one, decided.length)));
  const undecided =
    open === 0 ? '' : ` This run does not decide ${open === 1 ? 'one more test' : `${open} more tests`}.`;
  return `${lowest}: ${who}.${undecided}`;
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

/** `short polling: 505 ms of latency`: the same in short; empty where it has no more. */
export const priceInShort = ({ price }: Decided): string =>
  price ? `${inProse(price.own.transport)}: ${withUnit(price.own.spread.value, 'ms')} of latency` : '';

/**
 * The values of one point: the first transport with its range over blocks, the others with their
 * ratios and intervals.
 */
export function exampleInWords({ title, unit, first, rivals }: Decided): string {
  const ends = rangeOf(first.spread);
  const own = `${inProse(first.transport)} ${withUnit(first.spread.value, unit)}${ends && ` (${ends})`}`;
  return `${title}: ${own}; ${list(rivals.map(rival => rivalInWords(rival, first.transport, unit)))}.`;
}
