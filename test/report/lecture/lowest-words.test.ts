import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { lowestInWords } from '../../../report/lecture/lowest-words.ts';
import { roundsOf } from '../../../report/lecture/rounds.ts';
import { metricsOf } from '../../../report/model/metric.ts';
import { viewPoint } from '../../../report/model/point.ts';
import type { Run } from '../../../results/format/run.ts';
import { readRun } from '../../../results/format/run-file.ts';
import { ROOT } from '../../../root.ts';
import { nameOf } from '../../../scenarios/load/transport.ts';
import { withoutKnownSpreads } from '../../harness/session-alone.ts';
import { madeRun, madeScenario, pointTrials, spreadMs, USUAL } from '../../made/run.ts';

withoutKnownSpreads();

const viewsOf = (run: Run) =>
  run.scenarios.map(scenario => scenario.points.map(point => viewPoint(run, scenario, point)));

/** The sentence on median latency at the points of the only scenario. */
function said(run: Run): string {
  const [points = []] = viewsOf(run);
  const measure = metricsOf(points).find(({ id }) => id === 'p50');
  if (!measure) throw new Error('a latency');
  return lowestInWords(points, measure, 'quick').join(' ').replaceAll('\u00a0', ' ');
}

const at = (point: string, figures = USUAL) => pointTrials('ticker', point, 6, figures);
const ofOne = (trials: Run['trials']) => madeRun([madeScenario('ticker', 6)], trials);

const even = { ...USUAL, sse: { ...USUAL.sse, latenciesMs: USUAL.websocket.latenciesMs } };
const quick = { ...USUAL, sse: { ...USUAL.sse, latenciesMs: spreadMs(0.2, 0.6) } };

/** SSE is lower than WebSocket in some blocks, and higher in others. */
const undecided = (point: string) => [
  ...at(point).filter(({ block }) => block % 2 === 0),
  ...at(point, quick).filter(({ block }) => block % 2 === 1),
];

describe('what a slide says of a measure', () => {
  test('names the lowest where the run decides it', () => {
    expect(said(ofOne(at('p0')))).toMatch(
      /^Median latency: lowest with WebSocket \(1\.0\d ms\), more with SSE \(.*\), long polling \(.*\) and short polling \(/,
    );
  });

  test('names all that may be lowest where it does not', () => {
    expect(said(ofOne(undecided('p0')))).toMatch(
      /^Median latency: not decided between (SSE|WebSocket) \(.* ms\) and (SSE|WebSocket) \(.* ms\), more with long polling/,
    );
    expect(said(ofOne(at('p0', even)))).toMatch(
      /^Median latency: lowest, and practically equal, with (SSE|WebSocket) \(1\.0\d ms\) and /,
    );
  });

  test('names them point by point, points alike together', () => {
    const scenario = madeScenario('ticker', 6, ['a', 'b', 'c']);
    const run = madeRun([scenario], [...at('p0'), ...undecided('p1'), ...at('p2')]);
    expect(said(run)).toMatch(
      /^Median latency: lowest with WebSocket at “a” and “c”; not decided between \S+ and \S+ at “b”\.$/,
    );
  });

  test('gives the values and why where nothing is compared', () => {
    expect(said(ofOne(at('p0').filter(({ block }) => block === 0)))).toMatch(
      /^Median latency: WebSocket \(1\.\d+ ms\), .*\. Not compared: /,
    );
  });

  test('agrees with the places that the next step of the sample shows', () => {
    const run = readRun(join(ROOT, 'results/sample/review'));
    const rounds = viewsOf(run).flatMap(points => roundsOf(points, run));
    const pairs = rounds.flatMap(({ question, chartTitle, spec, sentences, questions }) => {
      const order = questions.find(({ kind }) => kind === 'order');
      const isOfMeasure = question === chartTitle && spec.kind === 'settings' && spec.labels.length === 1;
      return isOfMeasure && order?.kind === 'order' ? [{ said: sentences.join(' '), order }] : [];
    });
    expect(pairs.length).toBeGreaterThan(10);
    for (const { said: found, order } of pairs) {
      const mayBe = order.places.filter(({ from }) => from === 1);
      expect(/lowest with/.test(found), found).toBe(mayBe.length === 1);
      const [before = ''] = found.split(', more with');
      for (const { transport, from } of order.places)
        expect(before.toLowerCase().includes(nameOf(transport).toLowerCase()), found).toBe(from === 1);
    }
  });
});
