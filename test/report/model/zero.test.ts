import { expect, test } from 'vitest';
import type { Measure } from '../../../report/model/metric.ts';
import { viewPoint } from '../../../report/model/point.ts';
import { rank } from '../../../report/model/rank.ts';
import { leastInWords } from '../../../report/words/least.ts';
import type { Transport } from '../../../scenarios/load/transport.ts';
import { madeRun, madeScenario, madeTrial } from '../../made/run.ts';

const requests: Measure = {
  id: 'requests',
  title: 'Requests',
  unit: 'requests',
  of: ({ server }) => server.requests,
};

/** A point whose transports made so many requests in each of some blocks. */
function viewOf(made: Partial<Record<Transport, number>>, blocks: number) {
  const scenario = madeScenario('s', blocks);
  const trials = Object.entries(made).flatMap(([name, count]) =>
    Array.from({ length: blocks }, (_, block) => {
      const trial = madeTrial({ scenario: 's', point: 'p0', transport: name as Transport, block });
      return { ...trial, server: { ...trial.server, requests: count } };
    }),
  );
  const run = madeRun([scenario], trials);
  const [point] = scenario.points;
  if (!point) throw new Error('a scenario has a point');
  return viewPoint(run, scenario, point);
}

test('a value of 0 is the reason for no comparison, and not the number of blocks', () => {
  const view = viewOf({ sse: 0, websocket: 0, 'short-polling': 720 }, 3);
  expect(rank(view, requests, 'quick')).toMatchObject({
    kind: 'not-compared',
    reason: 'the lowest value is 0, and nothing can be divided by 0',
  });
  expect(leastInWords(view, requests, 'quick')).toMatch(
    /short polling \(720\srequests\)\. Not compared: the lowest value is 0, and nothing can be divided by 0\./,
  );
});

test('a single block is the reason where no value is 0', () => {
  expect(rank(viewOf({ sse: 5, websocket: 9 }, 1), requests, 'quick')).toMatchObject({
    reason: 'fewer than two blocks in common, so there is no interval',
  });
});
