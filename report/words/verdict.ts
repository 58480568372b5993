import { inProse, isPush, TRANSPORTS, type Transport } from '../../scenarios/load/transport.ts';
import { needsOf } from '../model/need-list.ts';
import { type Answer, exampleOf } from '../model/needs.ts';
import { capital, list } from '../text/format.ts';

/** Longer sentences are split. */
const MOST_WORDS = 25;

/** What all transports but one are called. */
const allBut = (other: Transport): string => `all but ${inProse(other)} are best`;

/** Push and polling, each called so where they are best as a whole. */
const KINDS: [name: string, includes: (transport: Transport) => boolean][] = [
  ['push', isPush],
  ['polling', transport => !isPush(transport)],
];

/** What the point compares that illustrates an answer, and what is best for it. */
function comparedBy(answer: Answer): Transport[] {
  const example = exampleOf(answer);
  if (!example) return [];
  const all = [example.first, ...example.rivals].map(({ transport }) => transport);
  return TRANSPORTS.filter(one => all.includes(one) || answer.best.includes(one));
}

/**
 * What the best transports of a need are called. `push` or `polling` where they are a whole kind,
 * `either` where they are all, `all but short polling are best` where they are all but one, else
 * their names.
 */
function bestInShort(answer: Answer): string {
  const compared = comparedBy(answer);
  const isBest = (transport: Transport) => answer.best.includes(transport);
  const others = compared.filter(one => !isBest(one));
  if (others.length === 0) return 'either';
  for (const [name, includes] of KINDS) {
    const own = compared.filter(includes);
    const isKind = own.length > 1 && own.length < compared.length && answer.best.every(includes);
    if (isKind && own.every(isBest)) return name;
  }
  const [other, ...rest] = others;
  if (other && rest.length === 0 && compared.length > 2) return allBut(other);
  return list(compared.filter(isBest).map(inProse));
}

/** `rare updates` for all needs of the topic; for some of them `the traffic of a stream`. */
function topicsInWords(answers: readonly Answer[]): string[] {
  return [...Map.groupBy(answers, ({ words }) => words.topic)].flatMap(([topic, own]) =>
    own.length === needsOf(topic) ? [topic] : own.map(({ words }) => `the ${words.amount} of ${topic}`),
  );
}

const wordsIn = (text: string): number => text.split(' ').length;

/** Clauses in as few sentences as have no more words than a sentence may have. */
function sentencesOf(clauses: readonly string[]): string {
  const sentences: string[] = [];
  for (const clause of clauses) {
    const last = sentences.at(-1);
    const joined = `${last}; ${clause}`;
    if (last !== undefined && wordsIn(joined) <= MOST_WORDS) sentences[sentences.length - 1] = joined;
    else sentences.push(clause);
  }
  return sentences.map(one => `${capital(one)}.`).join(' ');
}

const isAllBut = (best: string): boolean => TRANSPORTS.some(other => best === allBut(other));

/** What decides between transports stands before what rules one out, and before `either`. */
const placeOf = (best: string): number => (best === 'either' ? 2 : isAllBut(best) ? 1 : 0);

/** `push for latency`, `for latency, all but short polling are best`. */
const clauseOf = (best: string, topics: string): string =>
  isAllBut(best) ? `for ${topics}, ${best}` : `${best} for ${topics}`;

/**
 * Which transport for which need, in short: `Push for latency and rare updates; short polling for
 * the traffic of a stream.` What leads for most needs stands first. Empty where no need is decided.
 */
export function verdictInShort(answers: readonly Answer[]): string {
  const decided = answers.filter(({ best }) => best.length > 0);
  const groups = [...Map.groupBy(decided, bestInShort)].toSorted(
    ([best, own], [other, theirs]) => placeOf(best) - placeOf(other) || theirs.length - own.length,
  );
  return sentencesOf(groups.map(([best, own]) => clauseOf(best, list(topicsInWords(own)))));
}
