import { expect, test } from 'vitest';
import { METRICS } from '../../../analysis/comparison/transports.ts';
import { viewPoint } from '../../../report/model/point.ts';
import { leastInWords } from '../../../report/words/least.ts';
import { withoutKnownSpreads } from '../../harness/session-alone.ts';
import { type Made, madeRun, madeScenario, madeTrial, pointTrials, spreadMs, USUAL } from '../../made/run.ts';

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
      /^Median latency: lowest with WebSocket \(1\.04\sms\), more with SSE \([^)]+\) and long polling \([^)]+\), highest with short polling \(\d+\sms, ×\d+\)\.$/,
    ),
  ]);
});

test('names those beside the lowest that are not distinguishable from it', () => {
  const even = { latenciesMs: spreadMs(1, 2) };
  expect(sentencesOf({ ...USUAL, sse: even, websocket: even })).toEqual([
    expect.stringMatching(
      /lowest with (SSE|WebSocket) \([^)]+\), tied with (SSE|WebSocket) \([^)]+\), more with long polling \([^)]+\), highest with short polling/,
    ),
  ]);
});

/** The sentence where each transport has these latencies, block by block. */
function sentenceOf(blocksMs: Partial<Record<keyof typeof USUAL, number[]>>) {
  const trials = Object.entries(blocksMs).flatMap(([name, values]) =>
    values.map((ms, block) =>
      madeTrial(
        { scenario: 'ticker', point: 'p0', transport: name as keyof typeof USUAL, block },
        { latenciesMs: [ms, ms, ms] },
      ),
    ),
  );
  const scenario = madeScenario('ticker', 5);
  const run = madeRun([scenario], trials);
  const [point] = scenario.points;
  return point && leastInWords(viewPoint(run, scenario, point), latency, 'standard');
}

const always = (ms: number) => Array<number>(5).fill(ms);

test('names those that are not decided, and a highest only where it is above them as well', () => {
  const two = { websocket: always(1), sse: [0.9, 5, 1.2, 4, 2.5], 'short-polling': always(4) };
  expect(sentenceOf({ ...two, 'long-polling': always(6) })).toMatch(
    /: lowest with WebSocket \(1\.\d+\sms\), not decided for SSE \(2\.5\d\sms\), more with short polling \([^)]+\), highest with long polling \([^)]+\)\.$/,
  );
  expect(sentenceOf({ ...two, 'long-polling': always(4.5) })).toMatch(
    /, not decided for SSE \([^)]+\), more with short polling \([^)]+\) and long polling \([^)]+\)\.$/,
  );
});

test('calls none the highest of two that are not distinguishable', () => {
  const pollsMs = { 'short-polling': [3.4, 5, 5.6, 4, 4.4], 'long-polling': always(4) };
  expect(sentenceOf({ websocket: always(1), sse: always(2), ...pollsMs })).toMatch(
    /: lowest with WebSocket \([^)]+\), more with SSE \([^)]+\), long polling \([^)]+\) and short polling \([^)]+\)\.$/,
  );
});

test('says between which the lowest is not decided, and of whom others are known to have more', () => {
  const two = { websocket: always(1), sse: [0.2, 5, 2, 3, 4] };
  expect(sentenceOf({ ...two, 'short-polling': always(4) })).toMatch(
    /: the lowest is not decided by this run between WebSocket \([^)]+\) and SSE \([^)]+\), more than WebSocket with short polling \([^)]+\)\.$/,
  );
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
