import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { claimsOf } from '../../analysis/claims/claims.ts';
import { lectureOf } from '../../report/lecture/lecture.ts';
import { compareBy, metricsOf, spreadOfMetric } from '../../report/model/metric.ts';
import { type PointView, viewPoint } from '../../report/model/point.ts';
import { figure, ratioEnds, withUnit } from '../../report/text/format.ts';
import { readRun } from '../../results/format/run-file.ts';
import { ROOT } from '../../root.ts';
import { SETS } from '../../scenarios/catalogue.ts';

const text = readFileSync(join(ROOT, 'docs/lecture.md'), 'utf8');
const run = readRun(join(ROOT, 'results/sample/review'));
const scenarios = run.scenarios.map(scenario =>
  scenario.points.map(point => viewPoint(run, scenario, point)),
);
const [picture = null] = scenarios.flat();
const { rounds, conclusion, quiz } = lectureOf(run, scenarios, claimsOf(run, null), 'An answer.', picture);

/** The ids after `#slide.` or `#quiz.`, and those of the lists in `only=`. */
function idsOf(deck: 'slide' | 'quiz'): string[] {
  const addresses = [...text.matchAll(new RegExp(`#${deck}\\.([\\w.-]+)(?:\\?([\\w=,.&-]+))?`, 'g'))];
  return addresses.flatMap(([, id = '', options = '']) => [
    id,
    ...options.split('&').flatMap(one => (one.startsWith('only=') ? one.slice(5).split(',') : [])),
  ]);
}

/** Each interval of a ratio that a scenario has: `×1.24 (1.20–1.28)`. */
function ratiosOf(views: readonly PointView[]): string[] {
  return metricsOf(views).flatMap(measure =>
    views.flatMap(({ transports }) =>
      transports.flatMap(one =>
        transports.flatMap(other => {
          const { interval } = compareBy(one.valid, other.valid, measure);
          const ends = interval && ratioEnds(interval.low, interval.high).join('–');
          return interval ? [`×${figure(interval.median)} (${ends})`] : [];
        }),
      ),
    ),
  );
}

/** Each value with its range over the blocks: `515 ms (489–546)`. */
function valuesOf(views: readonly PointView[]): string[] {
  return metricsOf(views).flatMap(measure =>
    views.flatMap(({ transports }) =>
      transports.flatMap(figures => {
        const spread = spreadOfMetric(figures, measure);
        const value = spread && withUnit(spread.value, measure.unit).replace('\u00a0', ' ');
        return spread ? [`${value} (${figure(spread.min)}–${figure(spread.max)})`] : [];
      }),
    ),
  );
}

const QUOTED = /(?:×[\d.,]+|[\d.,]+ (?:ms|s|µs|B)) \([\d.,]+–[\d.,]+\)/g;

/** The rows that quote intervals, with the scenario of their slide. */
const rows = text.split('\n').flatMap(line => {
  const quoted = line.match(QUOTED) ?? [];
  const scenario = /#slide\.([\w-]+)/.exec(line)?.[1];
  return quoted.length > 0 ? [{ line, quoted, scenario }] : [];
});

/** The scenarios of some ids of slides. */
const scenariosOf = (ids: readonly string[]) => new Set(ids.map(id => id.split('.', 1)[0] ?? ''));

describe('the lecture', () => {
  test('names slides and claims that the sample has', () => {
    const named = [...text.matchAll(/`([a-z-]+\.[\w-]+)`/g)].map(([, id = '']) => id);
    const [slides, claims] = [[...idsOf('slide'), ...named], idsOf('quiz')];
    expect(slides.length).toBeGreaterThan(15);
    expect(claims.length).toBeGreaterThan(5);
    const known = [...rounds, conclusion, conclusion?.picture].flatMap(one => (one ? [one.id] : []));
    expect(slides.filter(id => !known.includes(id))).toEqual([]);
    expect(claims.filter(id => !quiz.some(one => one.id === id))).toEqual([]);
  });

  test('quotes values and intervals of the sample', () => {
    expect(rows.flatMap(({ quoted }) => quoted).length).toBeGreaterThan(20);
    for (const { line, quoted, scenario } of rows) {
      const views = scenarios.find(([first]) => first?.scenario.id === scenario) ?? [];
      expect(views, `no slide in: ${line}`).not.toEqual([]);
      const own = [...ratiosOf(views), ...valuesOf(views)];
      expect(
        quoted.filter(one => !own.includes(one)),
        line,
      ).toEqual([]);
    }
  });

  test('says which of its slides a run of the set course has not', () => {
    const ofCourse = (id: string) => SETS.course.some(scenario => scenario.id === id);
    const lists = [...text.matchAll(/only=([\w.,-]+)/g)].map(([, list = '']) => list.split(','));
    const short = lists.find(([first]) => first === 'notifications.p50') ?? [];
    expect([...scenariosOf(short)].filter(id => id !== 'answer' && !ofCourse(id))).toEqual([]);
    const missing = [...scenariosOf(idsOf('slide'))].filter(id => id !== 'answer' && !ofCourse(id));
    const said = /`course` has no slide of (.*?)\./s.exec(text)?.[1] ?? '';
    expect([...said.matchAll(/`([\w-]+)`/g)].map(([, id]) => id).toSorted()).toEqual(missing.toSorted());
  });
});
