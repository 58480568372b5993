import { describe, expect, test } from 'vitest';
import { METRICS } from '../../../analysis/comparison/transports.ts';
import { crossoverChecks, curveFigure } from '../../../report/charts/curve.ts';
import { axisOf } from '../../../report/model/axis.ts';
import { crossovers } from '../../../report/model/crossover.ts';
import type { Measure } from '../../../report/model/metric.ts';
import { viewPoint } from '../../../report/model/point.ts';
import { renderReport } from '../../../report/render.ts';
import type { Run } from '../../../results/format/run.ts';
import { costModel } from '../../../scenarios/cost-model.ts';
import { idle } from '../../../scenarios/idle.ts';
import { intervalSweep } from '../../../scenarios/interval-sweep.ts';
import type { Load } from '../../../scenarios/load/load.ts';
import { offlineCatchUp } from '../../../scenarios/offline-catch-up.ts';
import { payloadSweep } from '../../../scenarios/payload-sweep.ts';
import { rateSweep } from '../../../scenarios/rate-sweep.ts';
import { reportText, textOf } from '../../harness/report-text.ts';
import { HOSTILE, madeRun, madeScenario, madeTrial, pointTrials } from '../../made/run.ts';

/** A run with these loads, one point each, and no trial. */
function untried(loads: { id: string; label: string; load: Load }[]): Run {
  const scenario = madeScenario('s', 5);
  scenario.points = loads.map(({ id, label, load }) => ({ id, label, load, windowSeconds: 4 }));
  return madeRun([scenario], []);
}

function viewsOf(run: Run) {
  const [scenario] = run.scenarios;
  if (!scenario) throw new Error('a made-up run has a scenario');
  return scenario.points.map(point => viewPoint(run, scenario, point));
}

const axis = (run: Run) => {
  const found = axisOf(viewsOf(run));
  if (!found) throw new Error('these points have an axis');
  return found;
};
const cpu = METRICS.find(({ id }) => id === 'cpu') as Measure;

describe('the axis of a scenario', () => {
  test('is the one number by which its points differ', () => {
    const rates = axis(untried([...rateSweep.points].reverse()));
    expect(rates.title).toBe('Notifications per topic (per second)');
    expect(rates.placed.map(({ x }) => x)).toEqual([0.1, 1, 10, 50, 200]);
    expect(rates.variants).toEqual([]);
  });

  test('is not broken by a point that is held out of the cost model', () => {
    const waiting = axis(untried(idle.points));
    expect(waiting.placed.map(({ x }) => x)).toEqual([1000, 5000, 10_000]);
    expect(waiting.variants.map(({ point }) => point.id)).toEqual(['10000-heartbeat-4s']);
    expect(waiting.bases.map(({ point }) => point.id)).toEqual(['10000']);
  });

  test('leaves out points that differ by something else, and names points to compare them with', () => {
    const intervals = axis(untried(intervalSweep.points));
    expect(intervals.placed.map(({ x }) => x)).toEqual([100, 300, 1000, 3000, 10_000]);
    const names = intervals.variants.map(({ point }) => point.id);
    expect(names).toEqual(['pause', 'random', 'together', 'list', 'etag', 'push']);
    expect(intervals.bases.map(({ point }) => point.id)).toEqual(['1000']);
    const payloads = axis(untried(payloadSweep.points));
    expect(payloads.placed.map(({ x }) => x)).toEqual([32, 256, 1024, 8192, 65_536]);
    expect(payloads.variants.map(({ point }) => point.id)).toContain('browser');
    const backlogs = axis(untried(offlineCatchUp.points));
    expect(backlogs.placed.map(({ x }) => x)).toEqual([10, 1000, 10_000]);
    expect(backlogs.variants.map(({ point }) => point.id)).toEqual(['too-old']);
  });

  test('is none of two points among many that happen to differ by one number', () => {
    expect(axisOf(viewsOf(untried(costModel.points)))).toBeNull();
  });

  test('is none where every point differs by two numbers', () => {
    const faster = rateSweep.points.map((point, index) => ({
      ...point,
      load: { ...point.load, payloadBytes: point.load.payloadBytes + index },
    }));
    expect(axisOf(viewsOf(untried(faster)))).toBeNull();
    expect(axisOf(viewsOf(untried(rateSweep.points.slice(0, 1))))).toBeNull();
  });
});

/**
 * Five blocks at three rates: what each transport costs at each, with so much scatter between
 * blocks.
 */
function costsOf(
  sse: number[],
  polling: number[],
  { scatter = 0.01, blocks = 5, label = (x: number) => `${x} a second` } = {},
): Run {
  const run = untried(
    [1, 10, 100].map(x => ({
      id: `p${x}`,
      label: label(x),
      load: {
        ...(madeScenario('s', 5).points[0]?.load as Load),
        arrivals: { kind: 'periodic', ratePerSecond: x },
      },
    })),
  );
  run.trials = [1, 10, 100].flatMap((x, index) =>
    Array.from({ length: blocks }, (_, block) =>
      (['sse', 'short-polling'] as const).map(transport => {
        const swing = transport === 'sse' ? 1 + scatter * (block - 2) : 1 - scatter * (block - 2);
        const cost = (transport === 'sse' ? sse : polling)[index] ?? 1;
        return madeTrial(
          { scenario: 's', point: `p${x}`, transport, block },
          { cpuMicrosPerDelivery: cost * swing },
        );
      }),
    ).flat(),
  );
  return run;
}

