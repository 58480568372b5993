import { describe, expect, test } from 'vitest';
import { falseDifferences, selfComparisons } from '../../../analysis/comparison/self-comparison.ts';
import { planTrials } from '../../../bench/run/plan.ts';
import { renderReport } from '../../../report/render.ts';
import type { Run } from '../../../results/format/run.ts';
import type { MeasuredTrial } from '../../../results/format/trial.ts';
import type { TestedTransport } from '../../../scenarios/load/transport.ts';
import { readBenchOptions } from '../../../scripts/terminal/bench-options.ts';
import { resultTable } from '../../../scripts/terminal/result-table.ts';
import { PLAIN } from '../../../scripts/terminal/terminal.ts';
import { UsageError } from '../../../scripts/terminal/usage-error.ts';
import { madeRun, madeScenario, madeTrial, spreadMs } from '../../made/run.ts';

/**
 * An A/A run of two transports; each arm b takes `slower` times as long and costs as much more,
 * block by block.
 */
function aaRun(blocks: number, slower: (transport: TestedTransport, block: number) => number): Run {
  const transports: TestedTransport[] = ['sse', 'websocket'];
  const trials = transports.flatMap(transport =>
    Array.from({ length: blocks }, (_, block) =>
      (['a', 'b'] as const).map((arm): MeasuredTrial => {
        const factor = arm === 'a' ? 1 : slower(transport, block);
        // Blocks differ far more than arms: pairing by anything but block and arm would show.
        const pace = factor * (1 + block);
        const made = { latenciesMs: spreadMs(pace, 2 * pace), cpuMicrosPerDelivery: 10 * pace };
        return { ...madeTrial({ scenario: 's', point: 'p0', transport, block }, made), arm };
      }),
    ).flat(),
  );
  const run = madeRun([madeScenario('s', blocks)], trials);
  run.run.aa = true;
  return run;
}

const wobble = (_: TestedTransport, block: number) => [1.01, 0.99, 1.02, 0.98, 1][block % 5] as number;
const forced = (transport: TestedTransport, block: number) =>
  transport === 'sse' ? 1.5 : wobble(transport, block);

const textOf = (page: string) =>
  page
    .replace(/<(script|style)\b[^>]*>[\s\S]*?<\/\1>/g, ' ')
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ');
const reportOf = (run: Run) => textOf(renderReport(run, { script: 'void 0', style: 'a{}' }));

describe('each transport against itself', () => {
  test('shows no difference where arms only wobble', () => {
    const comparisons = selfComparisons(aaRun(5, wobble));
    expect(comparisons.map(({ transport, comparison }) => `${transport} ${comparison.metric.id}`)).toEqual([
      ...['sse p50', 'sse p99', 'sse cpu', 'sse bytes'],
      ...['websocket p50', 'websocket p99', 'websocket cpu', 'websocket bytes'],
    ]);
    expect(comparisons.every(({ comparison }) => comparison.verdict === 'equal')).toBe(true);
    expect(falseDifferences(comparisons)).toEqual({ compared: 8, differing: 0, share: 0 });
  });

  test.each([3, 5, 10])('counts a difference that is forced, in %i blocks', blocks => {
    const comparisons = selfComparisons(aaRun(blocks, forced));
    const differing = comparisons.filter(({ comparison }) => comparison.verdict === 'less');
    expect(differing.map(({ transport, comparison }) => `${transport} ${comparison.metric.id}`)).toEqual([
      'sse p50',
      'sse p99',
      'sse cpu',
    ]);
    expect(falseDifferences(comparisons)).toEqual({ compared: 8, differing: 3, share: 3 / 8 });
  });

  test('pairs the last valid attempt of either arm', () => {
    const run = aaRun(3, wobble);
    const [first] = run.trials as [MeasuredTrial];
    const doubtful = madeTrial(first, { cpuMicrosPerDelivery: 9999 });
    run.trials.unshift({ ...doubtful, arm: 'a', status: 'invalid' });
    run.trials.push({ ...madeTrial(first, { cpuMicrosPerDelivery: 20 }), arm: 'a', attempt: 1 });
    const cpu = selfComparisons(run).find(
      ({ transport, comparison }) => transport === 'sse' && comparison.metric.id === 'cpu',
    );
    expect(cpu?.comparison.ratios[0]).toEqual({ block: 0, ratio: expect.closeTo(20 / 10.1, 9) });
    expect(cpu?.comparison.ratios).toHaveLength(3);
  });

  test('counts no comparison without an interval', () => {
    const one = selfComparisons(aaRun(1, forced));
    expect(one).toHaveLength(8);
    expect(falseDifferences(one)).toEqual({ compared: 0, differing: 0, share: null });
    expect(selfComparisons(madeRun([madeScenario('s', 2)], []))).toEqual([]);
  });
});

