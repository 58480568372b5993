import { describe, expect, test } from 'vitest';
import { cdfFigure } from '../../../report/charts/cdf.ts';
import type { TheoryQuantity } from '../../../report/model/theory.ts';
import { renderTheory } from '../../../report/point/theory.ts';
import type { MeasuredTrial, Trial } from '../../../results/format/trial.ts';
import type { Transport } from '../../../scenarios/load/transport.ts';
import { textOf } from '../../harness/report-text.ts';
import { trial, tried, viewOf } from '../../made/point.ts';
import { spreadMs } from '../../made/run.ts';

describe('theory', () => {
  const theoryText = (trials: Trial[]) => textOf(renderTheory(viewOf(trials)).text);
  const off = (
    transport: Transport,
    block: number,
    residuals: Partial<Record<string, number>>,
  ): MeasuredTrial => {
    const one = trial(transport, {}, block);
    for (const entry of one.theory?.quantities ?? []) {
      const percent = residuals[entry.quantity];
      if (percent === undefined) continue;
      Object.assign(entry, { predicted: entry.measured / (1 + percent / 100), residualPercent: percent });
    }
    return one;
  };

  test('is within 5%', () => {
    const text = theoryText([trial('sse'), trial('websocket')]);
    expect(text).toMatch(/All 6 predictions are within 5% of the measurement\./);
    expect(text).toMatch(/Mean latency \(ms\) SSE 1\.47 1\.50 2\.00 no/);
    expect(text).toMatch(/Requests in the window SSE 0 0 — no/);
  });

  test('a residual over 5% is a finding, with what the model does not know', () => {
    const blocks = [0, 1, 2].map(block => off('sse', block, { batchMean: [3, 8, 90][block] as number }));
    const text = theoryText(blocks);
    expect(text).toMatch(
      /2 of 3 predictions are within 5% of the measurement; the others are findings to explain\./,
    );
    expect(text).toMatch(
      /Off in batch mean: SSE \+8\.00% \(predicted .*\)\. The model assumes that every client polls on time/,
    );
    expect(text).toMatch(/Batch mean \(notifications\) SSE .* 8\.00 3\.00–90\.0 finding/);
  });

  test.each<{ quantity: TheoryQuantity; explained: number; cause: string }>([
    { quantity: 'batchMean', explained: 10, cause: 'A late poll finds more notifications waiting.' },
    { quantity: 'requests', explained: -10, cause: 'Late clients poll less often.' },
    { quantity: 'toFirstMeanMs', explained: 10, cause: 'It does not include the work' },
  ])('a residual of $quantity is explained only where the cause has its sign', one => {
    const { quantity, explained, cause } = one;
    // A trial with this residual, in place of those it has.
    const textWith = (...percents: [Transport, number][]) =>
      theoryText(
        percents.map(([transport, residualPercent]) => {
          const own = trial(transport);
          if (!own.theory) throw new Error('the trial has a theory');
          own.theory.quantities = [
            { quantity, predicted: 100, measured: 100 + residualPercent, residualPercent },
          ];
          return own;
        }),
      );
    expect(textWith(['short-polling', explained])).toContain(`). The model`);
    expect(textWith(['short-polling', explained])).toContain(cause);
    const without = textWith(['short-polling', -explained]);
    expect(without).toContain('Off in ');
    expect(without).not.toContain(cause);
    expect(without).not.toContain('The model');
    const both = textWith(['short-polling', explained], ['long-polling', -explained]);
    expect(both).toMatch(/\. For short polling: The model /);
    expect(both).toContain(cause);
  });

  test('a wait for a busy core explains only a longer latency', () => {
    const WAIT = 'waits for a busy core';
    expect(theoryText([off('sse', 0, { latencyMeanMs: 40 })])).toContain(WAIT);
    const less = theoryText([off('sse', 0, { latencyMeanMs: -40 })]);
    expect(less).toContain('how the two interleave.');
    expect(less).not.toContain(WAIT);
  });

  test('a measurement where nothing is predicted is a finding too', () => {
    const one = trial('sse');
    for (const entry of one.theory?.quantities ?? []) if (entry.quantity === 'requests') entry.measured = 7;
    expect(theoryText([one])).toMatch(
      /Off in requests: SSE \(predicted 0 requests, measured 7\.00 requests\)/,
    );
  });

  test('mean latency is that of all deliveries together', () => {
    const few = trial('sse', { latenciesMs: spreadMs(9, 11, 10) });
    const many = trial('sse', { latenciesMs: spreadMs(1, 3, 990) }, 1);
    expect(theoryText([few, many])).toMatch(
      /Mean latency \(ms\) SSE 2\.04 1\.96–9\.80 2\.08 2\.00–10\.0 2\.00 no/,
    );
  });

  test('says that latencies below a millisecond are mostly process wake-up', () => {
    const short = off('sse', 0, { latencyMeanMs: 40 });
    for (const entry of short.theory?.quantities ?? []) {
      if (entry.quantity === 'latencyMeanMs') Object.assign(entry, { measured: 0.7, predicted: 0.5 });
    }
    expect(theoryText([short])).toMatch(
      /SSE \+40\.0% \(predicted 0\.500 ms, measured 0\.700 ms\).*process wake-up/,
    );
    expect(theoryText([off('sse', 0, { latencyMeanMs: 40 })])).toMatch(
      /at the rate of their CPU time per delivery/,
    );
    expect(theoryText([off('short-polling', 0, { latencyMeanMs: 6 })])).toMatch(
      /With so few deliveries, chance alone moves the mean of short polling by up to 3\.58%/,
    );
  });

  test('says so where there is no prediction', () => {
    const silent = trial('sse');
    silent.theory = null;
    expect(theoryText([silent])).toMatch(/There is no prediction to compare with these trials\./);
  });
});

