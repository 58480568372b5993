import { expect, test } from 'vitest';
import { METRICS } from '../../../analysis/comparison/transports.ts';
import { viewPoint } from '../../../report/model/point.ts';
import { leastInWords } from '../../../report/words/least.ts';
import { withoutKnownSpreads } from '../../harness/session-alone.ts';
import { type Made, madeRun, madeScenario, pointTrials, spreadMs, USUAL } from '../../made/run.ts';

withoutKnownSpreads();

const [latency = { id: 'none', title: '', unit: '', of: () => null }] = METRICS;

function viewsOf(figures: Partial<Record<keyof typeof USUAL, Partial<Made>>>, blocks = 5, points = ['one']) {
  const trials = points.flatMap((_, index) => pointTrials('ticker', `p${index}`, blocks, figures));
  const run = madeRun([madeScenario('ticker', blocks, points)], trials);
  return run.scenarios.flatMap(scenario => scenario.points.map(point => viewPoint(run, scenario, point)));
}

function sentencesOf(figures: Partial<Record<keyof typeof USUAL, Partial<Made>>>, blocks = 5) {
  return viewsOf(figures, blocks).map(view => leastInWords(view, latency, 'standard'));
}

test('names the lowest and the highest', () => {
  expect(sentencesOf(USUAL)).toEqual([
    expect.stringMatching(
      /^Median latency: lowest with WebSocket \(1\.04\sms\), more with SSE \([^)]+\) and long polling \([^)]+\), highest with short polling \(\d+\sms\)\.$/,
    ),
  ]);
});

test('names those beside the lowest that are not distinguishable from it', () => {
  const even = { latenciesMs: spreadMs(1, 2) };
  expect(sentencesOf({ ...USUAL, sse: even, websocket: even })).toEqual([
    expect.stringMatching(
      /lowest with (SSE|WebSocket) \([^)]+\), not distinguishable from (SSE|WebSocket) \([^)]+\), more with long polling \([^)]+\), highest with short polling/,
    ),
  ]);
});

test('says that a measure without any difference is not decided', () => {
  const even = { latenciesMs: spreadMs(1, 2) };
  expect(sentencesOf({ sse: even, websocket: even })).toEqual(['Median latency: not decided by this run.']);
});

test('gives the values and the reason where nothing is compared', () => {
  expect(sentencesOf({ sse: {} })).toEqual([
    expect.stringMatching(
      /^Median latency: SSE \(\d+\.?\d*\sms\)\. Not compared: no other transport under test has a value\.$/,
    ),
  ]);
  expect(sentencesOf(USUAL, 1)).toEqual([
    expect.stringMatching(/^Median latency: WebSocket .* Not compared: fewer than two blocks in common/),
  ]);
  expect(sentencesOf({ sse: { received: 0, latenciesMs: null } })).toEqual([null]);
});
