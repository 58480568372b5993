import { expect, test } from 'vitest';
import { axisOf } from '../../../report/model/axis.ts';
import { viewPoint } from '../../../report/model/point.ts';
import { pollingIntervalInWords } from '../../../report/words/polling-interval.ts';
import type { Run } from '../../../results/format/run.ts';
import { withoutKnownSpreads } from '../../harness/session-alone.ts';
import { around, at, runOf } from '../../made/claims.ts';

withoutKnownSpreads();

const said = (run: Run) =>
  pollingIntervalInWords(
    axisOf(run.scenarios.flatMap(scenario => scenario.points.map(point => viewPoint(run, scenario, point)))),
  ).map(sentence => sentence.replaceAll('\u00a0', ' '));

/** A point of the sweep with this latency, and so many application bytes more than the payload. */
const polled = (point: string, ms: number, overheadDown: number) =>
  at('interval-sweep', point, { 'short-polling': { ...around(ms), payloadBytes: 100, overheadDown, up: 0 } });

const AXIS = [polled('100', 50, 900), polled('1000', 500, 400), polled('10000', 5000, 100)];

test('latency and bytes from the shortest interval to the longest', () => {
  const [along, ...others] = said(runOf(...AXIS));
  expect(along).toMatch(
    /^From 100 to 10,000 ms between polls: median latency [\d.]+ → [\d,]+ ms and application bytes per delivery [\d,]+ → [\d,]+ B\.$/,
  );
  expect(others).toEqual([]);
});

test('what other ways of polling change of them, each compared with the nearest point', () => {
  const ways = [
    polled('pause', 500, 400),
    polled('random', 750, 400),
    polled('list', 500, 1900),
    polled('etag', 500, 900),
  ];
  const [, second] = said(runOf(...AXIS, ...ways));
  expect(second).toMatch(
    /^Changes at 1 s, without an interval: latency ×1\.50 with random moments; bytes ×[2-4]\.\d+ with the full list of 20; bytes ×0\.5\d+ with an entity tag \(of that without it\); at most 10% with pauses\.$/,
  );
});

test('nothing of points that differ by another number', () => {
  expect(said(runOf(at('payload-sweep', '100', {}), at('payload-sweep', '1000', {})))).toEqual([]);
});
