import { describe, expect, test } from 'vitest';
import type { ClaimVerdict } from '../../../analysis/claims/claims.ts';
import type { Complexity } from '../../../analysis/claims/code-size.ts';
import type { CostFit, CostModel } from '../../../analysis/cost-model/model.ts';
import { renderReport } from '../../../report/render.ts';
import { renderClaims } from '../../../report/sections/claims.ts';
import { renderCostModel } from '../../../report/sections/cost-model.ts';
import { textOf } from '../../harness/report-text.ts';
import { HOSTILE, madeRun, madeScenario, pointTrials } from '../../made/run.ts';

const run = madeRun([madeScenario('ticker', 3)], pointTrials('ticker', 'p0', 3));
const assets = { script: 'void 0', style: 'a{}' };

const claim = (over: Partial<ClaimVerdict>): ClaimVerdict => ({
  id: 'C3',
  claim: 'Polling adds latency.',
  verdict: 'holds',
  condition: null,
  because: 'It was later everywhere.',
  figures: [],
  missing: null,
  ...over,
});
const figure = {
  label: 'median latency',
  value: 1.234,
  unit: 'ms',
  lower: 1.2,
  upper: 1.3,
  scenario: 'ticker',
  point: 'p0',
  transport: 'sse' as const,
};

const size = { lines: 40, branches: 6 };
const complexity: Complexity = {
  transports: [
    {
      transport: 'sse',
      own: { server: size, client: size },
      shared: { server: { lines: 0, branches: 0 }, client: size },
      common: { server: size, client: size },
    },
  ],
  files: [],
};

