import { describe, expect, test } from 'vitest';
import type { ClaimFigure, ClaimVerdict } from '../../../analysis/claims/claims.ts';
import { quizOf, spreadOut, tallyOf } from '../../../report/lecture/quiz.ts';
import { renderTally, renderVerdict } from '../../../report/lecture/quiz-view.ts';
import { textOf } from '../../harness/report-text.ts';
import { HOSTILE, madeRun, madeScenario } from '../../made/run.ts';

const run = madeRun([madeScenario('ticker', 3)], []);

const claim = (id: string, over: Partial<ClaimVerdict>): ClaimVerdict => ({
  id,
  claim: `The claim ${id}.`,
  verdict: 'holds',
  condition: null,
  because: 'It was so.',
  figures: [],
  missing: null,
  ...over,
});

const figure = (value: number, over: Partial<ClaimFigure> = {}): ClaimFigure => ({
  label: 'CPU as a multiple',
  value,
  unit: '×',
  lower: value * 0.9,
  upper: value * 1.1,
  scenario: 'ticker',
  point: 'p0',
  transport: 'sse',
  ...over,
});

const claims = [
  claim('C1', {}),
  claim('C2', { verdict: 'refuted' }),
  claim('C3', { verdict: 'holds if', condition: 'updates are rare' }),
  claim('C4', { verdict: 'not measured', missing: 'a count' }),
];

describe('claims as questions', () => {
  test('have the answer that the verdict means; unmeasured ones are no question', () => {
    expect(quizOf(run, claims).map(({ id, right }) => [id, right])).toEqual([
      ['C1', 'true'],
      ['C2', 'false'],
      ['C3', 'it depends'],
    ]);
  });

  test('show values that can be compared, from the smallest to the largest, with both ends', () => {
    const values = [5, 3, 9, 1, 7, 8, 2, 6, 4].map(value => figure(value));
    const others = Array.from({ length: 20 }, () => figure(100, { label: 'CPU', unit: 'µs' }));
    const [question] = quizOf(run, [claim('C1', { figures: [...others, ...values] })]);
    expect(question?.values.map(({ value }) => value)).toEqual(
      [1, 3, 4, 6, 7, 9].map(value => `${value}.00\u00a0×`),
    );
    expect(question?.values[0]).toMatchObject({
      label: 'CPU as a multiple',
      interval: '0.900–1.10',
      place: 'The ticker: 10 subscribers',
    });
    expect(question?.valueCount).toBe(29);
  });

  test('without an interval have none, nor where it reads like the value', () => {
    const figures = [figure(1, { lower: null }), figure(2, { lower: 2, upper: 2 })];
    const [question] = quizOf(run, [claim('C1', { figures })]);
    expect(question?.values.map(({ interval }) => interval)).toEqual(['', '']);
  });

  test('keep hostile texts texts', () => {
    const evil = HOSTILE.join(' ');
    const figures = [figure(1, { label: evil, scenario: evil, point: evil })];
    const [question] = quizOf(run, [
      claim(evil, { claim: evil, because: evil, verdict: 'holds if', condition: evil, figures }),
    ]);
    if (!question) throw new Error('a judged claim is a question');
    const { text } = renderVerdict(question, 'true');
    expect(text).not.toMatch(/<(script|img|style)|<svg(?! class="swatch)/);
  });
});

test('of a list a few are taken, evenly, with both ends', () => {
  expect(spreadOut([1, 2, 3], 6)).toEqual([1, 2, 3]);
  expect(spreadOut([1, 2, 3, 4, 5], 3)).toEqual([1, 3, 5]);
});

describe('the score', () => {
  const questions = quizOf(run, claims);

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

test('a verdict says both answers, and the condition', () => {
  const [, , question] = quizOf(run, claims);
  if (!question) throw new Error('a judged claim is a question');
  expect(textOf(renderVerdict(question, 'true').text)).toContain(
    '✗ Not so . You: true. This run: it depends. It holds if updates are rare. It was so.',
  );
  expect(textOf(renderVerdict(question, 'it depends').text)).toContain('✓ Right');
});
