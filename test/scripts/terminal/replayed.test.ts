import { expect, test } from 'vitest';
import { withPreset } from '../../../bench/run/presets.ts';
import { narrow } from '../../../scenarios/narrow.ts';
import { trace } from '../../../scenarios/replay.ts';
import { replayed } from '../../../scripts/terminal/replayed.ts';

test('a replay beside other points keeps its window and its label', () => {
  const before = withPreset(narrow, 'quick');
  const { scenario, notes } = replayed(before, 'quick');
  const windows = ({ points }: typeof before) => points.map(({ id, windowSeconds }) => [id, windowSeconds]);
  expect(windows(scenario)).toEqual(windows(before));
  expect(scenario.parameters).toEqual(before.parameters);
  expect(scenario.points.map(({ label }) => label)).toEqual(before.points.map(({ label }) => label));
  expect(notes.length).toBeGreaterThan(0);
});

test('a scenario of a replay alone says how much of the trace it has', () => {
  const { scenario } = replayed(withPreset(trace, 'quick'), 'quick');
  expect(scenario.points.map(({ label }) => label)).toEqual([
    expect.stringMatching(/^the first \d+ of 1,707 events of /),
  ]);
  expect(scenario.parameters.windowSeconds).toBe(scenario.points[0]?.windowSeconds);
});
