import { describe, expect, test } from 'vitest';
import { allNeeds } from '../../../report/model/needs.ts';
import { preselected } from '../../../report/record/preselected.ts';

const ids = (eventsPerUserHour: number | null) => preselected(allNeeds(), eventsPerUserHour);

describe('the needs that count until the reader chooses', () => {
  test('are those of rare events, or those of a stream', () => {
    expect(ids(6)).toEqual(['soon', 'rare-cpu', 'rare-bytes', 'waiting', 'start', 'back']);
    expect(ids(36_000)).toEqual(['soon', 'stream-cpu', 'stream-bytes', 'start', 'back']);
  });

  test('are neither between the two, and never messages both ways', () => {
    expect(ids(7200)).toEqual(['soon', 'start', 'back']);
  });

  test('are all without a planner', () => {
    expect(ids(null)).toEqual(allNeeds().map(({ id }) => id));
  });
});
