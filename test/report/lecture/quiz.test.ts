import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type ClaimVerdict, claimsOf } from '../../../analysis/claims/claims.ts';
import { isRight, QUIZ_ANSWERS, type QuizGiven, quizOf, tallyOf } from '../../../report/lecture/quiz.ts';
import { MOST_POINTS, pointQuestionOf } from '../../../report/lecture/quiz-points.ts';
import { renderPointQuestion, renderTally, renderVerdict } from '../../../report/lecture/quiz-view.ts';
import { readRun } from '../../../results/format/run-file.ts';
import { ROOT } from '../../../root.ts';
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

/** One decided claim as a question. */
function asked(over: Partial<ClaimVerdict>) {
  const [question] = quizOf([claim('C3', over)]);
  if (!question) throw new Error('a decided claim is a question');
  return question;
}

/** The verdict on one claim, as a slide has it. */
const shown = (over: Partial<ClaimVerdict>, answer: QuizGiven['answer'], points: number[] | null = null) =>
  renderVerdict(asked(over), { answer, points: points && new Set(points) }).text;

/** A claim that is true at two points of four that are decided. */
const MIXED = madeStrip('short polling', 'poll interval', [
  [1, 'true', 2],
  [2, 'not decided', null],
  [5, 'true', 1.5],
  [10, 'reversed', 0.5],
  [20, 'not true', 1],
]);

describe('claims as questions', () => {
  test('have the answer that the verdict means; undecided ones are no question', () => {
    expect(quizOf(claims).map(({ id, right }) => [id, right])).toEqual([
      ['C1', 'true'],
      ['C2', 'false'],
      ['C3', 'it depends'],
    ]);
  });

  test('take the answer that no decided point contradicts as right, and say why', () => {
    const half = madeStrip('long polling', null, [
      ['a', 'true', 2],
      ['b', 'not decided', null],
    ]);
    const all = madeStrip('short polling', null, [['c', 'true', 9]]);
    const none = madeStrip('SSE', null, [['d', 'not true', 1]]);
    const accepted = (over: Partial<ClaimVerdict>) =>
      QUIZ_ANSWERS.filter(answer => isRight(asked(over), answer));
    const ifOnly = { verdict: 'holds if' } as const;
    // The whole kind: what each verdict accepts, with the points that it rests on.
    expect(accepted({ verdict: 'holds', strips: [all, half] })).toEqual(['true']);
    expect(accepted({ verdict: 'refuted', strips: [none] })).toEqual(['false']);
    expect(accepted({ ...ifOnly, strips: [all, half] })).toEqual(['true', 'it depends']);
    expect(accepted({ ...ifOnly, strips: [none] })).toEqual(['false', 'it depends']);
    expect(accepted({ ...ifOnly, strips: [all, none] })).toEqual(['it depends']);
    expect(accepted({ ...ifOnly, strips: [all], overPaths: { sentence: '', strips: [none] } })).toEqual([
      'it depends',
    ]);
    expect(accepted({ ...ifOnly, strips: [] })).toEqual(['it depends']);
    const unmeasured = madeStrip('by itself', null, [['e', 'not measured', null]]);
    expect(accepted({ ...ifOnly, strips: [all, unmeasured] })).toEqual(['it depends']);
    expect(accepted({ verdict: 'holds where decided', strips: [all, half] })).toEqual(['true', 'it depends']);
    expect(accepted({ verdict: 'refuted where decided', strips: [none, half] })).toEqual([
      'false',
      'it depends',
    ]);
    expect(textOf(shown({ verdict: 'holds where decided', strips: [all, half] }, 'it depends'))).toContain(
      '✓ Right . You: it depends. This run: true where decided. It holds wherever the run decides it. “It depends” counts as well: 1 point not decided.',
    );
    expect(textOf(shown({ ...ifOnly, strips: [all, half] }, 'true'))).toContain(
      '✓ Right . You: true. This run: it depends. “True” counts as well: no decided point speaks against it, and 1 point not decided.',
    );
  });

  test('of the sample accept “true” for C3, as nothing in it speaks against it', () => {
    const quiz = quizOf(claimsOf(readRun(join(ROOT, 'results/sample/review')), null));
    const c3 = quiz.find(({ id }) => id === 'C3');
    expect(c3?.strips.flatMap(({ marks }) => marks).some(({ verdict }) => verdict === 'not decided')).toBe(
      true,
    );
    expect(c3 && isRight(c3, 'true') && isRight(c3, 'it depends')).toBe(true);
    expect(c3 && isRight(c3, 'false')).toBe(false);
    for (const { right, also } of quiz) expect(also?.answer).not.toBe(right);
  });

  test('are answered by both answers, the sentence and the reason', () => {
    const over = { verdict: 'holds if', sentence: 'True for rare updates (2.6–5.1×).' } as const;
    expect(textOf(shown(over, 'true'))).toMatch(
      /✗ Not so \. You: true\. This run: it depends\. It is true under a condition only\. True for rare updates \(2\.6–5\.1×\)\. It was so\. C3 in the report/,
    );
    expect(textOf(shown(over, 'it depends'))).toContain('✓ Right');
  });

  test('have a verdict without an answer, which is neither right nor wrong', () => {
    const text = textOf(renderVerdict(asked({ verdict: 'refuted' }), null).text).trim();
    expect(text).toMatch(/^This run: false ?\. The run contradicts it\. It was so everywhere\./);
    expect(text).toMatch(/Answer$/);
    expect(text).not.toMatch(/[✓✗]|You:/);
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
    const strip = madeStrip(evil, evil, [
      [evil, 'true', 1],
      [`other ${evil}`, 'reversed', 1],
    ]);
    const over = { id: evil, claim: evil, because: evil, sentence: evil } as const;
    const strips = [{ ...strip, measure: evil, unit: evil }];
    const question = asked({ ...over, strips, verdict: 'holds if' });
    if (!question.where) throw new Error('a claim with both verdicts asks for its points');
    const texts = [
      shown({ ...over, strips }, 'true'),
      renderPointQuestion(question, question.where, 'true', new Set()).text,
      renderVerdict(question, { answer: 'true', points: new Set([0]) }).text,
    ];
    for (const text of texts) expect(text).not.toMatch(/<(script|img|style)/);
  });
});

