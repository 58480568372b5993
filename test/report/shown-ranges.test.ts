import { describe, expect, test } from 'vitest';
import { claimsOf } from '../../analysis/claims/claims.ts';
import { metricsOf, spreadOfMetric } from '../../report/model/metric.ts';
import { type PointView, viewPoint } from '../../report/model/point.ts';
import { rank } from '../../report/model/rank.ts';
import { theoryOfPoint } from '../../report/model/theory.ts';
import { renderReport } from '../../report/render.ts';
import { comparedSets, sampleOf } from '../harness/samples.ts';

interface Shown {
  what: string;
  value: number;
  min: number;
  max: number;
}

const isOutside = ({ value, min, max }: Shown): boolean => value < min || value > max;

/** Every spread within a value of any form, with the way to it. */
function spreadsIn(value: unknown, what: string): Shown[] {
  if (typeof value !== 'object' || value === null) return [];
  if ('blocks' in value && 'min' in value) return [{ ...(value as unknown as Omit<Shown, 'what'>), what }];
  return Object.entries(value).flatMap(([key, one]) => spreadsIn(one, `${what} ${key}`));
}

/** Every value of a point that a table, a tile, a chart or the matrix shows with a range. */
function shownAt(view: PointView): Shown[] {
  const place = `${view.scenario.id} ${view.point.id}`;
  const own = view.transports.flatMap(({ trials: _, valid: __, ...figures }) =>
    spreadsIn(figures, `${place} ${figures.transport}`),
  );
  const measured = metricsOf([view]).flatMap(measure => {
    const outcome = rank(view, measure, 'quick');
    const rivals = outcome.kind === 'not-compared' ? [] : outcome.rivals;
    return [
      ...view.transports.map(figures => spreadOfMetric(figures, measure)),
      ...rivals.map(({ against: { interval } }) =>
        interval === null
          ? null
          : { ...interval, value: interval.median, min: interval.low, max: interval.high },
      ),
    ].flatMap(spread => spreadsIn(spread, `${place} ${measure.id}`));
  });
  return [...own, ...measured, ...spreadsIn(theoryOfPoint(view), `${place} theory`)];
}

const numberOf = (text: string) => Number(text.replaceAll(',', ''));

/** Every number on a page with a range in small type below it. */
const printedOn = (page: string): Shown[] =>
  [...page.matchAll(/>×?([\d.,]+)(?:\s[^\s<]+)? <small>([\d.,]+)–([\d.,]+)/gu)].map(
    ([what, value = '', min = '', max = '']) => ({
      what,
      value: numberOf(value),
      min: numberOf(min),
      max: numberOf(max),
    }),
  );

describe.each(comparedSets)('in the sample %s, no value lies outside its range', set => {
  const run = sampleOf(set);

  test('in the figures, measures and ratios of every point', () => {
    const shown = run.scenarios.flatMap(scenario =>
      scenario.points.flatMap(point => shownAt(viewPoint(run, scenario, point))),
    );
    expect(shown.length).toBeGreaterThan(1000);
    expect(shown.filter(isOutside)).toEqual([]);
  });

  test('in the claims', () => {
    const claims = claimsOf(run, null);
    const figures = claims.flatMap(claim =>
      claim.figures.map(({ label, value, lower, upper }) => ({
        what: `${claim.id} ${label}`,
        value,
        lower,
        upper,
      })),
    );
    const marks = claims.flatMap(({ id, strips, overPaths }) =>
      [...strips, ...(overPaths?.strips ?? [])].flatMap(({ marks: own }) =>
        own.map(({ label, size, lower, upper }) => ({ what: `${id} ${label}`, value: size, lower, upper })),
      ),
    );
    const shown = [...figures, ...marks].flatMap(({ what, value, lower, upper }) =>
      value === null || lower === null || upper === null ? [] : [{ what, value, min: lower, max: upper }],
    );
    expect(shown.length).toBeGreaterThan(50);
    expect(shown.filter(isOutside)).toEqual([]);
  });

  const page = renderReport(run, { script: 'void 0', style: 'a{}' });

  test('on the page', () => {
    const printed = printedOn(page);
    expect(printed.length).toBeGreaterThan(500);
    expect(printed.filter(isOutside)).toEqual([]);
  });

  test('and what a verdict allows has ends only where they are no more than 10:1 apart', () => {
    const allowed = [...page.matchAll(/allowed: ([^<;]+)/gu)].map(([, ends = '']) => ends);
    const ranges = allowed.filter(ends => ends.includes('–'));
    expect(ranges.length).toBeGreaterThan(50);
    expect(allowed).toContain('over 10:1');
    for (const ends of ranges) {
      const [low, high] = ends.split('–').map(numberOf);
      // Both ends are rounded to three digits.
      expect(Number(high) / Number(low), ends).toBeLessThan(10.1);
    }
  });
});
