import { describe, expect, test } from 'vitest';
import { viewPoint } from '../../../report/model/point.ts';
import { scenarioAnswer } from '../../../report/point/scenario-answer.ts';
import type { Run } from '../../../results/format/run.ts';
import { withoutKnownSpreads } from '../../harness/session-alone.ts';
import { madeRecovery } from '../../made/outcomes.ts';
import { distanceRun, overDistance, runOverPaths } from '../../made/path.ts';
import { madeRun, madeScenario, pointTrials, USUAL } from '../../made/run.ts';

withoutKnownSpreads();

function answerOf(run: Run) {
  const [scenario] = run.scenarios;
  return scenarioAnswer(scenario?.points.map(point => viewPoint(run, scenario, point)) ?? [], run);
}

const oneOf = (id = 'ticker') => madeRun([madeScenario(id, 5)], pointTrials(id, 'p0', 5, USUAL));

const twoOf = (labels: string[]) =>
  madeRun(
    [madeScenario('ways', 5, labels)],
    [...pointTrials('ways', 'p0', 5), ...pointTrials('ways', 'p1', 5)],
  );

describe('the answer of a scenario', () => {
  test('is the first measure that it has, where it names none', () => {
    expect(answerOf(oneOf()).sentences).toEqual([
      expect.stringMatching(
        /^Median latency: lowest with WebSocket \(1\.04\sms\), more with SSE \([^)]+\) and long polling \([^)]+\), highest with short polling \(\d+\sms, ×\d+\)\.$/,
      ),
    ]);
  });

  test('is the measure that its scenario names, in words and as a picture', () => {
    const run = oneOf();
    for (const scenario of run.scenarios) scenario.answeredBy = 'cpu';
    const { sentences, pictures } = answerOf(run);
    expect(sentences).toEqual([
      expect.stringMatching(
        /^Server CPU per delivery: lowest with WebSocket .*highest with long polling \(66\.6\sµs, ×7\.\d\d\)\.$/,
      ),
    ]);
    expect(pictures.map(({ title }) => title)).toEqual([expect.stringMatching(/^Server CPU per delivery/)]);
  });

  test('is what answers its own question, instead of the measure that goes with it', () => {
    const run = oneOf();
    const [scenario] = run.scenarios;
    const load = scenario?.points[0]?.load;
    if (!load) throw new Error('a scenario has a load');
    load.arrivals = { kind: 'burst', size: 100, everySeconds: 2 };
    const { sentences, pictures } = answerOf(run);
    expect(sentences).toEqual([expect.stringMatching(/^Messages for 100 notifications: .*SSE 100/)]);
    expect(pictures).toHaveLength(1);
  });

  test('says so where nothing is compared, and why', () => {
    const trials = ['p0', 'p1'].flatMap(point => pointTrials('ways', point, 1, USUAL));
    const run = madeRun([madeScenario('ways', 1, ['cold', 'cut'])], trials);
    expect(answerOf(run).sentences).toEqual([
      expect.stringMatching(
        /^Median latency at “cold” and “cut”: short polling (\d+) and \1\sms; .*; WebSocket 1\.00 and 1\.00\sms\. Not compared: one block has no interval\.$/,
      ),
    ]);
  });

  test('is one sentence over several points', () => {
    for (const labels of [
      ['cold', 'cut'],
      ['1 KiB', '4 KiB'],
    ]) {
      expect(answerOf(twoOf(labels)).sentences).toEqual([
        expect.stringMatching(/^Median latency at each of 2 points: lowest with WebSocket, highest with/),
      ]);
    }
  });

  test('says what a fault cost, under the label of its point', () => {
    const run = twoOf(['cold', 'cut']);
    run.trials = run.trials.map(trial =>
      trial.point === 'p1' && trial.status === 'valid' ? { ...trial, recovery: madeRecovery() } : trial,
    );
    const [lost, last, ...others] = answerOf(run).sentences;
    expect(lost).toMatch(/^“cut”\. (On every transport, nothing was lost or duplicate|Not all recovered)/);
    expect(last).toMatch(/^Time from the fault cleared until caught up, last subscriber: .* at “cut”\.$/);
    expect(others).toEqual([]);
    expect(answerOf(run).more.sentences).toEqual([
      expect.stringMatching(/^Time from the fault cleared until caught up, last subscriber/),
    ]);
  });

  test('of a smoke run is none', () => {
    const run = oneOf();
    run.run.preset = 'smoke';
    expect(answerOf(run)).toEqual({
      sentences: ['A smoke run is no measurement.'],
      pictures: [],
      links: [],
      more: { sentences: [], pictures: [] },
    });
  });
});

describe('the answer over a path', () => {
  const far = (rttMs: number) => ({
    label: `${rttMs} ms`,
    path: { rttMs },
    trials: overDistance({ rttMs }, 10),
  });

  test('is given for each curve of a sweep, with where polling overtakes', () => {
    const { sentences, pictures } = answerOf(distanceRun());
    expect(sentences).toEqual([
      expect.stringMatching(
        /^1 a second\. Median latency: lowest with WebSocket and SSE at 1 ms of round trip \([^)]+; short polling ×\d[^)]*\), and lowest with .*long polling at 200 ms of round trip \([^)]+\)\.$/,
      ),
      expect.stringMatching(
        /^10 a second\. Median latency: .*\. Short polling falls below long polling .*ms of round trip.*, from ×\d[\d.]+ to ×0\.\d+ of it/,
      ),
    ]);
    expect(pictures.map(({ title }) => title)).toEqual([
      'Median latency, by round trip: 1 a second',
      'Median latency, by round trip: 10 a second',
    ]);
  });

  test('begins with the path, where all points have the same', () => {
    const path = { rttMs: 170, lossPercent: 1 };
    const [sentence] = answerOf(
      runOverPaths([{ label: 'a', path, trials: overDistance(path, 1) }], 'ticker'),
    ).sentences;
    expect(sentence).toMatch(
      /^Over 170 ms round trip, 1% loss each way\. Median latency: lowest with WebSocket/,
    );
  });

  test('follows that of the points without a path, on demand', () => {
    const near = { label: 'near', path: undefined, trials: USUAL };
    const { sentences, pictures, more } = answerOf(
      runOverPaths([near, far(20), far(80), far(200)], 'ticker'),
    );
    expect(sentences).toEqual([
      expect.stringMatching(/^Median latency: lowest with WebSocket \(1\.04\sms\)/),
    ]);
    expect(more.sentences).toEqual([
      expect.stringMatching(/^Over a path\. Median latency: .*ms of round trip/),
    ]);
    expect(pictures).toHaveLength(1);
    expect(more.pictures).toHaveLength(1);
  });
});
