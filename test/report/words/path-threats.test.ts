import { expect, test } from 'vitest';
import { viewPoint } from '../../../report/model/point.ts';
import { threatsOf } from '../../../report/words/threats.ts';
import type { Run } from '../../../results/format/run.ts';
import { overDistance, runOverPaths } from '../../made/path.ts';
import { USUAL } from '../../made/run.ts';

const far = { label: 'far', path: { rttMs: 80 }, trials: overDistance({ rttMs: 80 }, 1) };
const near = { label: 'near', path: undefined, trials: USUAL };

function threats(run: Run) {
  const views = run.scenarios.flatMap(scenario =>
    scenario.points.map(point => viewPoint(run, scenario, point)),
  );
  return Object.fromEntries(threatsOf(run, views).map(({ title, ...threat }) => [title, threat]));
}

const ONE_MACHINE = 'Server and clients share one machine';
const EMULATED = 'Emulated paths are not the Internet';

test('what a real network adds is said of points without a path', () => {
  expect(threats(runOverPaths([near]))[ONE_MACHINE]?.text).toMatch(/\. A real network adds its own transit/);
  expect(threats(runOverPaths([near, far]))[ONE_MACHINE]?.text).toMatch(
    /1 point of 2 is over an emulated path\. At the others, a real network adds its own transit/,
  );
  const text = threats(runOverPaths([far]))[ONE_MACHINE]?.text;
  expect(text).toContain('Every point is over an emulated path.');
  expect(text).not.toContain('real network');
});

test('emulated paths are a threat of their own, which touches a run where one was not as set', () => {
  expect(threats(runOverPaths([near]))[EMULATED]).toBeUndefined();
  expect(threats(runOverPaths([near, far]))[EMULATED]).toMatchObject({
    touched: false,
    text: expect.stringMatching(
      /The only path was as set\. In any trial, their relay used at most 8\.00% of a core, and was at most 0\.200\sms late at p99\./,
    ),
  });
  const run = runOverPaths([far]);
  run.paths?.[0]?.reasons.push('the delay up is 50.00 ms, not 40.00 ms');
  expect(threats(run)[EMULATED]?.touched).toBe(true);
});
