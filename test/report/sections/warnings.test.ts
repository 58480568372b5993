import { describe, expect, test } from 'vitest';
import { renderReport } from '../../../report/render.ts';
import { renderWarnings } from '../../../report/sections/warnings.ts';
import type { Run } from '../../../results/format/run.ts';
import { leftOutInWords } from '../../../scripts/terminal/left-out.ts';
import { reportText, sectionText, textOf } from '../../harness/report-text.ts';
import { invalidTrial, madeRun, madeScenario, madeTrial, pointTrials } from '../../made/run.ts';

const usual = (blocks: number) =>
  madeRun([madeScenario('ticker', blocks)], pointTrials('ticker', 'p0', blocks));
const warnings = (run: Run) => textOf(renderWarnings(run).text);

test('a run on the loopback says why, and what is missing', () => {
  expect(warnings(usual(5))).toMatch(
    /Not the isolated network\. The loopback was asked for\. .*Bytes on the wire are not counted/,
  );
  const isolated = usual(5);
  Object.assign(isolated.environment, { network: 'isolated', networkNotice: null });
  expect(warnings(isolated).trim()).toBe('');
});

test('fewer than 5 blocks are said, with their number', () => {
  expect(warnings(usual(3))).toMatch(/With 3 blocks, fewer than 5, the 95% intervals are wide/);
  expect(warnings(usual(1))).toMatch(/With 1 block there is no interval, and nothing is compared/);
  // Of a run whose scenarios differ, it is not said of all.
  const mixed = usual(5);
  mixed.scenarios.push(madeScenario('once', 1));
  expect(warnings(mixed)).toMatch(
    /In a scenario with 1 block there is no interval, and nothing is compared\. With 2 to 4 blocks the 95% intervals are wide\./,
  );
  expect(warnings(usual(5))).not.toMatch(/Few blocks/);
  const smoke = usual(1);
  smoke.run.preset = 'smoke';
  expect(warnings(smoke)).not.toMatch(/Few blocks/);
});

test('excluded trials are said, and what to do where the machine was the reason of many', () => {
  const run = usual(5);
  expect(leftOutInWords(run)).toBe('');
  const all = run.trials.length;
  const late = { id: 'publisher-lag', measured: 2, bound: 1, unit: 'ms', passed: false };
  const spoil = (count: number, gates: (typeof late)[]) => {
    for (const trial of run.trials.slice(0, count)) Object.assign(trial, { status: 'invalid', gates });
  };
  spoil(1, [late]);
  expect(leftOutInWords(run)).toBe(`Not counted: 1 of ${all} trials. The report gives the reasons.\n`);
  expect(warnings(run)).not.toMatch(/Many trials are excluded/);
  spoil(Math.ceil(all / 5), [late]);
  expect(leftOutInWords(run)).toMatch(/close other programs and run again\.\n$/);
  expect(warnings(run)).toMatch(
    /Many trials are excluded\. \d+ of \d+ trials ended in an error or .* close other programs/,
  );
  spoil(Math.ceil(all / 5), [{ ...late, id: 'missing' }]);
  expect(leftOutInWords(run)).not.toMatch(/close other programs/);
  expect(warnings(run)).toMatch(/Many trials are excluded/);
  expect(warnings(run)).not.toMatch(/close other programs/);
});

test('a quota below the number of cores is said, and what it did to the idle machine', () => {
  const limitedTo = (quotaCores: number | null, throttledPercent?: number) => {
    const run = usual(5);
    run.environment.limits.quotaCores = quotaCores;
    if (throttledPercent !== undefined) run.environment.hiccups.throttledPercent = throttledPercent;
    return warnings(run);
  };
  expect(limitedTo(null)).not.toMatch(/quota/);
  expect(limitedTo(2)).not.toMatch(/quota/);
  expect(limitedTo(1.5)).toMatch(
    /A CPU quota applies\. The lab may use the time of 1\.5 of 2 cores\. .* the trial is invalid\. $/,
  );
  expect(limitedTo(1.5, 0.9)).not.toMatch(/idle machine/);
  expect(limitedTo(0.25, 40)).toMatch(
    /of 0\.25 of 2 cores\. .* It did so for 40\.0% of the time while the idle machine was watched/,
  );
});

