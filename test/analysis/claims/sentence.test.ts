import { describe, expect, test } from 'vitest';
import { MOST_WORDS, sentenceOf, sizesInWords, stripInWords } from '../../../analysis/claims/sentence.ts';
import type { PointVerdict, Strip } from '../../../analysis/claims/strip.ts';
import { madeStrip } from '../../made/strips.ts';

/** A strip along the notification rate: `[rate, verdict, size]` for each point. */
const along = (...points: [number, PointVerdict, number | null][]): Strip => madeStrip('', 'poll', points);

describe('a sentence of one strip', () => {
  test.each<[string, Strip, string]>([
    [
      'a claim that is reversed from a rate on',
      along([0.1, 'true', 5.1], [1, 'true', 2.6], [10, 'reversed', 0.8]),
      'True up to 1 notification per poll (2.6–5.1×), reversed from 10 on (0.8×).',
    ],
    [
      'a claim that is true from a rate on',
      along([0, 'not true', 1], [1, 'not true', 1], [10, 'true', 1.61], [50, 'true', 2]),
      'True from 10 notifications per poll on (1.6–2×), not up to 1 (1×).',
    ],
    [
      'a claim that is true without notifications only',
      along([0, 'true', 9.04], [1, 'reversed', 0.5], [10, 'not true', 1]),
      'True without notifications (9×), not from 1 on (0.5–1×).',
    ],
    [
      'an undecided point between both sides, which moves no bound',
      along([1, 'true', 2], [5, 'not decided', 1.1], [10, 'reversed', 0.5]),
      'True up to 1 notification per poll (2×), reversed from 10 on (0.5×).',
    ],
    [
      'an undecided point within a side, which would be taken for a decided one',
      along([1, 'not decided', 1.1], [2, 'true', 2], [10, 'reversed', 0.5]),
      'True at 1 of 3 points (2×), reversed at 1 (0.5×).',
    ],
    [
      'points that mix',
      along([1, 'true', 2], [5, 'reversed', 0.5], [10, 'true', 3]),
      'True at 2 of 3 points (2–3×), reversed at 1 (0.5×).',
    ],
    [
      'a claim that is true everywhere',
      along([1, 'true', 2], [10, 'true', 300]),
      'True everywhere (2–300×).',
    ],
    [
      'a claim that is true where it is decided',
      along([1, 'true', 2], [5, 'not decided', 1.1], [10, 'not decided', null]),
      'True at 1 of 3 points (2×).',
    ],
    [
      'a claim that is reversed everywhere',
      along([1, 'reversed', 0.25], [10, 'reversed', 0.2]),
      'Reversed everywhere (0.2–0.25×).',
    ],
    [
      'a claim that is true nowhere',
      along([1, 'reversed', 0.25], [10, 'not true', 1]),
      'Never true (0.25–1×).',
    ],
    ['no decided point', along([1, 'not decided', 1.1], [10, 'not decided', 0.9]), 'Not decided.'],
    ['a single point', along([1, 'true', 2.51]), 'True (2.5×).'],
    ['a single undecided point', along([1, 'not decided', null]), 'Not decided.'],
    ['no measured point', along([1, 'not measured', null], [10, 'not measured', null]), 'Not measured.'],
    ['no point at all', along(), 'Not measured.'],
    [
      'points that were not measured, which do not count',
      along([1, 'true', 2], [5, 'not measured', null], [10, 'true', 2]),
      'True everywhere (2×).',
    ],
    [
      'sizes that are not decided, which are not given',
      along([1, 'true', null], [10, 'true', null]),
      'True everywhere.',
    ],
  ])('%s', (_, strip, sentence) => {
    expect(sentenceOf([strip])).toBe(sentence);
  });

  test('names a few points without an order, and counts many', () => {
    const few = madeStrip('', null, [
      ['chat', 'true', 1.9],
      ['echo', 'not true', 1],
      ['ticker', 'true', 2.4],
    ]);
    expect(sentenceOf([few])).toBe('True for chat and ticker (1.9–2.4×), not for echo (1×).');
    const many = madeStrip(
      '',
      null,
      Array.from({ length: 9 }, (_, index) => [`p${index}`, index < 4 ? 'true' : 'not true', 2]),
    );
    expect(sentenceOf([many])).toBe('True at 4 of 9 points (2×), not at 5 (2×).');
  });

  test('a point without a place on the axis makes no bound', () => {
    const strip = along([1, 'true', 2], [10, 'reversed', 0.5]);
    const [first, second] = strip.marks;
    if (!first || !second) throw new Error('no marks');
    expect(stripInWords({ ...strip, marks: [{ ...first, at: null }, second] })).toBe(
      'true at 1 of 2 points (2×), reversed at 1 (0.5×)',
    );
  });
});

describe('a sentence of several strips', () => {
  const named = (name: string, ...points: [number, PointVerdict, number | null][]) =>
    madeStrip(name, 'poll', points);

  test('says what each says, without what is not true', () => {
    expect(
      sentenceOf([
        named('short polling', [1, 'true', 120], [10, 'true', 4400]),
        named('long polling', [1, 'true', 1.61], [10, 'not decided', 1]),
        named('SSE', [1, 'true', 2], [10, 'reversed', 0.5]),
      ]),
    ).toBe(
      'Short polling: true everywhere (120–4,400×); long polling: true at 1 of 2 points (1.6×); SSE: true up to 1 notification per poll (2×).',
    );
  });

  test('names those that say the same together, with all their sizes', () => {
    expect(
      sentenceOf([
        named('short polling', [1, 'not decided', 2]),
        named('long polling', [1, 'true', 2], [10, 'true', 3]),
        named('SSE', [1, 'not decided', 2], [10, 'not decided', 2]),
        named('WebSocket', [1, 'true', 9], [10, 'true', 8]),
      ]),
    ).toBe('Short polling and SSE: not decided; long polling and WebSocket: true everywhere (2–9×).');
  });

  test(`has at most ${MOST_WORDS} words: sizes are left out first`, () => {
    const long = ['a', 'b', 'c'].map((name, index) =>
      named(`${name} long name of`, [1, 'true', 2], [2 + index, 'reversed', 0.5]),
    );
    const sentence = sentenceOf(long);
    expect(sentence).not.toContain('×');
    expect(sentence).toContain('A long name of: true up to 1 notification per poll');
  });
});

test('sizes are rounded to two digits, with their unit', () => {
  const { marks } = along([1, 'true', 0.6083], [2, 'true', 12.36], [3, 'true', null]);
  expect(sizesInWords(marks, '×')).toBe('0.61–12×');
  expect(sizesInWords(marks, '%')).toBe('0.61–12%');
  expect(sizesInWords(marks, 'ms')).toBe('0.61–12 ms');
  expect(sizesInWords([], 'ms')).toBe('');
});
