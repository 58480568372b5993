import { inProse, TRAITS, TRANSPORTS, type Transport } from '../../scenarios/load/transport.ts';
import { type Answer, type Decided, isBetterAt, splitOf } from '../model/needs.ts';
import { capital, counted, everyOf, list, midSentence } from '../text/format.ts';
import { placeInWords } from './over-paths.ts';

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

/** A need for which other transports are better than the leaders, and the points that decide it. */
interface Exception {
  title: string;
  better: Transport[];
  at: Decided[];
  /** How many points the need decides. */
  of: number;
}

/**
 * Whether others are better than the leaders for a need: none of the leaders is best, and at some
 * of its own points one of the best counts while the leaders are known to have more.
 */
function exceptionsOf(answer: Answer, leaders: readonly Transport[]): Exception[] {
  const { title, best, decided } = answer;
  if (best.some(one => leaders.includes(one))) return [];
  const at = decided.filter(one => isBetterAt(splitOf(one), best, leaders));
  const better = ordered(best.filter(one => at.some(({ front }) => front.includes(one))));
  return at.length === 0 ? [] : [{ title, better, at, of: decided.length }];
}

/**
 * A longer label makes a sentence that fills the first screen. Its scenario is named instead, and
 * how many points decide the need.
 */
const LONGEST_LABEL = 24;

/**
 * `only in Chat, where SSE sends by POST`: the point, or its scenario and of how many points it is
 * one.
 */
function onlyInWords({ view }: Decided, of: number, leaders: readonly Transport[]): string {
  const { senders } = view.point.load;
  const posting = leaders.filter(one => !TRAITS[one].hasUpstream);
  if (senders?.upstream === 'own' && posting.length > 0) {
    const send = posting.length === 1 ? 'sends' : 'send';
    return `only in ${view.scenario.title}, where ${list(posting.map(inProse))} ${send} by POST`;
  }
  const name = view.scenario.points.length > 1 ? `“${view.point.label}”` : placeInWords(view, ', ');
  return name.length > LONGEST_LABEL ? `1 of ${of} points, in “${view.scenario.title}”` : `only at ${name}`;
}

/** `WebSocket for “lowest latency” (only in Chat, where SSE sends by POST)` */
function exceptionInWords({ title, better, at, of }: Exception, leaders: readonly Transport[]): string {
  const [only] = at;
  const where = only && at.length === 1 && of > 1 ? ` (${onlyInWords(only, of, leaders)})` : '';
  return `${list(better.map(inProse))} for “${midSentence(title)}”${where}`;
}

/** So many needs that are not decided are named; more are counted. */
const MOST_NAMED = 1;

/** The needs that are not decided; empty if all are. */
function openInWords(answers: readonly Answer[]): string {
  const open = answers.filter(({ best }) => best.length === 0);
  if (open.length === 0) return '';
  if (open.length > MOST_NAMED) return ` Not decided: ${counted(open.length, 'more need')}.`;
  return ` Not decided: ${open.map(({ title }) => midSentence(title)).join('; ')}.`;
}

/** The answer of a run in which no need is decided. */
export const UNDECIDED = 'This run does not decide it.';

/**
 * The answer of a run in at most four sentences: for how many needs each transport is best, the
 * needs in which others are decided to be better than the leading ones, which needs are not
 * decided, and how many were measured over a path only. Null where no need is decided.
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
        : `for ${everyOf(most, 'decided need')}`
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
  const others = decided.flatMap(answer => exceptionsOf(answer, leaders));
  if (others.length === 0) return `${first}${more}${apart}`;
  const than = leaders.length === 1 ? inProse(leaders[0] as Transport) : 'these';
  const inMany = others.length === 1 ? 'one need' : counted(others.length, 'need');
  const named = others.map(one => exceptionInWords(one, leaders));
  const joined = named.some(one => one.includes('(')) ? named.join('; ') : list(named);
  return `${first} Better than ${than} in ${inMany}: ${joined}.${more}${apart}`;
}
