import { describe, expect, test } from 'vitest';
import {
  alongAxis,
  comparedVerdict,
  factorOf,
  plainMark,
  supportVerdict,
} from '../../../analysis/claims/strip.ts';
import { isTooWide } from '../../../analysis/statistics/widest-interval.ts';
import { TESTED_TRANSPORTS } from '../../../scenarios/load/transport.ts';
import { withoutKnownSpreads } from '../../harness/session-alone.ts';
import { around, at, everyone, runOf, said } from '../../made/claims.ts';
import { madeTrial } from '../../made/run.ts';

withoutKnownSpreads();

test('a comparison is true, reversed, not true or not decided', () => {
  expect(comparedVerdict('more', 'more')).toBe('true');
  expect(comparedVerdict('less', 'more')).toBe('reversed');
  expect(comparedVerdict('equal', 'more')).toBe('not true');
  expect(comparedVerdict('unresolved', 'more')).toBe('not decided');
  expect(comparedVerdict('less', 'less')).toBe('true');
  expect([true, false, null].map(supportVerdict)).toEqual(['true', 'not true', 'not decided']);
});

describe('the size of an effect', () => {
  test('is a factor in the claimed direction', () => {
    const ratio = { ratio: 0.5, lower: 0.4, upper: 0.8 };
    expect(factorOf(ratio, 'more')).toEqual({ size: 0.5, lower: 0.4, upper: 0.8 });
    expect(factorOf(ratio, 'less')).toEqual({ size: 2, lower: 1.25, upper: 2.5 });
  });

  test('is left out without an interval; one wider than 10:1 is left out beside it', () => {
    const nothing = { size: null, lower: null, upper: null };
    expect(factorOf({ ratio: 2, lower: null, upper: null }, 'more')).toEqual(nothing);
    const alone = { size: 9, lower: null, upper: null };
    expect(factorOf({ ratio: 9, lower: 2, upper: 20.1 }, 'more')).toEqual(alone);
    expect(factorOf({ ratio: 1 / 9, lower: 1 / 20.1, upper: 1 / 2 }, 'less')).toEqual(alone);
    expect(isTooWide(2, 20)).toBe(false);
  });
});

test('marks stand in the order of their axis, those without a place last', () => {
  const marks = [10, null, 0.1, 1].map(place => ({ ...plainMark(`${place}`, 'true'), at: place }));
  expect(alongAxis(marks).map(({ short }) => short)).toEqual(['0.1', '1', '10', 'null']);
});

describe('the strip of a claim', () => {
  const point = (rate: number, shortMs: number) =>
    at(
      'rate-sweep',
      `${rate}`,
      everyone(transport => around(transport === 'short-polling' ? shortMs : 1)),
    );

  test('has every point of the run in the order of the rate, with its factor', () => {
    const { strips, sentence } = said(runOf(point(10, 0.5), point(0.1, 4), point(1, 2)), 'C3');
    expect(strips.map(({ name }) => name)).toEqual(['short polling', 'long polling']);
    const [short] = strips;
    expect(short).toMatchObject({
      per: 'poll',
      unit: '×',
      measure: 'median latency, short polling ÷ WebSocket',
    });
    expect(short?.marks).toMatchObject([
      { at: 0.1, short: '0.1', verdict: 'true', size: expect.closeTo(4, 2), sessions: [] },
      { at: 1, short: '1', verdict: 'true', size: expect.closeTo(2, 2) },
      { at: 10, short: '10', verdict: 'reversed', size: expect.closeTo(0.5, 2) },
    ]);
    expect(sentence).toBe(
      'True up to 1 notification per poll for short polling (2–4× the latency of WebSocket); not true for long polling (1×).',
    );
  });

  test('has a point that no valid trial measured, and does not count it', () => {
    const run = runOf(point(0.1, 4), point(1, 2));
    run.trials = run.trials.filter(one => one.point !== '1' || one.transport !== 'websocket');
    const [short] = said(run, 'C3').strips;
    expect(short?.marks.map(({ verdict }) => verdict)).toEqual(['true', 'not measured']);
  });

  test('is not decided by one block, and then has no size', () => {
    const run = runOf(
      at(
        'rate-sweep',
        '1',
        everyone(transport => around(transport === 'short-polling' ? 9 : 1)),
        { blocks: 1 },
      ),
    );
    const { verdict, strips } = said(run, 'C3');
    expect(verdict).toBe('not decided');
    expect(strips[0]?.marks).toMatchObject([
      { verdict: 'not decided', size: null, lower: null, upper: null },
    ]);
  });

  test('has what each session of a joined run says', () => {
    const run = runOf(point(1, 2));
    run.trials = [0, 1, 2].flatMap(session =>
      [0, 1, 2, 3, 4].flatMap(block =>
        TESTED_TRANSPORTS.map(transport => {
          const factor = transport === 'short-polling' ? 2 + session / 10 : 1;
          const place = { scenario: 'rate-sweep', point: '1', transport, block };
          return { ...madeTrial(place, around(factor)), session };
        }),
      ),
    );
    const [short] = said(run, 'C3').strips;
    expect(short?.marks).toMatchObject([{ verdict: 'true', sessions: ['true', 'true', 'true'] }]);
  });
});
