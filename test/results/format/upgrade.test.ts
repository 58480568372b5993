import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { runFromText } from '../../../report/page/loaded-run.ts';
import { type Run, SCHEMA_VERSION } from '../../../results/format/run.ts';
import { readRun } from '../../../results/format/run-file.ts';
import type { MeasuredTrial, Trial } from '../../../results/format/trial.ts';
import { upgraded } from '../../../results/format/upgrade.ts';
import { madeRecovery } from '../../made/outcomes.ts';
import { madeRun, madeScenario, madeTrial } from '../../made/run.ts';
import { madeToolTrial } from '../../made/tool-trial.ts';

const old = {
  schemaVersion: 3,
  run: { id: 'witness' },
  environment: { dependencies: { witness: '1.0.0' } },
  scenarios: [{ id: 'witness', points: [{ id: 'few', load: { witnesses: ['k6'] } }] }],
  trials: [
    {
      scenario: 'witness',
      status: 'invalid',
      reasons: ['the server read its counters 900 ms late'],
      server: {
        rssBytes: 1,
        heapUsedBytes: 2,
        heapUsedBytesBeforeConnect: 3,
        externalBytes: 4,
        eventLoop: { utilization: 0.5, delayP99Ms: 6 },
        gcMs: 7,
        edgeLatenessMs: 8,
      },
      generator: { edgeLatenessMs: 9 },
      machine: { stealPercent: 0, foreignCpuPercent: { server: 1, clients: 2 } },
      gates: [{ id: 'server-edge', passed: false }],
      recovery: { mendedAtMs: 10, sinceMendedMs: { p50: 11 } },
    },
    { scenario: 'ticker', status: 'error', stage: 'start' },
  ],
  witnesses: [{ scenario: 'witness', status: 'valid', witness: 'k6', witnessed: { version: 'k6 2.2.0' } }],
};

test('a run of version 3 gets the names of version 4, and loses nothing', () => {
  expect(upgraded(old)).toEqual({
    schemaVersion: 4,
    run: { id: 'witness' },
    environment: { dependencies: { witness: '1.0.0' } },
    scenarios: [{ id: 'cross-check', points: [{ id: 'few', load: { tools: ['k6'] } }] }],
    trials: [
      {
        scenario: 'cross-check',
        status: 'invalid',
        reasons: ['the server read its counters 900 ms late'],
        server: {
          rssBytes: 1,
          counterReadDelayMs: 8,
          runtime: {
            heapUsedBytes: 2,
            heapUsedBytesBeforeConnect: 3,
            externalBytes: 4,
            eventLoop: { utilization: 0.5, delayP99Ms: 6 },
            gcMs: 7,
          },
        },
        generator: { counterReadDelayMs: 9 },
        machine: { stealPercent: 0, otherCpuPercent: { server: 1, clients: 2 } },
        gates: [{ id: 'server-counters', passed: false }],
        recovery: { clearedAtMs: 10, sinceClearedMs: { p50: 11 } },
      },
      { scenario: 'ticker', status: 'error', stage: 'start' },
    ],
    toolTrials: [
      { scenario: 'cross-check', status: 'valid', tool: 'k6', toolReport: { version: 'k6 2.2.0' } },
    ],
  });
});

test.each([[4], [2], ['3'], [undefined]])('a run of version %j is left as it is', schemaVersion => {
  const run = { ...old, schemaVersion };
  expect(upgraded(run)).toBe(run);
});

test.each([[null], [3], ['run'], [[]], [{ schemaVersion: 3, trials: 'none', scenarios: null }]])(
  'what is no run (%j) raises no error here: the reader names the fault',
  value => {
    expect(() => upgraded(value)).not.toThrow();
  },
);

describe('a whole run of version 3', () => {
  const place = { scenario: 'cross-check', point: '10 subscribers', transport: 'sse', block: 0 } as const;
  const measured: MeasuredTrial = { ...madeTrial(place), recovery: madeRecovery() };
  const run: Run = {
    ...madeRun([madeScenario('cross-check', 1)], [measured]),
    toolTrials: [madeToolTrial(measured, 'k6')],
  };

  const flat = (trial: Trial) => {
    if (!('server' in trial)) throw new Error('made up otherwise');
    const { runtime, ...server } = trial.server;
    return { ...trial, server: { ...server, ...runtime } };
  };
  const { toolTrials = [], ...rest } = run;
  const text = JSON.stringify({
    ...rest,
    schemaVersion: 3,
    trials: rest.trials.map(flat),
    witnesses: toolTrials.map(flat),
  })
    .replaceAll('"cross-check"', '"witness"')
    .replaceAll('"tool":"k6"', '"witness":"k6"')
    .replaceAll('"toolReport":', '"witnessed":')
    .replaceAll('"clearedAtMs":', '"mendedAtMs":')
    .replaceAll('"sinceClearedMs":', '"sinceMendedMs":')
    .replaceAll('"counterReadDelayMs":', '"edgeLatenessMs":')
    .replaceAll('"otherCpuPercent":', '"foreignCpuPercent":')
    .replaceAll('-counters"', '-edge"')
    .replaceAll('"others-', '"foreign-');

  test('is read from a folder, checked by the schema, as version 4 has it', () => {
    const folder = mkdtempSync(join(tmpdir(), 'pushlab-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    writeFileSync(join(folder, 'run.json'), text);
    expect(readRun(folder)).toEqual(run);
  });

  test('is read by a report that compares it', () => {
    expect(runFromText(text, SCHEMA_VERSION)).toEqual(run);
  });
});
