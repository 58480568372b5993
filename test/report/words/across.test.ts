import { expect, test } from 'vitest';
import { METRICS } from '../../../analysis/comparison/transports.ts';
import { viewPoint } from '../../../report/model/point.ts';
import { acrossInWords } from '../../../report/words/across.ts';
import { withoutKnownSpreads } from '../../harness/session-alone.ts';
import { type Made, madeRun, madeScenario, pointTrials, spreadMs, USUAL } from '../../made/run.ts';

withoutKnownSpreads();

const [latency = { id: 'none', title: '', unit: '', of: () => null }] = METRICS;
type Figures = Partial<Record<keyof typeof USUAL, Partial<Made>>>;

/** A sentence over points with these figures each, called `A`, `B`, … */
function across(points: readonly Figures[], blocks = 5): string | null {
  const labels = points.map((_, index) => String.fromCharCode(65 + index));
  const trials = points.flatMap((figures, index) => pointTrials('ticker', `p${index}`, blocks, figures));
  const run = madeRun([madeScenario('ticker', blocks, labels)], trials);
  const [scenario] = run.scenarios;
  const named = scenario?.points.map(point => ({
    view: viewPoint(run, scenario, point),
    name: point.label,
  }));
  return acrossInWords(named ?? [], latency, 'standard');
}

const even = { latenciesMs: spreadMs(1, 2) };
const slow = { latenciesMs: spreadMs(50, 60) };

test('one sentence where the same transport is lowest at each point', () => {
  expect(across([USUAL, USUAL, USUAL])).toMatch(
    /^Median latency at each of 3 points: lowest with WebSocket, highest with short polling \(×\d+ of the lowest\)\.$/,
  );
});

test('how many times the lowest, from the least to the most', () => {
  const first = { sse: even, websocket: even, 'short-polling': { latenciesMs: spreadMs(10, 20) } };
  const second = { ...first, 'short-polling': { latenciesMs: spreadMs(100, 200) } };
  expect(across([first, second])).toMatch(
    /^Median latency at each of 2 points: lowest with (SSE and WebSocket|WebSocket and SSE), highest with short polling \(×10\.0 to ×100 of the lowest\)\.$/,
  );
});

test('none is highest where that is not decided', () => {
  const point = { sse: even, websocket: even, 'short-polling': slow, 'long-polling': slow };
  expect(across([point, point])).toMatch(
    /^Median latency at each of 2 points: lowest with (SSE and WebSocket|WebSocket and SSE), others up to ×\d\d\.\d of it\.$/,
  );
});

test('both ends where they differ', () => {
  expect(across([{ sse: even, websocket: slow }, {}, { sse: slow, websocket: even }])).toMatch(
    /^Median latency: lowest with SSE at A \(1\.\d\d\sms; WebSocket ×\d\d\.\d\), and lowest with WebSocket at C \(1\.\d\d\sms; SSE ×\d\d\.\d\)\.$/,
  );
});

test('an end that decides nothing is said to be so', () => {
  expect(
    across([
      { sse: even, websocket: slow },
      { sse: even, websocket: even },
    ]),
  ).toMatch(/^Median latency: lowest with SSE at A \([^)]+\), and not decided at B \(1\.\d\d\sms\)\.$/);
});

test('a measure that no point decides is not decided', () => {
  expect(across([{ sse: even, websocket: even }])).toBe(
    'Median latency: the lowest is not decided by this run.',
  );
});

test('nothing where nothing is compared', () => {
  expect(across([{ sse: {} }, { sse: {} }])).toBeNull();
  expect(across([USUAL, USUAL], 1)).toBeNull();
});
