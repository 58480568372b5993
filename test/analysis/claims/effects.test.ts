import { expect, test } from 'vitest';
import { effectsInWords } from '../../../analysis/claims/effects.ts';
import { MOST_WORDS } from '../../../analysis/claims/sentence.ts';
import type { PointVerdict, Strip } from '../../../analysis/claims/strip.ts';
import { madeStrip } from '../../made/strips.ts';

type Point = [number, PointVerdict, number | null];

const strip = (name: string, ...points: Point[]): Strip => madeStrip(name, 'poll', points);

const EFFECT = 'the latency of WebSocket';
const short = (...points: Point[]) => strip('short polling', ...points);
const long = (...points: Point[]) => strip('long polling', ...points);

test.each<[string, Strip[], string]>([
  [
    'true at all points, and not decided at any',
    [short([1, 'true', 140], [10, 'true', 7100]), long([1, 'not decided', 1], [10, 'not decided', 1])],
    'True at all 2 points for short polling (140–7,100× the latency of WebSocket); not decided for long polling.',
  ],
  [
    'true at some of as many points',
    [short([1, 'true', 3], [10, 'not decided', 1]), long([1, 'true', 2], [10, 'not decided', 1])],
    'True at 1 of 2 points for short polling (3× the latency of WebSocket) and at 1 for long polling (2×).',
  ],
  [
    'true up to a rate, reversed beyond it',
    [short([1, 'true', 3], [10, 'reversed', 0.5])],
    'True up to 1 notification per poll for short polling (3× the latency of WebSocket); reversed at 1 of 2 points for short polling (0.5×).',
  ],
  [
    'true at the only point',
    [short([1, 'true', 3])],
    'True for short polling (3× the latency of WebSocket).',
  ],
  [
    'never true, and not measured',
    [short([1, 'not true', 1], [10, 'not true', 1]), long([1, 'not measured', null])],
    'Not true for short polling (1×); not measured for long polling.',
  ],
])('%s', (_name, strips, expected) => {
  expect(effectsInWords(strips, EFFECT)).toBe(expected);
});

test('what makes it too long for a sentence is left out, but not who is not decided', () => {
  const mixed = [1, 2, 3].map(one =>
    strip(`transport ${one}`, [1, 'true', 2], [5, 'reversed', 0.5], [10, 'true', 2]),
  );
  const said = effectsInWords([...mixed.slice(0, 2), long([1, 'not decided', 1])], EFFECT, '; more: none');
  expect(said.split(' ').length).toBeLessThanOrEqual(MOST_WORDS);
  expect(said).toMatch(
    /^True at 2 of 3 points for transport 1 \(2×\).*; not decided for long polling; more: none\.$/,
  );
});