test('where a quota made most trials invalid, it is named, not other processes', () => {
  const run = usual(5);
  const late = { id: 'publisher-lag', measured: 90, bound: 1, unit: 'ms', passed: false };
  const throttled = { id: 'throttled', measured: 70, bound: 1, unit: '%', passed: false };
  for (const trial of run.trials) Object.assign(trial, { status: 'invalid', gates: [late, throttled] });
  expect(leftOutInWords(run)).toMatch(/a CPU quota stopped the lab’s processes: run again without/);
  expect(warnings(run)).toMatch(/Many trials are excluded.* In most of them, a CPU quota stopped/);
  expect(warnings(run)).not.toMatch(/close other programs/);
});

describe('a run that was interrupted before any trial', () => {
  const run = madeRun([madeScenario('ticker', 3)], []);
  Object.assign(run.run, { status: 'interrupted', trialsPlanned: 15 });
  const text = reportText(run);

  test('says so once, and shows what was to be measured and where', () => {
    expect(text).toMatch(
      /The run was interrupted, before its first trial\. None of 15 planned trials was made/,
    );
    expect(text).toMatch(/1 scenario, 3 blocks, no trial made\. Preset standard/);
    expect(text).toMatch(/What this run found # Nothing: it has no trial\./);
    expect(text).toMatch(/Not measured\. The run ended before this scenario had a trial/);
    expect(text).toMatch(/Made-up CPU at 3 GHz/);
  });

  test('claims no figure and no comparison', () => {
    expect(text).not.toMatch(/Few blocks|Median latency|No valid trial|0 of 0|called lowest only/);
  });
});

describe('an A/A run', () => {
  const aa = usual(2);
  aa.run.aa = true;
  aa.trials = ['a', 'b'].flatMap(arm => aa.trials.map(trial => ({ ...trial, arm: arm as 'a' | 'b' })));
  const left = invalidTrial({ scenario: 'ticker', point: 'p0', transport: 'sse', block: 1 }, { lagMs: 5 });
  aa.trials.push({ ...left, arm: 'b' });
  const text = reportText(aa);

  test('says that each transport has two trials in a block', () => {
    expect(text).toMatch(/2 blocks: in each, two trials per transport, as a and as b, in random order/);
    expect(reportText(usual(2))).toMatch(/2 blocks: in each, one trial per transport, in random order/);
  });

  test('names the arm of an excluded trial', () => {
    expect(text).toMatch(/Transport Arm Block Attempt Status .* SSE b 2 1 invalid publisher lag/);
    expect(reportText(usual(2))).not.toMatch(/ Arm /);
  });

  test('gives the share of false differences metric by metric', () => {
    expect(text).toMatch(
      /metric by metric Metric Compared Differing Share Median latency 4 0 0% p99 latency 4 0 0%/,
    );
  });
});

test('excluded trials say what was measured and what would have passed', () => {
  const run = usual(2);
  const at = { scenario: 'ticker', point: 'p0', transport: 'sse', block: 1 } as const;
  run.trials.push(invalidTrial(at, { lagMs: 5, missing: 2 }));
  run.trials.push({ ...madeTrial(at), status: 'invalid', reasons: ['a reason without a gate'] });
  const text = reportText(run);
  expect(text).toMatch(
    /SSE 2 1 invalid deliveries missing: 2 deliveries \(at most 0\); publisher lag: 5\.00 ms \(at most 2\.00 ms\)/,
  );
  expect(text).toMatch(/SSE 2 1 invalid a reason without a gate/);
});

test('the method names intervals, blocks and window', () => {
  const text = reportText(usual(3));
  expect(text).toMatch(/The ticker: 3 blocks, window 4 s, warm-up 1 s\./);
  expect(text).toMatch(/With 5 blocks or more it then comes from a bootstrap over blocks/);
  expect(text).toMatch(/with 2 to 4 blocks it is Student’s t of the logarithms/);
});

test('the method says where an invalid trial stays, and what its gates allow', () => {
  expect(reportText(usual(3))).toMatch(
    /little CPU load by other processes, no stop by a CPU quota, few packets sent again\. .* It stays in run\.json and is listed in this report\. No result includes it\./,
  );
});

test.each([
  ...['95% interval', 'Practical equality', 'Residual', 'Wire bytes', 'Gate', 'Transit', 'Push', 'Publisher'],
  ...[
    'Client worker',
    'Load generator',
    'Cursor',
    'Epoch',
    'Heartbeat',
    'Held out, held-out',
    'Steady',
    'Sweep',
    'Preset',
  ],
  ...['Envelope', 'Bound'],
])('the glossary explains %s', word => {
  const page = renderReport(usual(3), { script: 'void 0', style: 'a{}' });
  expect(sectionText(page, 'words')).toContain(` ${word} `);
});