describe('cross-overs', () => {
  test('are interpolated on logarithmic axes, and polling may be what wins', () => {
    const [found, ...others] = crossovers(axis(costsOf([10, 10, 10], [40, 40, 2.5])), cpu);
    expect(others).toEqual([]);
    expect(found).toMatchObject({ before: 'sse', after: 'short-polling', from: 10, to: 100, resolved: true });
    // Ratios of 4 and 1/4: halfway between 10 and 100, by their logarithms.
    expect(found?.at).toBeCloseTo(Math.sqrt(1000), 1);
    const text = reportText(costsOf([10, 10, 10], [40, 40, 2.5]));
    expect(text).toMatch(
      /Cross-over: short polling falls below SSE at about 31\.6 a second \(between 10 and 100\)/,
    );
  });

  test('are not decided where an interval at an end holds 1', () => {
    const noisy = axis(costsOf([10, 10, 10], [10.5, 10.2, 9.8], { scatter: 0.2 }));
    const [found] = crossovers(noisy, cpu);
    expect(found).toMatchObject({ resolved: false });
    expect(crossoverChecks(noisy, cpu)[0]?.text).toMatch(
      /Changes in the order of the medians, not decided by this run: short/,
    );
  });

  test('lie between the nearest decided ends', () => {
    const [found] = crossovers(axis(costsOf([10, 10, 10], [40, 10.1, 2.5])), cpu);
    expect(found).toMatchObject({ from: 1, to: 100, at: null, resolved: true });
    expect(reportText(costsOf([10, 10, 10], [40, 10.1, 2.5]))).toMatch(
      /short polling falls below SSE somewhere between 1 and 100 a second/,
    );
  });

  test('of one block are never decided, and without a change there are none', () => {
    expect(crossovers(axis(costsOf([10, 10, 10], [40, 40, 2.5], { blocks: 1 })), cpu)[0]?.resolved).toBe(
      false,
    );
    expect(crossovers(axis(costsOf([10, 10, 10], [40, 40, 40])), cpu)).toEqual([]);
    expect(reportText(costsOf([10, 10, 10], [40, 40, 40]))).toMatch(
      /The order of the transports is the same at 1, 10 and 100 a second, in every measure\./,
    );
  });

  test('of a run against itself are none', () => {
    const run = costsOf([10, 10, 10], [40, 40, 2.5]);
    run.trials = run.trials.map(trial => ({ ...trial, arm: 'a' }));
    expect(crossovers(axis(run), cpu)).toEqual([]);
  });

  test('a smoke run does not name', () => {
    const run = costsOf([10, 10, 10], [40, 40, 2.5], { blocks: 1 });
    run.run.preset = 'smoke';
    expect(reportText(run)).not.toMatch(/Cross-over:/);
  });
});

describe('curves', () => {
  test('stand at their numbers, and leave out what a logarithmic axis cannot show', () => {
    const run = costsOf([0, 10, 10], [400, 40, 2.5]);
    const { spec, checks, summary } = curveFigure(axis(run), cpu, 'quick');
    if (spec.kind !== 'curve') throw new Error('a curve is drawn as one');
    expect(spec.logarithmic).toEqual({ x: true, y: true });
    expect(spec.lines.find(({ transport }) => transport === 'sse')?.points.map(({ x }) => x)).toEqual([
      10, 100,
    ]);
    expect(checks.map(({ text }) => text)).toContain(
      'A logarithmic axis cannot show a value of 0. Not drawn: SSE.',
    );
    expect(summary).toMatch(/From 1 to 100 a second: short polling 400 → 2\.50\sµs and SSE 0 → 10\.0/);
  });

  test('say where they begin and end, if a figure is missing at an end', () => {
    const run = costsOf([10, 10, 10], [40, 40, 2.5]);
    run.trials = run.trials.filter(({ point, transport }) => point !== 'p100' || transport !== 'sse');
    expect(curveFigure(axis(run), cpu, 'quick').summary).toMatch(/SSE 10\.0 → 10\.0\sµs \(1 to 10\)/);
  });
});

describe('many points', () => {
  test('are folded, each with its label and its key values', () => {
    const page = renderReport(costsOf([10, 10, 10], [40, 40, 2.5]), { script: 'void 0', style: 'a{}' });
    expect(page.match(/<details class="point fold">/g)).toHaveLength(3);
    expect(textOf(page)).toMatch(
      /1 a second Median latency: .* Server CPU per delivery: SSE 10\.0 µs and short/,
    );
    expect(textOf(page)).toMatch(/The lowest transport at each of 3 points/);
  });

  test('two are not', () => {
    const run = madeRun(
      [madeScenario('s', 2, ['a', 'b'])],
      [...pointTrials('s', 'p0', 2), ...pointTrials('s', 'p1', 2)],
    );
    expect(renderReport(run, { script: 'void 0', style: 'a{}' })).not.toContain('class="point fold"');
  });

  test('with hostile labels stay texts', () => {
    const run = costsOf([10, 10, 10], [40, 40, 2.5], { label: x => `${x} ${HOSTILE.join(' ')}` });
    const [first] = run.scenarios[0]?.points ?? [];
    // One point is off the axis, so its label stands in a chart.
    if (first) first.load.transports = { sse: {} };
    const page = renderReport(run, { script: 'void 0', style: 'a{}' });
    expect(page).not.toMatch(
      /<img|<svg(?! class="(swatch|verdict-mark|marks|tradeoff-picture))|<script>globalThis/,
    );
    expect(page.match(/<script>/g)).toHaveLength(1);
  });
});
