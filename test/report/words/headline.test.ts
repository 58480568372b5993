import { expect, test } from 'vitest';
import { answersOf } from '../../../report/model/needs.ts';
import { viewPoint } from '../../../report/model/point.ts';
import { extentInWords } from '../../../report/words/answer.ts';
import { headline } from '../../../report/words/headline.ts';
import type { Path } from '../../../scenarios/load/path.ts';
import type { TestedTransport, Transport } from '../../../scenarios/load/transport.ts';
import { withoutKnownSpreads } from '../../harness/session-alone.ts';
import { madePathFigures } from '../../made/paths.ts';
import { type Made, madeRun, madeScenario, pointTrials, spreadMs } from '../../made/run.ts';

withoutKnownSpreads();

type Figures = Partial<Record<TestedTransport, Partial<Made>>>;

interface MadePoint {
  /** Notifications a second to each subscriber. */
  perSecond: number;
  figures: Figures;
  path?: Path;
  blocks?: number;
}

/** The answers of a run with a scenario of these points. */
function answers(points: MadePoint[]) {
  const labels = points.map((_, index) => `point ${index}`);
  const scenario = madeScenario('made', 5, labels);
  for (const [index, { perSecond, path }] of points.entries()) {
    const load = scenario.points[index]?.load;
    if (!load) throw new Error('each point has a load');
    load.arrivals = { kind: 'periodic', ratePerSecond: perSecond };
    if (path) load.path = path;
  }
  const trials = points.flatMap(({ figures, path, blocks = 5 }, index) =>
    pointTrials('made', `p${index}`, blocks, figures).map(trial => ({
      ...trial,
      ...(path && { path: madePathFigures() }),
    })),
  );
  const run = madeRun([scenario], trials);
  return answersOf([scenario.points.map(point => viewPoint(run, scenario, point))], 'standard');
}

const said = (...points: MadePoint[]) => headline(answers(points));

/** A latency of so many ms, and this much CPU and overhead for each delivery. */
const costing = (ms: number, cpuMicrosPerDelivery: number, overheadDown: number): Partial<Made> => ({
  ...{ latenciesMs: spreadMs(ms, 1.5 * ms), cpuMicrosPerDelivery, overheadDown, up: 0 },
});

/** Polling is late and costs more; both ways to push are the same. */
const RARE: Figures = {
  'short-polling': costing(400, 30, 300),
  'long-polling': costing(4, 20, 200),
  sse: costing(1, 10, 0),
  websocket: costing(1, 10, 0),
};
/** Polling is late and costs less traffic. */
const STREAM: Figures = {
  'short-polling': costing(400, 10, 0),
  'long-polling': costing(4, 40, 200),
  sse: costing(1, 10, 50),
  websocket: costing(1, 10, 50),
};

test('is null where no need is decided', () => {
  expect(headline([])).toBeNull();
  expect(said({ perSecond: 10, figures: STREAM, blocks: 1 })).toBeNull();
  expect(
    said({ perSecond: 10, figures: { sse: costing(1, 10, 0), websocket: costing(1, 10, 0) } }),
  ).toBeNull();
});

test('says who is soonest, in values, and what polling costs, as ratios of the run', () => {
  expect(said({ perSecond: 0.2, figures: RARE })?.replaceAll('\u00a0', ' ')).toMatch(
    /^Push for latency and rare updates\. Median latency: SSE (1\.\d\d) ms and WebSocket \1 ms, against short polling \(each 500 ms\) (\d{3}) ms and long polling (\d\.\d\d) ms\. Compared with WebSocket, short polling takes 3\.00 times the server CPU and \d\.\d\d times the traffic for rare updates\.$/,
  );
});

/** The sentence of a run of one point, whose shown point has no interval for these transports. */
function withLone(...transports: Transport[]) {
  const points = [0.2, 0.2, 0.2];
  const all = answers(points.map(perSecond => ({ perSecond, figures: RARE })));
  const [soon] = all;
  const [shown] = soon?.decided ?? [];
  if (!soon || !shown) throw new Error('latency is decided');
  const lone = [shown.first, ...shown.rivals].filter(({ transport }) => transports.includes(transport));
  expect(lone).toHaveLength(transports.length);
  const rivals = shown.rivals.map(rival =>
    transports.includes(rival.transport)
      ? { ...rival, against: { ...rival.against, verdict: 'unresolved' as const, interval: null } }
      : rival,
  );
  const front = shown.front.filter(transport => !transports.includes(transport));
  const decided = [{ ...shown, rivals, front }, ...soon.decided.slice(1)];
  return headline([{ ...soon, decided }])?.replaceAll('\u00a0', ' ');
}

test('gives the values of those best that the shown point supports, and calls others not decided', () => {
  expect(withLone('websocket')).toMatch(
    /^Push for latency\. Median latency: SSE 1\.\d\d ms, against short polling \(each 500 ms\) \d{3} ms and long polling \d\.\d\d ms; not decided: WebSocket 1\.\d\d ms\.$/,
  );
});

test('calls tied what is tied at the shown point, and not decided only the rest', () => {
  const near = { ...RARE, 'long-polling': costing(1.02, 20, 200) };
  const [soon] = answers([
    { perSecond: 0.2, figures: near },
    { perSecond: 0.2, figures: RARE },
    { perSecond: 0.2, figures: RARE },
  ]);
  const sentence = soon && headline([soon]);
  expect(sentence?.replaceAll('\u00a0', ' ')).toMatch(
    /^Push for latency\. Median latency: SSE 1\.\d\d ms and WebSocket 1\.\d\d ms, against short polling \(each 500 ms\) \d{3} ms; tied: long polling 1\.\d\d ms\.$/,
  );
});