describe('the distribution of short polling', () => {
  const figureOf = (fromMs: number, toMs: number, blocks = 1) => {
    const [figures] = tried(
      Array.from({ length: blocks }, (_, block) =>
        trial('short-polling', { latenciesMs: spreadMs(fromMs, toMs), evenFromToMs: [1, 501] }, block),
      ),
    );
    return figures && cdfFigure(figures);
  };

  test('is drawn with the line of the model over it', () => {
    const figure = figureOf(1, 501);
    if (figure?.spec.kind !== 'cdf') throw new Error('a distribution is drawn');
    const { model, measured } = figure.spec;
    expect(model).toEqual([
      [1, 0],
      [1, 0],
      [501, 100],
      [501, 100],
    ]);
    expect(measured[0]?.[1]).toBe(0);
    expect(measured.at(-1)?.[1]).toBe(100);
    expect(measured.length).toBeGreaterThan(100);
    expect(measured.length).toBeLessThan(300);
    for (const [ms, share] of measured) expect(share).toBeCloseTo((100 * (ms - 1)) / 500, 0);
    expect(figure.summary).toMatch(
      /evenly from 1\.00\sms \(one transit\) to 501\sms .* half of 1,000 deliveries arrived within 25\d/,
    );
  });

  test('gives the median of the histogram, however coarse the line is', () => {
    // Half of all at one value: the thinned line jumps over the middle.
    const latenciesMs = [...Array.from({ length: 500 }, () => 100), ...spreadMs(400, 501, 500)];
    const [figures] = tried([trial('short-polling', { latenciesMs, evenFromToMs: [1, 501] })]);
    expect(figures && cdfFigure(figures)?.summary).toMatch(/half of 1,000 deliveries arrived within 100\sms/);
  });

  test('has the distance of the merged blocks, and warns where chance does not explain it', () => {
    expect(figureOf(1, 501, 3)?.checks).toEqual([
      {
        warn: false,
        text: expect.stringMatching(
          /\(KS distance, 0 to 1\) is 0\.000500\. By chance alone, it stays below 0\.025 .* 3,000 /,
        ),
      },
    ]);
    expect(figureOf(101, 501)?.checks).toEqual([
      {
        warn: true,
        text: expect.stringMatching(
          /is 0\.200, which is more than chance and a finding to explain\. By chance alone, it stays below 0\.043/,
        ),
      },
    ]);
  });

  test('is left out where the model gives no shape', () => {
    const [figures] = tried([trial('sse')]);
    expect(figures && cdfFigure(figures)).toBeNull();
  });
});