describe('the points of a claim that depends', () => {
  const over: Partial<ClaimVerdict> = { verdict: 'holds if', strips: [MIXED] };

  test('are asked as far as the run decides them', () => {
    expect(asked(over).where).toEqual({
      of: 'short polling',
      measure: 'CPU per delivery',
      points: [
        { label: 'point 1', isTrue: true },
        { label: 'point 5', isTrue: true },
        { label: 'point 10', isTrue: false },
        { label: 'point 20', isTrue: false },
      ],
    });
    expect(asked({ ...over, verdict: 'holds' }).where).toBeNull();
  });

  test('are those of all strips where each strip agrees with itself', () => {
    const strips = [madeStrip('SSE', null, [['a', 'true', 2]]), madeStrip('', null, [['b', 'not true', 1]])];
    expect(pointQuestionOf(strips)).toEqual({
      of: '',
      measure: 'CPU per delivery',
      points: [
        { label: 'SSE: point a', isTrue: true },
        { label: 'point b', isTrue: false },
      ],
    });
    expect(pointQuestionOf(strips.slice(0, 1))).toBeNull();
    expect(pointQuestionOf([])).toBeNull();
  });

  test('have their short name where the whole does not fit on a button', () => {
    const [first, ...others] = MIXED.marks;
    const long = { ...first, label: 'the first 82 of 1,707 events of a trace, 10,080 times as fast' };
    const strip = { ...MIXED, marks: [long as (typeof others)[number], ...others] };
    expect(pointQuestionOf([strip])?.points[0]?.label).toBe('1 per poll interval');
    expect(pointQuestionOf([{ ...strip, per: null }])?.points[0]?.label).toBe('1');
  });

  test('are at most those that fit a slide: the ends, and others between them', () => {
    const many = Array.from({ length: 21 }, (_, at): [number, 'true' | 'reversed', number] => [
      at,
      at < 12 ? 'true' : 'reversed',
      2,
    ]);
    const points = pointQuestionOf([madeStrip('', 'second', many)])?.points ?? [];
    expect(points).toHaveLength(MOST_POINTS);
    expect([points.at(0)?.label, points.at(-1)?.label]).toEqual(['point 0', 'point 20']);
    expect(new Set(points.map(({ label }) => label)).size).toBe(MOST_POINTS);
  });

  test('are asked after the answer, and shown beside what was marked', () => {
    const question = asked(over);
    if (!question.where) throw new Error('it has points');
    const text = renderPointQuestion(question, question.where, 'false', new Set([1])).text;
    expect(textOf(text)).toMatch(
      /✗ Not so \. You: false\. This run: it depends\. It is true under a condition only\. At which points is it true \(short polling\)\?/,
    );
    expect([...text.matchAll(/aria-pressed="(\w+)"/g)].map(([, pressed]) => pressed)).toEqual([
      'false',
      'true',
      'false',
      'false',
    ]);
    const verdict = textOf(shown(over, 'it depends', [1, 2]));
    expect(verdict).toContain('1 of 2 marked points right (short polling)');
    expect(verdict).toMatch(/: · point 1: true ✓ point 5: true ✗ point 10: not true · point 20: not true/);
  });

  test('are no mistakes where none is marked', () => {
    const html = shown(over, 'it depends', []);
    expect(textOf(html)).toMatch(/No point marked \(short polling\) ?: · point 1: true · point 5: true/);
    expect(textOf(html)).not.toContain('✗');
    expect(html).not.toMatch(/class="(right|wrong)"/);
  });
});

describe('the score', () => {
  const questions = quizOf(claims);

  test('counts right answers, and names the wrong ones', () => {
    const tally = tallyOf(
      questions,
      new Map([
        ['C1', { answer: 'true', points: null }],
        ['C3', { answer: 'false', points: null }],
        ['unknown', { answer: 'true', points: null }],
      ]),
    );
    expect(tally).toEqual({
      questions: 3,
      answered: 2,
      right: 1,
      points: { marked: 0, right: 0 },
      wrong: [{ id: 'C3', claim: 'The claim C3.', given: 'false', right: 'it depends' }],
    });
    expect(textOf(renderTally(tally).text)).toMatch(
      /1 of 2 answers right 1 claim without an answer\. .*C3\. The claim C3\. false it depends/,
    );
  });

  test('of no answers is none', () => {
    expect(tallyOf(questions, new Map())).toEqual({
      questions: 3,
      answered: 0,
      right: 0,
      points: { marked: 0, right: 0 },
      wrong: [],
    });
  });

  test('counts the points that were marked', () => {
    const given = new Map([['C3', { answer: 'it depends', points: new Set([0, 1, 2]) } as const]]);
    const tally = tallyOf([asked({ verdict: 'holds if', strips: [MIXED] })], given);
    expect(tally.points).toEqual({ marked: 3, right: 2 });
    expect(textOf(renderTally(tally).text)).toContain('1 of 1 answer right, and 2 of 3 marked points');
  });
});
