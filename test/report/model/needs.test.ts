import { describe, expect, test } from 'vitest';
import { answersOf, exampleOf } from '../../../report/model/needs.ts';
import { viewPoint } from '../../../report/model/point.ts';
import { undecidedInShort } from '../../../report/words/extent.ts';
import { headline } from '../../../report/words/headline.ts';
import type { TestedTransport } from '../../../scenarios/load/transport.ts';
import { withoutKnownSpreads } from '../../harness/session-alone.ts';
import { madeRun, madeScenario, pointTrials } from '../../made/run.ts';

withoutKnownSpreads();

type Micros = Partial<Record<TestedTransport, number>>;

/** The answer for idle subscribers, from the CPU per subscriber at each point. */
function waitingAnswer(points: { subscribers: number; micros: Micros }[]) {
  const labels = points.map(({ subscribers }) => `${subscribers} subscribers`);
  const scenario = madeScenario('idle', 5, labels);
  for (const [index, point] of scenario.points.entries()) {
    point.load.arrivals = { kind: 'none' };
    point.load.subscribers = points[index]?.subscribers ?? 0;
    const own = Object.keys(points[index]?.micros ?? {});
    point.load.transports = Object.fromEntries(own.map(transport => [transport, {}]));
  }
  const trials = points.flatMap(({ micros }, index) => {
    const figures = Object.fromEntries(Object.keys(micros).map(transport => [transport, {}]));
    const own = pointTrials('idle', `p${index}`, 5, figures);
    for (const { transport, block, server } of own)
      server.cpuMicrosPerSubscriberSecond = (micros[transport as TestedTransport] ?? 0) * (1 + block / 100);
    return own;
  });
  const run = madeRun([scenario], trials);
  const views = scenario.points.map(point => viewPoint(run, scenario, point));
  const answer = answersOf([views], 'standard').find(({ id }) => id === 'waiting');
  if (!answer) throw new Error('no answer');
  return answer;
}

const pushFirst: Micros = { 'short-polling': 20, sse: 1 };
const pollsFirst: Micros = { 'short-polling': 1, sse: 20 };
const even: Micros = { 'short-polling': 1, sse: 1 };

describe('the point that illustrates many idle subscribers', () => {
  const exampleIn = (...all: Micros[]) => {
    const points = all.map((micros, index) => ({ subscribers: [1000, 10_000, 5000][index] ?? 0, micros }));
    return exampleOf(waitingAnswer(points))?.view.point.load.subscribers;
  };

  test('is the largest', () => {
    expect(exampleIn(pushFirst, pushFirst, pushFirst)).toBe(10_000);
  });

  test('is the largest that is decided', () => {
    expect(exampleIn(pushFirst, even, pushFirst)).toBe(5000);
  });

  test('is the largest at which a transport leads that leads at most points', () => {
    expect(exampleIn(pushFirst, pollsFirst, pushFirst)).toBe(5000);
  });

  test('is the first of equal ones', () => {
    const answer = waitingAnswer([
      { subscribers: 10_000, micros: pushFirst },
      { subscribers: 10_000, micros: { sse: 1, websocket: 20 } },
    ]);
    expect(exampleOf(answer)?.view.point.id).toBe('p0');
  });
});

describe('the best for a need', () => {
  const all = (...points: Micros[]) =>
    waitingAnswer(points.map((micros, index) => ({ subscribers: 1000 * (index + 1), micros })));

  test('does not rest on points of one kind of transports where others have both', () => {
    const polls: Micros = { 'short-polling': 20, 'long-polling': 1 };
    const answer = all(pushFirst, polls, polls, { sse: 20, websocket: 1 });
    expect(answer).toMatchObject({ compared: 1, best: ['sse'] });
    expect(all(polls, polls)).toMatchObject({ compared: 2, best: ['long-polling'] });
  });

  test('counts at more than half of the decided points, and each count is kept', () => {
    const answer = all(pushFirst, pushFirst, pollsFirst, even);
    expect(answer).toMatchObject({ compared: 4, best: ['sse'], bestAt: 2 });
    expect(answer.decided).toHaveLength(3);
    expect(answer.counts).toEqual([
      { transport: 'short-polling', at: 1 },
      { transport: 'sse', at: 2 },
    ]);
  });

  test('may be several, each at most points', () => {
    const both: Micros = { 'short-polling': 20, sse: 1, websocket: 1 };
    const answer = all(both, both, { ...both, websocket: 3 });
    expect(answer).toMatchObject({ best: ['sse', 'websocket'], bestAt: 2 });
  });

  test('is none at half of the points only, and then no point illustrates it', () => {
    const answer = all(pushFirst, pollsFirst);
    expect(answer).toMatchObject({ best: [], bestAt: 0 });
    expect(answer.decided).toHaveLength(2);
    expect(exampleOf(answer)).toBeUndefined();
    expect(undecidedInShort({ ...answer, decided: answer.decided.length })).toBe('differs between 2 tests');
    expect(headline([answer])).toBeNull();
  });
});
