import { expect, test } from 'vitest';
import { shownEnd } from '../../../report/drawing/cut-ends.ts';

const area = { left: 50, right: 450, top: 10, bottom: 210 };

test.each<[string, readonly [number, number], boolean, ReturnType<typeof shownEnd>]>([
  ['within the axes', [100, 40], true, { at: [100, 40], cut: 0 }],
  ['left of them', [-30, 40], true, { at: [50, 40], cut: -1 }],
  ['right of them', [900, 40], true, { at: [450, 40], cut: 1 }],
  ['upright, above them', [100, -4], false, { at: [100, 10], cut: -1 }],
  ['upright, below them', [100, 500], false, { at: [100, 210], cut: 1 }],
  ['on their edge', [450, 40], true, { at: [450, 40], cut: 0 }],
  ['upright, and beside them', [900, 40], false, { at: [900, 40], cut: 0 }],
])('an end %s stays on the axes, and says on which side it was cut', (_, end, isLevel, shown) => {
  expect(shownEnd(end, isLevel, area)).toEqual(shown);
});
