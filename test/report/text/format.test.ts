import { describe, expect, test } from 'vitest';
import {
  bytes,
  counted,
  figure,
  given,
  integer,
  list,
  moment,
  money,
  percentile,
  range,
  rangeOf,
  ratio,
  ratioRange,
  times,
  withUnit,
} from '../../../report/text/format.ts';

describe('figures', () => {
  test.each([
    [0, '0'],
    [0.06, '0.060'],
    [0.4567, '0.457'],
    [2.4, '2.40'],
    [12, '12.0'],
    [250.4, '250'],
    [1234.5, '1,235'],
    [-3.21, '-3.21'],
    [0.000123, '0.000123'],
    [8.53e-82, '<0.000001'],
    [-8.53e-82, '>-0.000001'],
    [null, '—'],
    [undefined, '—'],
    [Number.NaN, '—'],
    [Number.POSITIVE_INFINITY, '—'],
  ])('%s reads %s', (value, text) => expect(figure(value)).toBe(text));

  test('what was set reads as it was set', () => {
    expect([given(2.5), given(500), given(10_000)]).toEqual(['2.5', '500', '10,000']);
  });

  test('no number has dozens of zeros, in any format', () => {
    const tiny = 8.53e-82;
    expect([given(tiny), money(tiny), ratio(tiny), withUnit(tiny, 'ms')]).toEqual([
      '<0.000001',
      '<0.01',
      '<1/1,000,000',
      '<0.000001\u00a0ms',
    ]);
    expect([bytes(tiny), range(tiny, 2 * tiny), ratioRange(tiny, 2 * tiny)]).toEqual([
      '<0.000001\u00a0B',
      '<0.000001',
      '<1/1,000,000',
    ]);
    expect([money(0), money(0.01), money(26.2), money(null)]).toEqual(['0', '0.010', '26.2', '—']);
    expect([ratio(0.004), ratioRange(0.004, 0.005)]).toEqual(['1/250', '1/250–1/200']);
  });

  test('units, sizes, ratios and counts', () => {
    expect(withUnit(1.5, 'ms')).toBe('1.50\u00a0ms');
    expect(withUnit(null, 'ms')).toBe('—');
    expect([bytes(0), bytes(120), bytes(4096), bytes(2 * 1024 ** 3)]).toEqual(
      ['0 B', '120 B', '4 KiB', '2 GiB'].map(text => text.replace(' ', '\u00a0')),
    );
    expect([times(1.5), times(null)]).toEqual(['×1.50', '—']);
    expect([counted(1, 'block'), counted(1200, 'block'), integer(0)]).toEqual([
      '1 block',
      '1,200 blocks',
      '0',
    ]);
  });

  test('ranges', () => {
    expect(range(1.2, 1.4)).toBe('1.20–1.40');
    expect(range(-2, 3)).toBe('-2.00 to 3.00');
    expect(range(104, 104.01)).toBe('104');
    expect(rangeOf({ value: 104, min: 104, max: 104 })).toBe('');
  });

  test('percentiles keep their nines', () => {
    expect([0.5, 0.9, 0.999, 1 - 1 / 10_000].map(percentile)).toEqual(['50%', '90%', '99.9%', '99.99%']);
  });

  test('lists and moments', () => {
    expect([list([]), list(['a']), list(['a', 'b', 'c'])]).toEqual(['', 'a', 'a, b and c']);
    expect(moment('2026-03-01T12:00:05.000Z')).toBe('2026-03-01 12:00:05 UTC');
    expect(moment('yesterday')).toBe('yesterday');
  });
});