describe('what is said of an A/A run', () => {
  test('in the terminal: all comparisons, and the share of false differences', () => {
    const table = resultTable(aaRun(5, forced), { ...PLAIN, columns: 160 });
    expect(table).toMatch(/s +SSE +Server CPU per delivery +×0\.667 +0\.667–0\.667 +5 +lower/);
    expect(table).toMatch(/s +WebSocket +p99 latency +×1\.00 +0\.980–1\.02 +5 +equal within 5%/);
    expect(table.split('\n').at(-1)).toBe('3 of 8 comparisons differ (37.5%); at most 7.5% should');
  });

  test('in the terminal, where nothing can be compared', () => {
    const empty = aaRun(1, wobble);
    empty.trials = [];
    expect(resultTable(empty).split('\n').at(-1)).toMatch(/^No transport has two blocks with both arms/);
  });

  test('in the report: the same, and nobody is called lowest', () => {
    const text = reportOf(aaRun(5, forced));
    expect(text).toMatch(/Each transport against itself/);
    expect(text).toMatch(/3 of 8 comparisons differ \(37\.5%\); at most 7\.5% should\./);
    expect(text).toMatch(/The s: 10 subscribers SSE Median latency ×0\.66\d 0\.66\d–0\.66\d 5 lower/);
    expect(text).not.toMatch(/What this run found|Ratios with their 95% intervals/);
    expect(text).not.toMatch(/WebSocket lowest|SSE lowest/);
  });

  test('figures of a transport hold both arms, and blocks are blocks', () => {
    const text = reportOf(aaRun(5, wobble));
    expect(text).toMatch(/10 of 10/);
    expect(text).toMatch(/median of 5 blocks/);
    expect(text).not.toMatch(/10 (valid )?blocks/);
  });

  test('an interrupted run counts each arm of a block', () => {
    const run = aaRun(2, wobble);
    run.run.status = 'interrupted';
    expect(reportOf(run)).toMatch(/Trials made: 8 of 8 planned/);
  });
});

describe('npm run bench -- --aa', () => {
  const options = readBenchOptions(['--aa', '--seed', '3']);
  const plans = planTrials(options.scenarios, options.seed, options.aa);

  test('runs each transport under test of the tour twice a block, without references', () => {
    expect(options.scenarios.map(({ id }) => id)).toEqual(
      readBenchOptions(['--seed', '3']).scenarios.map(({ id }) => id),
    );
    const places = plans.map(
      plan => `${plan.block} ${plan.scenario} ${plan.point} ${plan.transport} ${plan.arm}`,
    );
    expect(new Set(places).size).toBe(plans.length);
    expect(plans.some(({ transport }) => transport === 'tcp-floor' || transport === 'bare-reader')).toBe(
      false,
    );
    for (const own of Map.groupBy(plans, plan => `${plan.block} ${plan.scenario} ${plan.point}`).values()) {
      expect(
        own
          .filter(({ arm }) => arm === 'a')
          .map(({ transport }) => transport)
          .toSorted(),
      ).toEqual(
        own
          .filter(({ arm }) => arm === 'b')
          .map(({ transport }) => transport)
          .toSorted(),
      );
      // Both arms meet the same schedule.
      expect(new Set(own.map(({ seed }) => seed)).size).toBe(1);
      expect(own.map(({ order }) => order)).toEqual(own.map((_, index) => index));
    }
  });

  test('leaves no reference in the scenarios, for the report to miss', () => {
    const names = options.scenarios.flatMap(({ points }) =>
      points.flatMap(({ load }) => Object.keys(load.transports)),
    );
    expect(names).not.toContain('tcp-floor');
    expect(names).not.toContain('bare-reader');
  });

  test('orders the arms at random, the same seed the same way', () => {
    const order = (seed: number) =>
      planTrials(options.scenarios, seed, true).map(({ transport, arm }) => `${transport} ${arm}`);
    expect(order(3)).toEqual(order(3));
    expect(order(3)).not.toEqual(order(4));
    const firsts = plans.filter(
      ({ arm }, index) => arm === 'a' && plans.slice(0, index).every(plan => plan.arm !== 'b'),
    );
    expect(firsts.length).toBeLessThan(plans.length / 2);
  });

  test('goes with chosen scenarios and transports', () => {
    const { scenarios, aa } = readBenchOptions(['ticker', '--aa', '--transports', 'sse']);
    expect(aa).toBe(true);
    expect(scenarios.map(({ points }) => Object.keys(points[0]?.load.transports ?? {}))).toEqual([['sse']]);
    expect(() => readBenchOptions(['crowd', '--aa', '--transports', 'short-polling'])).toThrow(UsageError);
  });

  test('is off unless it is asked for, and then no trial has an arm', () => {
    const usual = readBenchOptions(['ticker']);
    expect(usual.aa).toBe(false);
    expect(planTrials(usual.scenarios, 1, usual.aa).every(({ arm }) => arm === null)).toBe(true);
  });
});
