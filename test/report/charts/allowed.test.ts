import { describe, expect, test } from 'vitest';
import { PRACTICAL_EQUALITY } from '../../../analysis/statistics/paired-ratios.ts';
import { settingsFigure } from '../../../report/charts/settings.ts';
import { allowancesOf } from '../../../report/model/allowance.ts';
import { metricsOf } from '../../../report/model/metric.ts';
import { type PointView, viewPoint } from '../../../report/model/point.ts';
import { rank } from '../../../report/model/rank.ts';
import { renderBriefFigure, renderFigure } from '../../../report/parts/figure.ts';
import { scenarioAnswer } from '../../../report/point/scenario-answer.ts';
import { apartInWords } from '../../../report/words/allowance.ts';
import { sampleOf, sampleSets } from '../../harness/samples.ts';

const run = sampleOf('review');
const viewsOf = (id: string): PointView[] =>
  run.scenarios
    .filter(scenario => scenario.id === id)
    .flatMap(scenario => scenario.points.map(point => viewPoint(run, scenario, point)));
const views = run.scenarios.flatMap(({ id }) => viewsOf(id));

/** Everything that is compared at some point, with what its verdict allows. */
const compared = views.flatMap(view =>
  metricsOf([view]).flatMap(measure => {
    const outcome = rank(view, measure, 'quick');
    if (outcome.kind === 'not-compared') return [];
    return allowancesOf(view, measure, 'quick').map(allowance => {
      const rival = outcome.rivals.find(({ transport }) => transport === allowance.transport);
      return { view, measure, allowance, first: outcome.first, rival };
    });
  }),
);

describe('what a verdict allows', () => {
  test('shows the verdict: higher where its line ends above that of the lowest', () => {
    expect(compared.length).toBeGreaterThan(200);
    for (const { allowance, first, rival } of compared) {
      const isAbove = allowance.low > first.spread.value * (1 + PRACTICAL_EQUALITY) * (1 + 1e-9);
      expect(rival?.against.verdict === 'more', rival?.transport).toBe(isAbove);
    }
  });

  test('is said wherever ranges lie apart and the transports are not decided', () => {
    const apart = compared.filter(
      ({ first, rival }) => rival?.against.verdict === 'unresolved' && rival.spread.min > first.spread.max,
    );
    expect(apart.length).toBeGreaterThan(10);
    for (const { view, measure, allowance } of apart) {
      expect(allowance.isApart).toBe(true);
      expect(apartInWords([view], measure, 'quick')).toMatch(
        /^Ranges lie apart, but undecided: the verdict allows for .+ \(thin line\)\.$/,
      );
    }
  });

  test('is a line of the picture that answers a scenario, in its legend and in its table', () => {
    const chat = viewsOf('chat');
    const cpu = metricsOf(chat).find(({ id }) => id === 'cpu');
    if (!cpu) throw new Error('chat has processor time');
    const figure = settingsFigure(chat, cpu, 'quick');
    if (figure.spec.kind !== 'settings') throw new Error('points without an axis');
    const { lines } = figure.spec;
    const lineOf = (name: string) => lines.find(({ transport }) => transport === name);
    // The lowest is what the others are compared with, so no verdict is on it.
    expect(lineOf('websocket')?.allowed).toBeUndefined();
    const [low, high] = lineOf('sse')?.allowed?.[0] ?? [Number.NaN, Number.NaN];
    const [, min, max] = lineOf('sse')?.points[0] ?? [];
    expect(low).toBeLessThan(min ?? Number.NaN);
    expect(high).toBeGreaterThan(max ?? Number.NaN);
    expect(renderFigure(figure).text).toContain('may lie here too');
    expect(renderFigure(figure).text).toMatch(/<small>[\d.]+–[\d.]+; allowed: [\d.]+–[\d.]+<\/small>/);
    // A smoke run compares nothing, and allows nothing.
    expect(JSON.stringify(settingsFigure(chat, cpu, 'smoke').spec)).not.toContain('allowed');
  });
});

test('each picture that answers a scenario says what its thin lines are, where it has some', () => {
  let drawn = 0;
  for (const set of sampleSets) {
    const own = sampleOf(set);
    for (const scenario of own.scenarios) {
      const points = scenario.points.map(point => viewPoint(own, scenario, point));
      for (const figure of scenarioAnswer(points, own).pictures) {
        const hasThin = JSON.stringify(figure.spec).includes('"allowed":[');
        if (hasThin) drawn += 1;
        const isSaid = renderBriefFigure(figure).text.includes('may lie here too');
        expect(isSaid, `${set}: ${scenario.id}`).toBe(hasThin);
      }
    }
  }
  expect(drawn).toBeGreaterThan(5);
});