describe('claims', () => {
  test('have a badge of colour, symbol and word, the reason, and the figures folded', () => {
    const { text } = renderClaims(run, [claim({ figures: [figure] })], null);
    expect(text).toMatch(/<b class="badge holds"><span aria-hidden="true">✓<\/span> holds<\/b>/);
    expect(textOf(text)).toMatch(
      /C3 Polling adds latency\. ✓ holds Why It was later everywhere\. Measured in: The ticker 1 value behind the verdict/,
    );
    expect(textOf(text)).toMatch(/median latency SSE 1\.23\sms 1\.20–1\.30 The ticker: 10 subscribers/);
    expect(text).toContain('href="#point.ticker.p0"');
  });

  test('say their whole condition once, first', () => {
    const condition = 'news is rare (89 to 100% of polls empty), or long polling waits (0.5 s)';
    const text = textOf(renderClaims(run, [claim({ verdict: 'holds if', condition })], null).text);
    expect(text).toContain(`◐ holds if ${condition} Why It was later everywhere.`);
    expect(text.split('news is rare')).toHaveLength(2);
  });

  test('say their condition, and what an unmeasured one would take', () => {
    const open = claim({ id: 'C5', verdict: 'not measured', because: 'Nobody counted.', missing: 'a count' });
    const { text } = renderClaims(
      run,
      [claim({ verdict: 'holds if', condition: 'news is rare' }), open],
      null,
    );
    expect(textOf(text)).toMatch(/◐ holds if 1 – not measured 1/);
    expect(textOf(text)).toMatch(/◐ holds if news is rare/);
    expect(textOf(text)).toMatch(
      /1 claim that this run did not measure .*Nobody counted\. Needed: a count\./,
    );
  });

  test('keep hostile texts texts, and figures of a scenario that the run does not have', () => {
    const evil = HOSTILE.join(' ');
    const figures = [{ ...figure, label: evil, unit: evil, scenario: evil, point: evil, transport: null }];
    const { text } = renderClaims(
      run,
      [claim({ id: evil, claim: evil, because: evil, verdict: 'holds if', condition: evil, figures })],
      null,
    );
    expect(text).not.toMatch(/<(script|img|style)|<svg(?! class="swatch)/);
    expect(text).not.toContain('Measured in');
  });

  test('stand in the report, linked from the scenarios that bear on them', () => {
    const page = renderReport(run, assets, complexity);
    expect(page).toContain('<li><a href="#claims">Claims</a></li>');
    expect(page).toMatch(/Tests the claims <a href="#claim\.C3">C3<\/a>, <a href="#claim\.C17">/);
    const [scenario] = run.scenarios;
    const one = { ...run, scenarios: scenario ? [{ ...scenario, claims: ['C3'] }] : [] };
    expect(renderReport(one, assets, complexity)).toMatch(
      /Tests the claim <a href="#claim\.C3">C3<\/a><\/p>/,
    );
    expect(textOf(page)).toMatch(/beyond the code that all four share: SSE 120\slines \(18 branches\)\./);
    expect(textOf(renderReport(run, assets))).not.toContain('Code size of each transport');
  });

  test('are not judged by a run without trials, nor by one against itself', () => {
    const ids = (one: typeof run) => renderReport(one, assets).includes('id="claims"');
    expect(ids(madeRun([madeScenario('ticker', 3)], []))).toBe(false);
    const aa = {
      ...run,
      run: { ...run.run, aa: true },
      trials: run.trials.map(trial => ({ ...trial, arm: 'a' as const })),
    };
    expect(ids(aa)).toBe(false);
  });
});

describe('the cost model', () => {
  const cell = (errorPercent: number | null) => ({
    point: 'p',
    label: '400 users',
    blocks: 3,
    observed: 1000,
    predicted: 1100,
    errorPercent,
  });
  const madeFit = (heldOut: CostFit['heldOut']): CostFit => ({
    coefficients: [
      {
        term: 'delivery',
        per: 'delivery',
        unit: 'µs',
        value: 12.34,
        standardError: 0.5,
        isDistinguishable: true,
      },
      { term: 'kib', per: 'KiB', unit: 'µs', value: 0, standardError: null, isDistinguishable: null },
      {
        term: 'heartbeat',
        per: 'heartbeat',
        unit: 'µs/s',
        value: 2.5,
        standardError: 4,
        isDistinguishable: false,
      },
    ],
    rSquared: 0.98765,
    covariance: null,
    residualVariance: null,
    degreesOfFreedom: 2,
    cells: [cell(2)],
    heldOut,
  });
  const model = (heldOut: CostFit['heldOut']): CostModel => ({
    sse: {
      transport: 'sse',
      fits: {
        cpuMicrosPerSecond: madeFit(heldOut),
        memoryBytes: null,
        applicationDownBytesPerSecond: null,
        applicationUpBytesPerSecond: null,
        wireDownBytesPerSecond: null,
        wireUpBytesPerSecond: null,
      },
      measuredEventsPerUserHour: { least: 1, most: 2 },
      measuredPollIntervalMs: null,
      carried: { subscribers: null, polls: null },
      shared: null,
      mostSubscribersInMemory: null,
      leastP99Ms: null,
      measured: {} as NonNullable<CostModel['sse']>['measured'],
    },
  });

  test('gives coefficients with errors, R², and how far off held-out cells are', () => {
    const text = textOf(renderCostModel(model([cell(10), cell(-25)]))?.text ?? '');
    expect(text).toMatch(/Server CPU, largest prediction error at held-out cells: SSE 25\.0%\./);
    expect(text).toMatch(/Server CPU: delivery SSE 12\.3 ± 0\.500 µs 0\.988 1/);
    expect(text).toMatch(/Server CPU: heartbeat SSE not distinguishable from 0 2\.50 ± 4\.00 µs\/s/);
    expect(text).toMatch(/Server CPU: 400 users SSE 1,000 1,100 µs\/s \+10\.0%/);
    expect(text).toMatch(
      /Too few cells to fit: server memory of SSE, application bytes down of SSE, application bytes up of SSE, wire bytes down of SSE and wire bytes up of SSE\./,
    );
  });

  test('without held-out cells, without fits, and without cells', () => {
    const without = textOf(renderCostModel(model([]))?.text ?? '');
    expect(without).not.toContain('error at held-out cells');
    expect(without).not.toContain('Held-out cells: measured values');
    expect(renderCostModel({})).toBeNull();
    expect(textOf(renderCostModel(model([cell(null)]))?.text ?? '')).not.toMatch(/NaN|null|undefined/);
  });
});
