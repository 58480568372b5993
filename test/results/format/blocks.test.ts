import { expect, test } from 'vitest';
import { blockKey, blockPlaces, blockRef, byBlock } from '../../../results/format/blocks.ts';

test('a block is known by its session and its number', () => {
  expect(blockKey({ block: 1 })).toBe(blockKey({ session: 0, block: 1 }));
  const keys = [0, 1].flatMap(session => [0, 1].map(block => blockKey({ session, block })));
  expect(new Set(keys).size).toBe(4);
  expect(blockKey({ session: 1, block: 11 })).not.toBe(blockKey({ session: 11, block: 1 }));
});

test('a run of one session names none', () => {
  expect(blockRef({ block: 2 })).toEqual({ block: 2 });
  expect(blockRef({ session: 0, block: 2 })).toEqual({ session: 0, block: 2 });
});

test('blocks of a later session come later', () => {
  const refs = [
    { session: 1, block: 0 },
    { session: 0, block: 1 },
    { session: 0, block: 0 },
  ];
  expect(refs.toSorted(byBlock)).toEqual(refs.toReversed());
});

test('places count through all sessions, and blocks without a value keep theirs', () => {
  const { count, placeOf } = blockPlaces([
    { session: 1, block: 1 },
    { session: 0, block: 2 },
    { session: 0, block: 0 },
  ]);
  expect(count).toBe(5);
  expect(placeOf({ session: 0, block: 2 })).toBe(2);
  expect(placeOf({ session: 1, block: 1 })).toBe(4);
  expect(blockPlaces([{ block: 2 }]).count).toBe(3);
  expect(blockPlaces([]).count).toBe(0);
});
