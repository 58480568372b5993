import { describe, expect, test } from 'vitest';
import type { ClaimVerdict } from '../../../analysis/claims/claims.ts';
import { quizOf, tallyOf } from '../../../report/lecture/quiz.ts';
import { renderTally, renderVerdict } from '../../../report/lecture/quiz-view.ts';
import { textOf } from '../../harness/report-text.ts';
import { HOSTILE } from '../../made/run.ts';
import { madeStrip } from '../../made/strips.ts';

const claim = (id: string, over: Partial<ClaimVerdict>): ClaimVerdict => ({
  id,
  claim: `The claim ${id}.`,
  verdict: 'holds',
  condition: null,
  sentence: 'It was so everywhere.',
  strips: [],
  because: 'It was so.',
  figures: [],
  missing: null,
  ...over,
});

const claims = [
  claim('C1', {}),
  claim('C2', { verdict: 'refuted' }),
  claim('C3', { verdict: 'holds if', sentence: 'True for rare updates (2.6–5.1×).' }),
  claim('C4', { verdict: 'not measured', missing: 'a count' }),
  claim('C5', { verdict: 'not decided', missing: 'more blocks' }),
];

/** The verdict on one claim, as a slide has it. */
function shown(over: Partial<ClaimVerdict>, given: 'true' | 'it depends'): string {
  const [question] = quizOf([claim('C3', over)]);
  if (!question) throw new Error('a decided claim is a question');
  return renderVerdict(question, given).text;
}

describe('claims as questions', () => {
  test('have the answer that the verdict means; undecided ones are no question', () => {
    expect(quizOf(claims).map(({ id, right }) => [id, right])).toEqual([
      ['C1', 'true'],
      ['C2', 'false'],
      ['C3', 'it depends'],
    ]);
  });

  test('are answered by both answers, the sentence and the reason', () => {
    const over = { verdict: 'holds if', sentence: 'True for rare updates (2.6–5.1×).' } as const;
    expect(textOf(shown(over, 'true'))).toMatch(
      /✗ Not so \. You: true\. This run: it depends\. True for rare updates \(2\.6–5\.1×\)\. It was so\. C3 in the report/,
    );
    expect(textOf(shown(over, 'it depends'))).toContain('✓ Right');
  });

  test('show their points, and what each mark means', () => {
    const strips = [
      madeStrip('short polling', 'poll interval', [
        [1, 'true', 2],
        [10, 'reversed', 0.5],
      ]),
    ];
    const text = shown({ strips }, 'true');
    expect(text).toContain('aria-label="Short polling, 2 points: 1 true, 1 reversed"');
    expect(textOf(text)).toMatch(/Each mark is one point: true reversed not true/);
    expect(shown({}, 'true')).not.toContain('Each mark');
  });

  test('keep hostile texts texts', () => {
    const evil = HOSTILE.join(' ');
    const strips = [{ ...madeStrip(evil, evil, [[evil, 'true', 1]]), measure: evil, unit: evil }];
    const text = shown({ id: evil, claim: evil, because: evil, sentence: evil, strips }, 'true');
    expect(text).not.toMatch(/<(script|img|style)/);
  });
});

describe('the score', () => {
  const questions = quizOf(claims);

  test('counts right answers, and names the wrong ones', () => {
    const tally = tallyOf(
      questions,
      new Map([
        ['C1', 'true'],
        ['C3', 'false'],
        ['unknown', 'true'],
      ]),
    );
    expect(tally).toEqual({
      questions: 3,
      answered: 2,
      right: 1,
      wrong: [{ id: 'C3', claim: 'The claim C3.', given: 'false', right: 'it depends' }],
    });
    expect(textOf(renderTally(tally).text)).toMatch(
      /1 of 2 answers right 1 claim without an answer\. .*C3\. The claim C3\. false it depends/,
    );
  });

  test('of no answers is none', () => {
    expect(tallyOf(questions, new Map())).toEqual({ questions: 3, answered: 0, right: 0, wrong: [] });
  });
});
