import { describe, expect, test } from 'vitest';
import { needsOf } from '../../../report/model/need-list.ts';
import { answersOf, exampleOf } from '../../../report/model/needs.ts';
import { viewPoint } from '../../../report/model/point.ts';
import { headline } from '../../../report/words/headline.ts';
import { verdictInShort } from '../../../report/words/verdict.ts';
import { inProse, isPush, TESTED_TRANSPORTS, type Transport } from '../../../scenarios/load/transport.ts';
import { comparedSets, sampleOf } from '../../harness/samples.ts';

const answersIn = (set: string) => {
  const run = sampleOf(set);
  return answersOf(
    run.scenarios.map(scenario => scenario.points.map(point => viewPoint(run, scenario, point))),
    run.run.preset,
  );
};

/** The transports that a clause names. */
function namedBy(words: string, compared: readonly Transport[]): Transport[] {
  const text = words.toLowerCase();
  if (text === 'push') return compared.filter(isPush);
  if (text === 'polling') return compared.filter(one => !isPush(one));
  if (text === 'either') return [...compared];
  const named = TESTED_TRANSPORTS.filter(one => text.includes(inProse(one).toLowerCase()));
  return text.startsWith('all but ') ? compared.filter(one => !named.some(other => other === one)) : named;
}

/** `push for latency`, or `for latency, all but short polling are best`: who, and for what. */
function partsOf(clause: string): { who: string; what: string } {
  const tied = /^for (.*), (all but .* are best)$/i.exec(clause);
  if (tied) return { who: tied[2] ?? '', what: tied[1] ?? '' };
  const [who = '', what = ''] = clause.split(/ for (.*)/);
  return { who, what };
}

describe.each(comparedSets)('the verdict of the sample %s', set => {
  const answers = answersIn(set);
  const decided = answers.filter(({ best }) => best.length > 0);
  const verdict = verdictInShort(answers);
  const clauses = verdict
    .split(/[;.] ?/)
    .filter(Boolean)
    .map(partsOf);

  test('names for each decided need all that are best, and no other', () => {
    expect(decided.length).toBeGreaterThan(1);
    for (const answer of decided) {
      const { topic, amount } = answer.words;
      const own = decided.filter(one => one.words.topic === topic);
      const clause =
        clauses.find(({ what }) => what.includes(`the ${amount} of ${topic}`)) ??
        clauses.find(({ what }) => what.includes(topic) && !what.includes(`of ${topic}`));
      if (!clause) throw new Error(`nothing is said of ${topic}: ${verdict}`);
      // A topic alone stands for all of its needs.
      if (!clause.what.includes(`of ${topic}`)) expect(own).toHaveLength(needsOf(topic));
      const example = exampleOf(answer);
      if (!example) throw new Error('a decided need has a point');
      const entries = [example.first, ...example.rivals];
      const compared = TESTED_TRANSPORTS.filter(
        one => answer.best.includes(one) || entries.some(({ transport }) => transport === one),
      );
      const named = namedBy(clause.who, compared);
      expect(named.toSorted(), `${answer.id}: ${verdict}`).toEqual(answer.best.toSorted());
    }
  });

  test('begins the headline, whose sentences are short', () => {
    const said = headline(answers) ?? '';
    expect(said.startsWith(verdict)).toBe(true);
    // A value and its unit are one word.
    for (const sentence of said.split(/\.(?: |$)/)) {
      expect(sentence.split(' ').length, sentence).toBeLessThanOrEqual(25);
    }
  });
});

test('a run without a decided need has none', () => {
  expect(verdictInShort([])).toBe('');
});
