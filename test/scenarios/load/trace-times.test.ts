import { describe, expect, test } from 'vitest';
import { isoTime, type TimeUnit, timesInMs } from '../../../scenarios/load/trace-times.ts';

/** 31 January 2018, 01:49:59.65 UTC. */
const MS = 1_517_363_399_650;
const fault = (why: string, line?: number) => new Error(`line ${line}: ${why}`);
const read = (values: unknown[], unit?: TimeUnit) =>
  timesInMs(
    values.map((value, index) => ({ value, line: index + 1 })),
    unit,
    fault,
  );

describe('the unit is seen in the times', () => {
  test.each([
    ['s', [MS / 1000, MS / 1000 + 1]],
    ['ms', [MS, MS + 1000]],
    ['us', [MS * 1000, MS * 1000 + 1e6]],
    ['iso', ['2018-01-31T01:49:59.650Z', '2018-01-31T01:50:00.65Z']],
  ] as const)('%s', (unit, values) => {
    expect(read([...values])).toEqual({ unit, timesMs: [MS, MS + 1000] });
  });

  test('from 1980 to 2099 in each of them', () => {
    for (const ms of [Date.UTC(1980, 0, 1), Date.UTC(2099, 11, 31)]) {
      for (const [unit, time] of [
        ['s', ms / 1000],
        ['ms', ms],
        ['us', ms * 1000],
      ] as const) {
        expect(read([time])).toEqual({ unit, timesMs: [ms] });
      }
    }
  });

  test('to whole microseconds, alike in every unit', () => {
    const micros = MS * 1000 + 123;
    const expected = { timesMs: [micros / 1000] };
    expect(read([micros])).toMatchObject(expected);
    expect(read([micros / 1000])).toMatchObject(expected);
    expect(read([micros / 1e6])).toMatchObject(expected);
    expect(read(['2018-01-31T01:49:59.650123Z'])).toMatchObject(expected);
  });
});

describe('what is not clear is asked', () => {
  test.each([
    [
      'a count from some start',
      [0, 100],
      /^line 1: time 0 may be in s, ms or µs; say which with --time-unit s\|/,
    ],
    ['a number between the units', [MS, 5e9], /^line 2: time 5000000000 may be in s, ms or µs; say which/],
    ['nanoseconds', [MS * 1e6], /^line 1: .*say which/],
    [
      'ms and then µs',
      [MS, MS + 1, MS * 1000],
      /^line 3: time 1517363399650000 is in microseconds, that of line 1 in milliseconds; say which with --time-unit/,
    ],
    [
      'a number and then a date',
      [MS, '2018-01-31T01:49:59Z'],
      /^line 2: .* is in ISO 8601, that of line 1 in milli/,
    ],
    [
      'a time with a zone and one without',
      ['2018-01-31T01:49:59Z', '2018-01-31T01:49:59'],
      /^line 2: time "2018-01-31T01:49:59" has no time zone, that of line 1 has one; --time-unit iso takes it as UTC$/,
    ],
  ])('%s', (_, values, message) => {
    expect(() => read(values)).toThrow(message);
  });

  test('and taken as said', () => {
    expect(read([0, 1.5], 's').timesMs).toEqual([0, 1500]);
    expect(read([0, 100], 'ms').timesMs).toEqual([0, 100]);
    expect(read([MS, MS * 1000], 'us').timesMs).toEqual([MS / 1000, MS]);
    expect(read(['2018-01-31T01:49:59Z', '2018-01-31T01:49:59'], 'iso').timesMs).toEqual([
      MS - 650,
      MS - 650,
    ]);
    expect(() => read([MS], 'iso')).toThrow(
      /^line 1: time 1517363399650 is not in ISO 8601, as --time-unit says$/,
    );
    expect(() => read(['2018-01-31'], 's')).toThrow(/^line 1: .* is not in seconds, as --time-unit says$/);
  });
});

describe('what is no time is refused', () => {
  test.each([
    [null, /time is null; it must be a number/],
    [true, /time is true; it must be a number/],
    [{ t: 1 }, /time is {"t":1}; it must be a number/],
    [Number.POSITIVE_INFINITY, /it must be a number/],
    ['1517363399650', /as text it must be ISO 8601, like/],
    ['yesterday\u0007', /time is "yesterday\\u0007"; as text/],
  ])('%j', (value, message) => {
    expect(() => read([value])).toThrow(message);
  });

  test('one that no date has', () => {
    expect(() => read([1e300], 's')).toThrow(/out of range/);
  });
});

test.each([
  ['2018-01-31T01:49:59Z', '2018-01-31T01:49:59.000Z', true],
  ['2018-01-31t01:49:59z', '2018-01-31T01:49:59.000Z', true],
  ['2018-01-31 01:49:59', '2018-01-31T01:49:59.000Z', false],
  ['2018-01-31 01:49:59 +0000', '2018-01-31T01:49:59.000Z', true],
  ['2018-01-31T01:49', '2018-01-31T01:49:00.000Z', false],
  ['2018-01-31', '2018-01-31T00:00:00.000Z', false],
  ['2018-01-31T01:49:59,5+02:00', '2018-01-30T23:49:59.500Z', true],
  ['2018-01-31T01:49:59-0530', '2018-01-31T07:19:59.000Z', true],
  ['2018-01-31T01:49:59+02', '2018-01-30T23:49:59.000Z', true],
  ['2016-02-29T23:59:59Z', '2016-02-29T23:59:59.000Z', true],
])('%s is %s', (text, iso, hasZone) => {
  expect(isoTime(text)).toEqual({ micros: Date.parse(iso) * 1000, hasZone });
});

test.each(['2018-02-29T00:00:00Z', '2018-13-01', '2018-01-31T25:00Z', '31.01.2018', '20180131T014959Z', ''])(
  '%j is no time',
  text => {
    expect(isoTime(text)).toBeNull();
  },
);
