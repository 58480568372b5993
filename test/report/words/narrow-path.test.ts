import { expect, test } from 'vitest';
import { metricsOf } from '../../../report/model/metric.ts';
import { viewPoint } from '../../../report/model/point.ts';
import { narrowPathInWords } from '../../../report/words/narrow-path.ts';
import { withoutKnownSpreads } from '../../harness/session-alone.ts';
import { around, at, runOf } from '../../made/claims.ts';

withoutKnownSpreads();

const said = (...parts: Parameters<typeof runOf>) => {
  const run = runOf(...parts);
  const views = run.scenarios.flatMap(scenario =>
    scenario.points.map(point => viewPoint(run, scenario, point)),
  );
  const latency = metricsOf(views).find(({ id }) => id === 'p50');
  if (!latency) throw new Error('deliveries have a latency');
  return narrowPathInWords(views, latency);
};

const path = (downKbitPerSecond: number) => ({ load: { path: { rttMs: 80, downKbitPerSecond } } });
const small = at(
  'narrow',
  '256-200',
  { 'long-polling': around(100), sse: around(50), websocket: around(50) },
  path(256),
);
const large = at('narrow', '256-16384', { 'long-polling': around(600), websocket: around(600) }, path(256));

test('where headers cost least and most latency, by the transports that all points have', () => {
  expect(said(small, large)?.replaceAll('\u00a0', ' ')).toMatch(
    /^Median latency of long polling compared with WebSocket: from ×1\.00 at “256 kbit\/s down, 1 a second of 16 KiB” to ×2\.00 at “256 kbit\/s down, 40 a second of 200 B”, without intervals\. WebSocket itself: from 50(\.\d)? ms at “256 kbit\/s down, 40 a second of 200 B” to 60\d ms at “256 kbit\/s down, 1 a second of 16 KiB”\.$/,
  );
});

test('what the backlog of one more user does to all, beside the same without', () => {
  const late = { 'long-polling': around(120), websocket: around(80) };
  const beside = at('narrow', '256-backlog', late, path(256));
  expect(said(small, beside, large)?.replaceAll('\u00a0', ' ')).toMatch(
    / With one more user’s backlog: WebSocket median from 50(\.\d)? to [78]\d(\.\d)? ms, p90 from 5\d(\.\d)? to 8\d(\.\d)? ms\.$/,
  );
  expect(said(small, large)).not.toContain('backlog');
});

test('nothing of one point, and of paths with bandwidth enough', () => {
  expect(said(small)).toBeNull();
  const wide = { load: { path: { rttMs: 80 } } };
  expect(
    said(
      at('narrow', '256-200', { 'long-polling': around(100), websocket: around(50) }, wide),
      at('narrow', '256-16384', { 'long-polling': around(100), websocket: around(50) }, wide),
    ),
  ).toBeNull();
});