test('gives the ratios of the next needs that compare the pair, not of those that lack it', () => {
  const all = answers([{ perSecond: 0.2, figures: RARE }]);
  const [soon, cpu] = all;
  if (!soon || !cpu) throw new Error('needs are decided');
  const alone = { ...cpu, at: [] };
  const sentence = headline([soon, alone, alone, alone, alone, cpu]);
  expect(sentence).toContain('short polling takes 3.00 times the server CPU for rare updates.');
});

test('says where polling saves, by how much, and what is the same', () => {
  const sentence = said({ perSecond: 10, figures: STREAM });
  // The overhead of 50 B is saved, of each whole delivery.
  expect(sentence).toMatch(
    / short polling takes as much server CPU and \d\d\.\d% less traffic for a stream\.$/,
  );
});

test('gives the range over the tests that decide a ratio', () => {
  const twice = { ...RARE, 'short-polling': costing(400, 60, 300) };
  const sentence = said({ perSecond: 0.2, figures: RARE }, { perSecond: 0.1, figures: twice });
  expect(sentence).toContain('short polling takes 3.00–6.00 times the server CPU and');
  // A point with a single block of both has no interval, so it is no test of the ratio.
  const alone = said({ perSecond: 0.2, figures: RARE }, { perSecond: 0.1, figures: twice, blocks: 1 });
  expect(alone).toContain('short polling takes 3.00 times the server CPU and');
});

/**
 * Short polling has as much in the mean, but less in some blocks: CPU, and bytes as well where
 * `both` says so.
 */
function contradicting(both: boolean) {
  const scenario = madeScenario('made', 5);
  const load = scenario.points[0]?.load;
  if (!load) throw new Error('the scenario has a point');
  load.arrivals = { kind: 'periodic', ratePerSecond: 0.2 };
  const factors = [0.5, 2, 0.6, 1.8, 1];
  const figures = { ...RARE, 'short-polling': costing(400, 10, both ? 0 : 300) };
  const trials = pointTrials('made', 'p0', 5, figures).map(trial => {
    if (trial.transport !== 'short-polling') return trial;
    const factor = factors[trial.block] ?? 1;
    const { server, bandwidth } = structuredClone(trial);
    server.cpuMicrosPerDelivery = (server.cpuMicrosPerDelivery ?? 0) * factor;
    if (both) bandwidth.bytesPerDelivery = (bandwidth.bytesPerDelivery ?? 0) * factor;
    return { ...trial, server, bandwidth };
  });
  const run = madeRun([scenario], trials);
  return headline(answersOf([scenario.points.map(point => viewPoint(run, scenario, point))], 'standard'));
}

test('does not call a ratio open for a need that both are best for', () => {
  const said = contradicting(false);
  expect(said).toContain('; for the server CPU of rare updates, all but long polling are best.');
  expect(said).toMatch(/takes \d\.\d\d times the traffic for rare updates\.$/);
});

test('counts the needs for which each is best or tied where no ratio is decided', () => {
  expect(contradicting(true)).toMatch(
    / long polling [\d.]+\sms\. Best or tied: SSE and WebSocket for all 3 needs, short polling for 2\.$/,
  );
});

test('compares the two that a run has, and names no other', () => {
  const sentence = said({
    perSecond: 10,
    figures: { sse: costing(1, 10, 50), websocket: costing(2, 20, 0) },
  });
  expect(sentence).toMatch(
    /^SSE for latency and the server CPU of a stream; WebSocket for the traffic of a stream\. Median latency: SSE .* against WebSocket [\d.]+\sms\. /,
  );
  expect(sentence).toMatch(
    / Compared with WebSocket, SSE takes 50\.0% less server CPU and \d\.\d\d times the traffic/,
  );
  expect(sentence).not.toContain('polling takes');
});

test('names one need that is not decided, counts more, and says what was measured over a path', () => {
  const even = costing(1, 10, 0);
  const onlyLate = { ...RARE, 'long-polling': even, 'short-polling': costing(400, 10, 0) };
  expect(said({ perSecond: 10, figures: onlyLate })).toMatch(/ Best not decided: 2 more needs\.$/);
  const far = said({ perSecond: 10, figures: STREAM, path: { rttMs: 80 } });
  expect(far).toMatch(/ All were measured over a path\.$/);
});

test('the words of a need say in how many of its tests each transport is best or tied', () => {
  const slow = { ...RARE, sse: costing(3, 10, 0) };
  const [soon] = answers([
    { perSecond: 10, figures: RARE },
    { perSecond: 20, figures: slow },
    { perSecond: 30, figures: slow },
    { perSecond: 40, figures: { sse: costing(1, 10, 0), websocket: costing(1, 10, 0) } },
  ]);
  expect(soon && extentInWords(soon)).toBe(
    'Lowest median latency, or tied, in 3 decided tests: WebSocket in all 3 and SSE in 1. This run does not decide one more test.',
  );
});

test('has a sentence for each load where ratios of several are known', () => {
  const sentence = said({ perSecond: 0.2, figures: RARE }, { perSecond: 10, figures: STREAM });
  expect(sentence).toMatch(
    / times the traffic for rare updates\. For a stream it takes as much server CPU and \d\d\.\d% less traffic\.$/,
  );
});
