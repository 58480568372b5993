import { describe, expect, test } from 'vitest';
import { axisOf } from '../../../report/model/axis.ts';
import { viewPoint } from '../../../report/model/point.ts';
import { hasFigure } from '../../../report/parts/figure.ts';
import { scenarioAnswer } from '../../../report/point/scenario-answer.ts';
import { sampleOf, sampleSets } from '../../harness/samples.ts';

/** What a scenario may say before a reader opens anything. */
const MOST_WORDS = 80;

const openingsOf = (set: string) => {
  const run = sampleOf(set);
  return run.scenarios.map(scenario => {
    const points = scenario.points.map(point => viewPoint(run, scenario, point));
    return { id: scenario.id, points, ...scenarioAnswer(points, run) };
  });
};

const wordsIn = (sentences: readonly string[]): number =>
  sentences.join(' ').match(/[\p{L}\p{N}]\S*/gu)?.length ?? 0;

describe.each(sampleSets)('in the sample %s, each scenario', set => {
  const openings = openingsOf(set);

  test('opens with a few words and a picture', () => {
    for (const { id, sentences, pictures } of openings) {
      expect(sentences.length, id).toBeGreaterThan(0);
      expect(wordsIn(sentences), id).toBeLessThanOrEqual(MOST_WORDS);
      expect(pictures.filter(hasFigure).length, id).toBeGreaterThan(0);
      expect(pictures.length, id).toBeLessThanOrEqual(2);
    }
  });

  test('has values beside the words that nothing is compared', () => {
    for (const { id, sentences } of openings) {
      const bare = sentences.filter(one => one.includes('Not compared') && !/\d.*Not compared/.test(one));
      expect(bare, id).toEqual([]);
    }
  });

  test('has arrows only between points of an axis', () => {
    for (const { id, points, sentences } of openings) {
      if (sentences.some(one => one.includes('→'))) expect(axisOf(points), id).not.toBeNull();
    }
  });
});

test('a scenario of the review is answered by a picture of what it asks for', () => {
  const titles = new Map(
    openingsOf('review').map(({ id, pictures }) => [id, pictures.map(({ title }) => title)]),
  );
  expect(titles.get('interval-sweep')).toEqual([
    'Median latency, by polling interval',
    'Wire bytes per delivery, by polling interval',
  ]);
  expect(titles.get('keep-alive')).toEqual(['Connections opened per request, point by point']);
  expect(titles.get('echo')?.[0]).toMatch(/^Round trip, by part/);
  expect(titles.get('burst')).toEqual(['Messages for 100 notifications']);
  expect(titles.get('cost-model')).toEqual(['Error of the predicted server CPU']);
  expect(titles.get('slow-consumer')).toEqual(['Peak memory of the server with stalled readers']);
  const [slow] = openingsOf('review').filter(({ id }) => id === 'slow-consumer');
  expect(slow?.sentences.join(' ')).toContain('p99 latency of the other readers: WebSocket ');
  expect(slow?.more.pictures.map(({ title }) => title)).toEqual(['p99 latency of the other readers']);
});

test('what is counted has no verdict in its picture', () => {
  const counted = openingsOf('review').filter(({ id }) => id === 'keep-alive' || id === 'burst');
  expect(counted).toHaveLength(2);
  for (const { pictures } of counted) expect(JSON.stringify(pictures)).not.toContain('allow');
});

test('a scenario of the cost model leads on to the planner', () => {
  const [costs] = openingsOf('review').filter(({ id }) => id === 'cost-model');
  expect(costs?.links.map(({ text }) => text)).toEqual(['<a href="#plan">Your own load in the planner</a>']);
});

test('says in one sentence when clients noticed at several points, and more on demand', () => {
  const mobile = sampleSets.flatMap(openingsOf).find(({ id }) => id === 'mobile');
  expect(mobile?.sentences.join(' ')).toMatch(
    /Clients gave their connections up after [\d.]+ to [\d.]+\ss at 3 of 5 points, and not at the others\./,
  );
  expect(mobile?.more.sentences.join(' ')).toMatch(
    /Long polling: all \d+ clients gave their connection up after/,
  );
});
