import { expect, test } from 'vitest';
import type { PointVerdict } from '../../../analysis/claims/strip.ts';
import { renderStrip, renderStrips, verdictMark } from '../../../report/parts/strip.ts';
import { POINT_VERDICTS } from '../../../report/words/claims.ts';
import { textOf } from '../../harness/report-text.ts';
import { madeStrip } from '../../made/strips.ts';

const points: [number, PointVerdict, number | null][] = [
  [0, 'true', 5],
  [1, 'true', 2],
  [10, 'reversed', 0.8],
  [50, 'not decided', null],
  [200, 'not measured', null],
];

test('each verdict has a shape of its own, so that marks need no colour', () => {
  const shapes = POINT_VERDICTS.map(verdict => verdictMark(verdict).text.replace(/^<svg[^>]*>/, ''));
  expect(new Set(shapes).size).toBe(5);
});

test('a strip has one mark per point in its order, a name for each, and counts for a reader without pictures', () => {
  const { text } = renderStrip(madeStrip('short polling', 'poll', points));
  expect([...text.matchAll(/<g class="verdict-mark ([a-z-]+)"/g)].map(([, kind]) => kind)).toEqual([
    'true',
    'true',
    'reversed',
    'not-decided',
    'not-measured',
  ]);
  expect(text).toContain(
    'role="img" aria-label="Short polling, 5 points: 2 true, 1 reversed, 1 not decided, 1 not measured"',
  );
  expect(text).toContain('<title>point 10: reversed, 0.800× (0.720–0.880)</title>');
  // A picture keeps its size without a style sheet.
  expect(text).toContain('width="70" height="14"');
  expect(textOf(text)).toMatch(/ 0 200 per poll $/);
});

test('a strip of one point has one end', () => {
  expect(textOf(renderStrip(madeStrip('', 'second', [[1, 'true', 2]])).text)).toMatch(/\(1\.80–2\.20\) 1 $/);
});

test('few points without an order are named one by one', () => {
  const { text } = renderStrip(
    madeStrip('', null, [
      ['chat', 'true', 2],
      ['echo', 'not true', 1],
    ]),
  );
  expect(textOf(text).trim()).toBe('true: chat not true: echo');
  expect(text).toContain('<li title="point chat: true, 2.00× (1.80–2.20)">');
});

test('the ends of strips with the same points are named once', () => {
  const ends = (...strips: Parameters<typeof renderStrips>[0]) =>
    [...renderStrips(strips).text.matchAll(/class="ends[" ]/g)].length;
  const [first, second] = [madeStrip('a', 'poll', points), madeStrip('b', 'poll', points)];
  expect(ends(first, second)).toBe(1);
  expect(ends(first, madeStrip('c', 'second', points))).toBe(2);
  expect(ends(first, madeStrip('d', 'poll', points.slice(1)))).toBe(2);
});
