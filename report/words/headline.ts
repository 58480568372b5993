import { inProse, TRANSPORTS, type Transport } from '../../scenarios/load/transport.ts';
import { pairOf } from '../model/contrast.ts';
import { type Answer, type Decided, exampleOf } from '../model/needs.ts';
import type { Entry } from '../model/rank.ts';
import { counted, everyOf, list, midSentence, span, withUnit } from '../text/format.ts';
import { contrastInWords } from './contrast.ts';
import { testsInShort } from './extent.ts';

const ordered = <Named extends { transport: Transport }>(entries: readonly Named[]): Named[] =>
  entries.toSorted((a, b) => TRANSPORTS.indexOf(a.transport) - TRANSPORTS.indexOf(b.transport));

const namesOf = (entries: readonly { transport: Transport }[]): string =>
  list(ordered(entries).map(({ transport }) => inProse(transport)));

const valuesOf = (entries: readonly Entry[], unit: string): string =>
  list(ordered(entries).map(({ spread }) => withUnit(spread.value, unit)));

/** `515 ms with short polling each 1 s` */
function valueWith({ transport, spread }: Entry, { view, unit }: Decided): string {
  const options = view.point.load.transports[transport];
  const pace = options && 'intervalMs' in options ? ` each ${span(options.intervalMs / 1000)}` : '';
  return `${withUnit(spread.value, unit)} with ${inProse(transport)}${pace}`;
}

/** `SSE and WebSocket, tied`, or in how many tests each of them is best or tied. */
function bestInWords({ best, bestAt, compared, decided }: Answer, { front }: Decided): string {
  const names = namesOf(best.map(transport => ({ transport })));
  const tests = testsInShort({ best, bestAt, compared, decided: decided.length });
  if (tests !== '') return `${names} (best or tied ${tests})`;
  return best.length > 1 && best.every(one => front.includes(one)) ? `${names}, tied` : names;
}

/**
 * Who is best for a need and by how much, in the values of the point that illustrates it: `Events
 * arrive soonest with SSE and WebSocket (best or tied in at least 18 of 20 tests): median latency
 * 0.197 ms and 0.172 ms, against 515 ms with short polling each 1 s.`
 */
function bestByInWords(answer: Answer, example: Decided): string {
  const { title, unit, first, rivals } = example;
  const isBest = ({ transport }: Entry) => answer.best.includes(transport);
  const isMore = ({ against }: (typeof rivals)[number]) => against.verdict === 'more';
  const others = rivals.filter(one => !isBest(one));
  const more = others.filter(isMore).toSorted((a, b) => b.spread.value - a.spread.value);
  const open = [first, ...others.filter(one => !isMore(one))].filter(one => !isBest(one));
  const against = more.length === 0 ? '' : `, against ${list(more.map(one => valueWith(one, example)))}`;
  const undecided =
    open.length === 0 ? '' : `; not decided: ${list(open.map(one => valueWith(one, example)))}`;
  const values = valuesOf([first, ...rivals].filter(isBest), unit);
  return `${answer.words.lead} ${bestInWords(answer, example)}: ${midSentence(title)} ${values}${against}${undecided}.`;
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

/** The needs that are not decided; empty if all are. */
function openInWords(answers: readonly Answer[]): string {
  const open = answers.filter(({ best }) => best.length === 0);
  if (open.length === 0) return '';
  if (open.length > MOST_NAMED) return `Not decided: ${counted(open.length, 'more need')}.`;
  return `Not decided: ${open.map(({ title }) => midSentence(title)).join('; ')}.`;
}

/** How many of the decided needs were measured over a path only; empty for none. */
function overPathInWords(decided: readonly Answer[]): string {
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
 * The answer of a run in a few sentences: who is best for its first decided need, in values; what
 * the first transport takes compared with the last for the next needs, in ratios, or for how many
 * needs each is best or tied where no such ratio is decided; what is not decided; and what was
 * measured over a path only. Null where no need is decided.
 */
export function headline(answers: readonly Answer[]): string | null {
  const decided = answers.filter(({ best }) => best.length > 0);
  const [first] = decided;
  const example = first && exampleOf(first);
  if (!example) return null;
  const pair = pairOf(answers);
  const others = answers.filter(answer => answer !== first).slice(0, MOST_SIZES);
  const sizes = pair ? contrastInWords(others, pair) : '';
  return [
    bestByInWords(first, example),
    sizes || (decided.length > 1 ? countsInWords(decided) : ''),
    openInWords(answers),
    overPathInWords(decided),
  ]
    .filter(Boolean)
    .join(' ');
}
