import { expect, test } from 'vitest';
import { upgraded } from '../../../results/format/upgrade.ts';

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
