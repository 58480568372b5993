import { describe, expect, test } from 'vitest';
import {
  addressIn,
  commandOf,
  countOf,
  fragmentOf,
  KEYS,
  keysAt,
  type Move,
  moved,
  type Slide,
} from '../../../report/lecture/deck.ts';

const slides: Slide[] = [
  { id: 'a.p50', group: 'a' },
  { id: 'a.cpu', group: 'a' },
  { id: 'a.bytes', group: 'a' },
  { id: 'b.p50', group: 'b' },
  { id: 'c.p50', group: 'c' },
  { id: 'c.cpu', group: 'c' },
];

/** The ids that a row of moves passes, from a slide on. */
function path(from: string, ...moves: Move[]): string[] {
  let at = slides.findIndex(({ id }) => id === from);
  return moves.map(move => {
    at = moved(slides, at, move);
    return slides[at]?.id ?? 'none';
  });
}

describe('moves', () => {
  test('go from scenario to scenario, and stay at both ends', () => {
    expect(path('a.p50', 'next', 'next', 'next')).toEqual(['b.p50', 'c.p50', 'c.p50']);
    expect(path('c.p50', 'previous', 'previous', 'previous')).toEqual(['b.p50', 'a.p50', 'a.p50']);
  });

  test('go through the charts of one scenario, and back to its first', () => {
    expect(path('a.p50', 'further', 'further', 'further')).toEqual(['a.cpu', 'a.bytes', 'a.bytes']);
    expect(path('a.bytes', 'nearer', 'nearer', 'nearer')).toEqual(['a.cpu', 'a.p50', 'a.p50']);
    expect(path('a.bytes', 'previous')).toEqual(['a.p50']);
    expect(path('a.bytes', 'next')).toEqual(['b.p50']);
    expect(path('b.p50', 'further', 'nearer')).toEqual(['b.p50', 'b.p50']);
  });

  test('go to the first and the last scenario', () => {
    expect(path('b.p50', 'last', 'first')).toEqual(['c.p50', 'a.p50']);
  });

  test('of an empty deck stay where they are', () => {
    for (const move of ['next', 'previous', 'further', 'nearer', 'first', 'last'] as const)
      expect(moved([], 0, move)).toBe(0);
  });
});

test('the keys of a slide are those that do something there', () => {
  const commands = (deck: 'slide' | 'quiz', at: number) => keysAt(deck, slides, at).map(one => one.command);
  const all = KEYS.map(({ command }) => command);
  expect(commands('slide', 1)).toEqual(all);
  expect(commands('slide', 3)).toEqual(all.filter(one => one !== 'further' && one !== 'nearer'));
  expect(commands('quiz', 0)).toEqual(all.filter(one => one !== 'predict'));
});

test('a slide is counted among scenarios, and within its own', () => {
  expect(countOf(slides, 0)).toEqual({ group: 1, groups: 3, within: 1, size: 3 });
  expect(countOf(slides, 2)).toEqual({ group: 1, groups: 3, within: 3, size: 3 });
  expect(countOf(slides, 5)).toEqual({ group: 3, groups: 3, within: 2, size: 2 });
});

describe('keys', () => {
  test.each([
    ['ArrowRight', 'next'],
    ['PageDown', 'next'],
    ['ArrowLeft', 'previous'],
    ['PageUp', 'previous'],
    ['ArrowDown', 'further'],
    ['Escape', 'close'],
    ['?', 'keys'],
  ])('%s: %s', (key, command) => expect(commandOf(key)).toBe(command));

  test('other keys do nothing, and no key does two things', () => {
    expect(commandOf('x')).toBeUndefined();
    const all = KEYS.flatMap(({ keys }) => keys);
    expect(new Set(all).size).toBe(all.length);
  });
});

describe('the address of a slide', () => {
  test.each([
    { deck: 'slide', id: 'ticker.p50', predict: false, only: null },
    { deck: 'slide', id: 'ticker.p50', predict: true, only: null },
    { deck: 'quiz', id: 'C3', predict: false, only: ['C1', 'C3'] },
    { deck: 'slide', id: 'a?b#c d%', predict: true, only: ['a?b#c d%', 'b,&c'] },
    { deck: 'slide', id: '', predict: false, only: null },
  ] as const)('leads back to it: %o', address => {
    expect(addressIn(fragmentOf(address))).toEqual(address);
  });

  test.each(['', '#', '#answer', '#plan?subscribers=3', '#slides.x', '#slide', '#quiz.%E0%A4%A'])(
    '%s is none',
    fragment => expect(addressIn(fragment)).toBeNull(),
  );
});
