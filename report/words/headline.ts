import { inProse, TRANSPORTS, type Transport } from '../../scenarios/load/transport.ts';
import { pairOf } from '../model/contrast.ts';
import { type Answer, type Decided, exampleOf } from '../model/needs.ts';
import type { Entry } from '../model/rank.ts';
import { counted, everyOf, list, midSentence, span, withUnit } from '../text/format.ts';
import { contrastInWords } from './contrast.ts';
import { verdictInShort } from './verdict.ts';

const ordered = <Named extends { transport: Transport }>(entries: readonly Named[]): Named[] =>
  entries.toSorted((a, b) => TRANSPORTS.indexOf(a.transport) - TRANSPORTS.indexOf(b.transport));

const namesOf = (entries: readonly { transport: Transport }[]): string =>
  list(ordered(entries).map(({ transport }) => inProse(transport)));

/** `short polling (each 1 s) 515 ms` */
function sizeWith({ transport, spread }: Entry, { view, unit }: Decided): string {
  const options = view.point.load.transports[transport];
  const pace = options && 'intervalMs' in options ? ` (each ${span(options.intervalMs / 1000)})` : '';
  return `${inProse(transport)}${pace} ${withUnit(spread.value, unit)}`;
}

/**
 * By how much the best are better for a need, in the values of the point that illustrates it:
 * `Median latency: SSE 0.197 ms and WebSocket 0.172 ms, against short polling (each 1 s) 515 ms;
 * tied: long polling 0.267 ms.` The best stand first only where this point supports it too.
 */
function valuesInWords({ best }: Answer, example: Decided): string {
  const { title, first, rivals, front } = example;
  const isMore = ({ transport }: Entry) =>
    rivals.some(one => one.transport === transport && one.against.verdict === 'more');
  const entries = [first, ...rivals];
  const lowest = entries.filter(({ transport }) => front.includes(transport));
  const isBest = ({ transport }: Entry) => best.includes(transport);
  const more = entries.filter(isMore).toSorted((a, b) => b.spread.value - a.spread.value);
  const open = entries.filter(one => !lowest.includes(one) && !isMore(one));
  const said = (those: readonly Entry[], before: string) =>
    those.length === 0 ? '' : `${before} ${list(those.map(one => sizeWith(one, example)))}`;
  return [
    said(ordered(lowest.filter(isBest)), `${title}:`),
    said(more, ', against'),
    said(
      lowest.filter(one => !isBest(one)),
      '; tied:',
    ),
    said(open, '; not decided:'),
    '.',
  ].join('');
}

/** For how many decided needs each transport is best or tied, those with most first. */
function countsInWords(decided: readonly Answer[]): string {
  const counts = TRANSPORTS.map(transport => ({
    transport,
    needs: decided.filter(({ best }) => best.includes(transport)).length,
  })).filter(({ needs }) => needs > 0);
  const [most, ...less] = [...Map.groupBy(counts, ({ needs }) => needs)].toSorted(([a], [b]) => b - a);
  if (!most) return '';
  const [needs, own] = most;
  const where =
    needs === decided.length ? everyOf(needs, 'need') : `${needs} of ${counted(decided.length, 'need')}`;
  const others = less.map(([count, those]) => `${namesOf(those)} for ${count}`);
  return `Best or tied: ${[`${namesOf(own)} for ${where}`, ...others].join(', ')}.`;
}

/** So many needs that are not decided are named; more are counted. */
const MOST_NAMED = 1;

/** The needs whose best transport is not decided, though a ratio may be; empty if all are. */
function openInWords(answers: readonly Answer[]): string {
  const open = answers.filter(({ best }) => best.length === 0);
  if (open.length === 0) return '';
  if (open.length > MOST_NAMED) return `Best not decided: ${counted(open.length, 'more need')}.`;
  return `Best not decided: ${open.map(({ title }) => midSentence(title)).join('; ')}.`;
}

/** How many of the decided needs of a run were measured over a path only; empty for none. */
export function overPathInWords(answers: readonly Answer[]): string {
  const decided = answers.filter(({ best }) => best.length > 0);
  const far = decided.filter(({ path }) => path !== null).length;
  if (far === 0) return '';
  if (far === decided.length) return 'All were measured over a path.';
  return `${counted(far, 'need')} ${far === 1 ? 'was' : 'were'} measured over a path only.`;
}

/** The sizes of so many further needs are in the sentence; the matrix has all. */
const MOST_SIZES = 4;

/** The answer of a run in which no need is decided. */
export const UNDECIDED = 'This run does not decide it.';

/**
 * The answer of a run in a few sentences: which transport for which need; the values of its first
 * decided need; what the first transport takes compared with the last for the next needs, in
 * ratios, or for how many needs each is best or tied where no such ratio is decided; what is not
 * decided; and what was measured over a path only. Null where no need is decided.
 */
export function headline(answers: readonly Answer[]): string | null {
  const decided = answers.filter(({ best }) => best.length > 0);
  const [first] = decided;
  const example = first && exampleOf(first);
  if (!example) return null;
  const pair = pairOf(answers);
  // Of a need that is not decided, a ratio of two transports would read as an answer.
  const others = decided.filter(answer => answer !== first);
  const sizes = pair ? contrastInWords(others, pair, MOST_SIZES) : '';
  return [
    verdictInShort(answers),
    valuesInWords(first, example),
    sizes || (decided.length > 1 ? countsInWords(decided) : ''),
    openInWords(answers),
    overPathInWords(answers),
  ]
    .filter(Boolean)
    .join(' ');
}
