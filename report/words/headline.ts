import { inProse, TRANSPORTS, type Transport } from '../../scenarios/load/transport.ts';
import type { Answer } from '../model/needs.ts';
import { capital, counted, list, midSentence } from '../text/format.ts';

const ordered = (transports: Iterable<Transport>): Transport[] => {
  const wanted = new Set(transports);
  return TRANSPORTS.filter(transport => wanted.has(transport));
};

/** How many answers name each transport as one of the best. */
function countsOf(answers: readonly Answer[]): Map<Transport, number> {
  const counts = new Map<Transport, number>();
  for (const transport of answers.flatMap(({ best }) => best)) {
    counts.set(transport, (counts.get(transport) ?? 0) + 1);
  }
  return counts;
}

/** `short polling for a stream, little traffic` */
const exceptionInWords = ({ title, best }: Answer): string =>
  `${list(ordered(best).map(inProse))} for “${midSentence(title)}”`;

/** So many needs that are not decided are named; more are counted. */
const MOST_NAMED = 3;

/** The needs that are not decided; empty if all are. */
function openInWords(answers: readonly Answer[]): string {
  const open = answers.filter(({ best }) => best.length === 0);
  if (open.length === 0) return '';
  if (open.length > MOST_NAMED) return ` ${counted(open.length, 'more need')} are not decided.`;
  return ` Not decided: ${open.map(({ title }) => midSentence(title)).join('; ')}.`;
}

/** The answer of a run in which no need is decided. */
export const UNDECIDED = 'This run does not decide it.';

/**
 * The answer of a run in at most four sentences: for how many needs each transport is best, the
 * needs for which none of the leading ones is, which needs are not decided, and how many were
 * measured over a path only. Null where no need is decided.
 */
export function headline(answers: readonly Answer[]): string | null {
  const decided = answers.filter(({ best }) => best.length > 0);
  if (decided.length === 0) return null;
  const counts = countsOf(decided);
  const most = Math.max(...counts.values());
  const leaders = ordered([...counts].filter(([, count]) => count === most).map(([one]) => one));
  const where =
    most === decided.length
      ? decided.length === 1
        ? 'for the only decided need'
        : `for all ${counted(most, 'decided need')}`
      : `for ${most} of ${counted(decided.length, 'decided need')}`;
  const each = leaders.length > 1 ? 'are each' : 'is';
  const behind = [...Map.groupBy(counts, ([, count]) => count)]
    .filter(([count]) => count < most)
    .toSorted(([a], [b]) => b - a)
    .map(([count, those]) => `${list(ordered(those.map(([one]) => one)).map(inProse))} for ${count}`);
  const rest = behind.length === 0 ? '' : `; ${list(behind)}`;
  const more = openInWords(answers);
  const far = decided.filter(({ path }) => path !== null).length;
  const apart =
    far === 0
      ? ''
      : far === decided.length
        ? ' All were measured over a path.'
        : ` ${counted(far, 'need')} ${far === 1 ? 'was' : 'were'} measured over a path only.`;
  const first = `${capital(list(leaders.map(inProse)))} ${each} best, or not distinguishable from the best, ${where}${rest}.`;
  const others = decided.filter(({ best }) => !leaders.some(leader => best.includes(leader)));
  if (others.length === 0) return `${first}${more}${apart}`;
  const than = leaders.length === 1 ? inProse(leaders[0] as Transport) : 'these';
  const inMany = others.length === 1 ? 'one need' : counted(others.length, 'need');
  return `${first} Better than ${than} in ${inMany}: ${list(others.map(exceptionInWords))}.${more}${apart}`;
}
