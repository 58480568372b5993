import { expect, test } from 'vitest';
import { viewPoint } from '../../../report/model/point.ts';
import { othersInWords } from '../../../report/words/other-readers.ts';
import type { Run } from '../../../results/format/run.ts';
import { withoutKnownSpreads } from '../../harness/session-alone.ts';
import { at, everyone, runOf } from '../../made/claims.ts';
import { spreadMs } from '../../made/run.ts';

withoutKnownSpreads();

const said = (run: Run) =>
  othersInWords(
    run.scenarios.flatMap(scenario => scenario.points.map(point => viewPoint(run, scenario, point))),
  )?.replaceAll('\u00a0', ' ');

const latencies = everyone(transport => ({
  latenciesMs: spreadMs(1, transport === 'short-polling' ? 500 : 8, 2000),
}));

test('the latency of those that read on, the lowest first, where some stall', () => {
  expect(said(runOf(at('slow-consumer', 'default', latencies)))).toMatch(
    /^(p99|Median) latency of the other readers: long polling [\d.]+ ms, SSE [\d.]+ ms, WebSocket [\d.]+ ms and short polling \d+ ms\. Not compared with a load without stalled readers\.$/,
  );
});

test('nothing where all read', () => {
  expect(said(runOf(at('ticker', 'default', latencies)))).toBeUndefined();
});
