import { describe, expect, test } from 'vitest';
import type { ClaimVerdict } from '../../../analysis/claims/claims.ts';
import type { Complexity } from '../../../analysis/claims/code-size.ts';
import type { CostFit, CostModel } from '../../../analysis/cost-model/model.ts';
import { renderReport } from '../../../report/render.ts';
import { renderClaims } from '../../../report/sections/claims.ts';
import { renderCostModel } from '../../../report/sections/cost-model.ts';
import { textOf } from '../../harness/report-text.ts';
import { HOSTILE, madeRun, madeScenario, pointTrials } from '../../made/run.ts';
import { madeStrip } from '../../made/strips.ts';

const run = madeRun([madeScenario('ticker', 3)], pointTrials('ticker', 'p0', 3));
const assets = { script: 'void 0', style: 'a{}' };

const claim = (over: Partial<ClaimVerdict>): ClaimVerdict => ({
  id: 'C3',
  claim: 'Polling adds latency.',
  verdict: 'holds',
  condition: null,
  sentence: 'Later everywhere (2×).',
  strips: [],
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
  const strip = madeStrip('short polling', 'poll', [
    [0.1, 'true', 5],
    [10, 'reversed', 0.8],
    [50, 'not decided', null],
  ]);

  test('stand in an overview: claim, verdict, one sentence and the points', () => {
    const { text } = renderClaims(run, [claim({ figures: [figure], strips: [strip] })], null);
    expect(text).toMatch(/<b class="badge holds"><span aria-hidden="true">✓<\/span> true<\/b>/);
    expect(textOf(text)).toMatch(
      /Claim Verdict In this run Points C3 Polling adds latency\. ✓ true Later everywhere \(2×\)\. Short polling point 0\.1: true, 5\.00× \(4\.50–5\.50\) point 10: reversed, 0\.800× \(0\.720–0\.880\) point 50: not decided 0\.1 50 per poll Evidence on C3/,
    );
    expect(text).toMatch(/<a href="#claim\.C3">/);
    expect(text).toMatch(/<details id="claim\.C3">/);
  });

  test('say at how many points they are decided, where that is not all', () => {
    const some: Partial<ClaimVerdict> = { strips: [strip], verdict: 'holds where decided' };
    const { text } = renderClaims(run, [claim(some)], null);
    expect(text).toContain('<b class="badge holds where-decided">');
    expect(textOf(text)).toContain('✓ true where decided 2 of 3 points Later everywhere (2×).');
    expect(textOf(text)).toContain('This run decides 2 of 3 points. The others may be different.');
    const far = { ...some, overPaths: { sentence: 'Over 80 ms: later.', strips: [strip] } };
    expect(textOf(renderClaims(run, [claim(far)], null).text)).toContain('4 of 6 points');
    expect(textOf(renderClaims(run, [claim({ strips: [strip] })], null).text)).not.toContain('2 of 3');
  });

  test('say that points are decided, if so few are that it can be chance', () => {
    const points = [...'abcde'].map((name): [string, 'not decided', null] => [name, 'not decided', null]);
    const lone = madeStrip('lone', null, [['one', 'true', 2], ...points]);
    const undecided: Partial<ClaimVerdict> = { verdict: 'not decided', sentence: 'Not decided.' };
    const textWith = (strips: ClaimVerdict['strips']) =>
      textOf(renderClaims(run, [claim({ ...undecided, strips })], null).text);
    const text = textWith([lone]);
    expect(text).toContain('? not decided 1 of 6 points decided, which can be chance Not decided.');
    expect(text.split('which can be chance')).toHaveLength(3);
    expect(textWith([madeStrip('open', null, points)])).not.toContain('chance');
    // Decided without a path: then it is the points over one that leave the claim open.
    expect(textWith([strip])).not.toContain('chance');
  });

  test('have the strips of all layers of bytes in the overview', () => {
    const nine = Array.from({ length: 9 }, (_, index) => madeStrip(`bytes ${index}`, null, []));
    const { text } = renderClaims(run, [claim({ strips: nine })], null);
    expect(textOf(text.slice(0, text.indexOf('<tr class="evidence"')))).toContain('Bytes 8');
  });

  test('have the reason, the points as a table, and the figures as evidence', () => {
    const { text } = renderClaims(run, [claim({ figures: [figure], strips: [strip] })], null);
    const evidence = textOf(text.slice(text.indexOf('<details id="claim.C3">')));
    expect(evidence).toMatch(
      /^ Evidence on C3 It was later everywhere\. Measured in: The ticker C3, point by point/,
    );
    expect(evidence).toMatch(/point 10 Short polling reversed 0\.800× 0\.720–0\.880 CPU per delivery/);
    expect(evidence).toMatch(/point 50 Short polling not decided — CPU per delivery/);
    expect(evidence).toMatch(
      /1 value behind the verdict .*median latency SSE 1\.23\sms 1\.20–1\.30 The ticker/,
    );
    expect(text).toContain('href="#point.ticker.p0"');
  });

  test('have what points over a path say below, and their marks below the others', () => {
    const far = madeStrip('short polling, over a path', null, [['80 ms', 'true', 2]]);
    const overPaths = { sentence: 'Over 80 ms: later everywhere.', strips: [far] };
    const text = textOf(renderClaims(run, [claim({ strips: [strip], overPaths })], null).text);
    expect(text).toMatch(
      /✓ true Later everywhere \(2×\)\. Over 80 ms: later everywhere\. Short polling point 0\.1/,
    );
    expect(text).toMatch(/per poll Short polling, over a path true: 80 ms Evidence on C3/);
    expect(text).toMatch(/point 80 ms Short polling, over a path true 2\.00×/);
  });

  test('do not print a ratio whose interval is wider than 10:1', () => {
    const wide = { ...figure, unit: '×', value: 40, lower: 4, upper: 400 };
    const text = textOf(renderClaims(run, [claim({ figures: [wide] })], null).text);
    expect(text).toMatch(/median latency SSE not decided The ticker/);
    expect(text).not.toContain('40.0');
    const narrow = { ...wide, upper: 39 };
    expect(textOf(renderClaims(run, [claim({ figures: [narrow] })], null).text)).toContain(
      '40.0 × 4.00–39.0',
    );
  });

  test('say their whole condition once, as evidence', () => {
    const condition = 'news is rare (89 to 100% of polls empty), or long polling waits (0.5 s)';
    const text = textOf(renderClaims(run, [claim({ verdict: 'holds if', condition })], null).text);
    expect(text).toContain('◐ it depends Later everywhere (2×). Evidence');
    expect(text).toContain(`True if ${condition}. It was later everywhere.`);
    expect(text.split('news is rare')).toHaveLength(2);
  });

  test('are counted by verdict; an unmeasured one says what it needs', () => {
    const missing = { missing: 'a count', sentence: 'Needs a count.' };
    const open = claim({ id: 'C5', verdict: 'not measured', because: 'Nobody counted.', ...missing });
    const undecided = claim({ id: 'C6', verdict: 'not decided', ...missing });
    const { text } = renderClaims(run, [claim({ verdict: 'holds if' }), open, undecided], null);
    expect(textOf(text)).toMatch(/◐ it depends 1 \? not decided 1 – not measured 1/);
    expect(textOf(text)).toMatch(/– not measured Needs a count\..*Nobody counted\. Needed: a count\./);
  });

  test('keep hostile texts texts, and figures of a scenario that the run does not have', () => {
    const evil = HOSTILE.join(' ');
    const figures = [{ ...figure, label: evil, unit: evil, scenario: evil, point: evil, transport: null }];
    const marks = strip.marks.map(mark => ({ ...mark, label: evil, short: evil }));
    const strips = ['poll', null].map(per => ({ name: evil, per, measure: evil, unit: evil, marks }));
    const texts = { id: evil, claim: evil, because: evil, sentence: evil, condition: evil };
    const { text } = renderClaims(run, [claim({ ...texts, verdict: 'holds if', figures, strips })], null);
    expect(text).not.toMatch(/<(script|img|style)|<svg(?! class="(swatch|verdict-mark|marks))/);
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
        takenFrom: null,
      },
      {
        term: 'kib',
        per: 'KiB',
        unit: 'µs',
        value: 0,
        standardError: null,
        isDistinguishable: null,
        takenFrom: null,
      },
      {
        term: 'heartbeat',
        per: 'heartbeat',
        unit: 'µs/s',
        value: 2.5,
        standardError: 4,
        isDistinguishable: false,
        takenFrom: null,
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
      carried: { subscribers: null, subscribersOfAny: null, polls: null },
      shared: null,
      mostSubscribersInMemory: null,
      tail: null,
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
