import { expect, test } from 'vitest';
import { labelLines, NARROW, WIDE } from '../../../report/drawing/label-lines.ts';
import { scenarios } from '../../../scenarios/catalogue.ts';

const labels = scenarios.flatMap(({ points }) => (points.length > 1 ? points.map(({ label }) => label) : []));

test.each([
  ['wide', WIDE],
  ['narrow', NARROW],
])(
  'every setting of the catalogue can be told by its whole label, also where there is little room: %s',
  (_, room) => {
    for (const label of labels) expect(labelLines(label, room).join(' ')).toBe(label);
  },
);

test('what has no room ends in an ellipsis', () => {
  expect(labelLines('one two three four', { length: 5, mostLines: 2 })).toEqual(['one', '…']);
  expect(labelLines('incomprehensibly', { length: 5, mostLines: 2 })).toEqual(['inco…']);
});
