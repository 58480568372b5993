import { describe, expect, test } from 'vitest';
import { steadinessChecks } from '../../../report/charts/steadiness.ts';
import type { Transport } from '../../../scenarios/load/transport.ts';
import { trial, tried } from '../../made/point.ts';

describe('steadiness', () => {
  const checksOf = (drifts: (number | null)[], transport: Transport = 'sse') =>
    steadinessChecks(tried(drifts.map((driftPercent, block) => trial(transport, { driftPercent }, block))));

  test('is computed from the median of the blocks', () => {
    expect(checksOf([9, -2, 40])).toEqual([
      {
        warn: false,
        text: expect.stringMatching(
          /^Steady: in the median of the blocks, median latency .* differs by at most 9\.00% \(SSE\)\.$/,
        ),
      },
    ]);
  });

  test.each([
    [
      [12, 30, 14],
      /^SSE is not steady: its median latency in the last third of the window is 14\.0% higher than in the first \(median of 3 blocks; range 12\.0–30\.0%\)\.$/,
    ],
    [[-12, -30, -14], /in the last third of the window is 14\.0% lower than in the first/],
  ])('warns of drift either way', (drifts, words) => {
    expect(checksOf(drifts)).toEqual([{ warn: true, text: expect.stringMatching(words) }]);
  });

  test('says that drift may be chance where blocks drift either way', () => {
    expect(checksOf([30, -4, 14])).toEqual([
      {
        warn: false,
        text: expect.stringMatching(/not steady: .* 14\.0% higher .*, so it may be chance\)\.$/),
      },
    ]);
  });

  test('is not made up where deliveries are too few', () => {
    expect(checksOf([null, null])).toEqual([
      { warn: false, text: expect.stringMatching(/^Steadiness is unknown.*too few deliveries: SSE\.$/) },
    ]);
    const unseen = trial('bare-reader', { driftPercent: null, latenciesMs: null });
    expect(steadinessChecks(tried([unseen]))).toEqual([]);
  });
});
