import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addTallies, type SeqRange } from '../../../bench/processes/delivery-tally.ts';
import { createDeliveryAudit } from '../../../clients/users/delivery-audit.ts';

function tallyOf(arrivals: readonly number[], range: SeqRange) {
  const audit = createDeliveryAudit();
  for (const seq of arrivals) audit.record(seq);
  return audit.tally(range);
}
const WINDOW = { windowFirst: 3, windowLast: 6, last: 8 };
const clean = { missing: 0, duplicate: 0, reordered: 0 };

test.each([
  ['all in order', [1, 2, 3, 4, 5, 6, 7, 8], {}, {}],
  ['nothing at all', [], { received: 0, missing: 4 }, { missing: 4 }],
  ['one lost in the window', [1, 2, 3, 5, 6, 7, 8], { received: 3, missing: 1 }, {}],
  ['the end lost', [1, 2, 3, 4, 5], { received: 3, missing: 1 }, { missing: 2 }],
  ['the beginning lost', [4, 5, 6, 7, 8], { received: 3, missing: 1 }, { missing: 2 }],
  ['one twice', [1, 2, 3, 4, 4, 5, 6, 7, 8], { duplicate: 1 }, {}],
  ['one three times', [1, 1, 1, 2, 3, 4, 5, 6, 7, 8], {}, { duplicate: 2 }],
  ['one late', [1, 2, 4, 5, 3, 6, 7, 8], { reordered: 1 }, {}],
  ['one late and then again', [1, 2, 4, 3, 3, 5, 6, 7, 8], { reordered: 1, duplicate: 1 }, {}],
  ['all backwards', [8, 7, 6, 5, 4, 3, 2, 1], { reordered: 4 }, { reordered: 3 }],
])('%s', (_, arrivals, inside, outside) => {
  expect(tallyOf(arrivals, WINDOW)).toEqual({
    expected: 4,
    received: 4,
    ...clean,
    ...inside,
    outsideWindow: { ...clean, ...outside },
  });
});

test('an empty window expects nothing', () => {
  expect(tallyOf([1, 2], { windowFirst: 3, windowLast: 2, last: 2 })).toMatchObject({
    expected: 0,
    received: 0,
    missing: 0,
  });
});

test('a nonsensical jump is an error, not a loss', () => {
  expect(() => createDeliveryAudit().record(2_000_000_000)).toThrow('jumped from 0 to 2000000000');
});

/** The slow and obvious way. */
function naive(arrivals: readonly number[], { windowFirst, windowLast, last }: SeqRange) {
  const inside = (seq: number) => seq >= windowFirst && seq <= windowLast;
  const counts = { in: { ...clean }, out: { ...clean } };
  const place = (seq: number) => (inside(seq) ? counts.in : counts.out);
  for (let seq = 1; seq <= last; seq++) if (!arrivals.includes(seq)) place(seq).missing++;
  for (const [index, seq] of arrivals.entries()) {
    const before = arrivals.slice(0, index);
    if (before.includes(seq)) place(seq).duplicate++;
    else if (before.some(earlier => earlier > seq)) place(seq).reordered++;
  }
  const expected = Math.max(0, windowLast - windowFirst + 1);
  return { expected, received: expected - counts.in.missing, ...counts.in, outsideWindow: counts.out };
}

const trouble = fc.integer({ min: 1, max: 30 }).chain(last =>
  fc.record({
    arrivals: fc.array(fc.integer({ min: 1, max: last }), { maxLength: 60, size: 'max' }),
    range: fc
      .tuple(fc.integer({ min: 1, max: last + 1 }), fc.integer({ min: 0, max: last }))
      .map(([first, length]) => ({
        windowFirst: first,
        windowLast: Math.min(last, first - 1 + length),
        last,
      })),
  }),
);

test('counts as a naive count does, whatever is dropped, doubled and shuffled', () => {
  fc.assert(
    fc.property(trouble, ({ arrivals, range }) => {
      expect(tallyOf(arrivals, range)).toEqual(naive(arrivals, range));
    }),
    { seed: 4, numRuns: 1000 },
  );
});

test('many tallies add up', () => {
  const tallies = [tallyOf([1, 2, 4, 3], WINDOW), tallyOf([1, 1, 5], WINDOW)];
  expect(addTallies(tallies)).toEqual({
    expected: 8,
    received: 3,
    missing: 5,
    duplicate: 0,
    reordered: 1,
    outsideWindow: { missing: 5, duplicate: 1, reordered: 0 },
  });
});
