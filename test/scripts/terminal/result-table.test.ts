import { describe, expect, test } from 'vitest';
import type { MeasuredTrial } from '../../../results/format/trial.ts';
import type { Load } from '../../../scenarios/load/load.ts';
import { resultTable } from '../../../scripts/terminal/result-table.ts';
import { PLAIN } from '../../../scripts/terminal/terminal.ts';
import { withoutKnownSpreads } from '../../harness/session-alone.ts';
import { madePhases, madeRecovery, madeStalled, madeVisits } from '../../made/outcomes.ts';
import { madeRun, madeScenario, madeTrial, pointTrials, spreadMs } from '../../made/run.ts';
import { tiedRun } from '../../made/tied.ts';

withoutKnownSpreads();

/** WebSocket leads by so much that the run decides it; long polling and SSE do not differ. */
const decided = () =>
  madeRun(
    [madeScenario('s', 10)],
    pointTrials('s', 'p0', 10, {
      'long-polling': { latenciesMs: spreadMs(9, 19), cpuMicrosPerDelivery: 90, wire: 900 },
      sse: { latenciesMs: spreadMs(9, 19), cpuMicrosPerDelivery: 90, wire: 900 },
      websocket: { latenciesMs: spreadMs(0.6, 1.4), cpuMicrosPerDelivery: 9, overheadDown: 4, wire: 200 },
      'tcp-floor': { latenciesMs: spreadMs(0.4, 1.1), cpuMicrosPerDelivery: 6, overheadDown: 1, wire: 90 },
    }),
  );

test('the lowest of each decided column has a mark, and a reference never', () => {
  const table = resultTable(decided());
  expect(table).toMatch(/^WebSocket +\d\S+\* +\d\S+\* +9\.\d+\* +×\S+ +104\* +200\* +0 +10 of 10$/m);
  expect(table).toMatch(/^TCP floor [^*]*$/m);
  expect(table).toMatch(/^SSE [^*]*$/m);
  expect(table).toMatch(/^\* lowest of its column/m);
});

test('transports that are equal within 5% have a mark each', () => {
  const run = decided();
  run.trials = run.trials.filter(({ transport }) => transport !== 'websocket');
  const table = resultTable(run);
  expect(table).toMatch(/^SSE .* 120\* +900\* /m);
  expect(table).toMatch(/^Long polling .* 120\* +900\* /m);
});

test('where several lead and the lowest of them is not decided, each has the second mark', () => {
  const table = resultTable(tiedRun());
  expect(table).toMatch(/^SSE +\d\.\d+= /m);
  expect(table).toMatch(/^WebSocket +\d\.\d+= /m);
  expect(table).toMatch(/^Short polling +\d+ /m);
  expect(table).toMatch(/^TCP floor [^=]*$/m);
  expect(table).toMatch(/^= leads its column, as “tied” in the report: /m);
  expect(resultTable(decided())).not.toMatch(/^= leads/m);
  expect(table.split('\n').filter(({ length }) => length > 80)).toEqual([]);
});

test('where the run does not decide, nobody has a mark', () => {
  const one = resultTable(madeRun([madeScenario('s', 1)], pointTrials('s', 'p0', 1)));
  expect(one).not.toMatch(/\d[*=]/);
  expect(one).toMatch(/^No value is marked as the lowest of its column: this run decides none\.$/m);
});

test.each([80, 120, 160])('the tables of a run fit into %i columns, and use them', columns => {
  const run = decided();
  const aa = madeRun(
    run.scenarios,
    (['a', 'b'] as const).flatMap(arm => run.trials.map(trial => ({ ...trial, arm }))),
  );
  aa.run.aa = true;
  for (const made of [run, aa]) {
    const lines = resultTable(made, { ...PLAIN, columns }).split('\n');
    expect(lines.filter(({ length }) => length > columns)).toEqual([]);
    expect(lines.filter(line => /^polling/.test(line))).toEqual([]);
  }
  const heads = resultTable(run, { ...PLAIN, columns });
  expect(/CPU µs\/delivery/.test(heads)).toBe(columns > 80);
});

describe('a load of its own kind has columns of its own', () => {
  /** A run of one point in which both streams had this outcome. */
  function runOf(outcome: Partial<MeasuredTrial>, load: Partial<Load> = {}) {
    const scenario = madeScenario('s', 2);
    for (const point of scenario.points) point.load = { ...point.load, ...load };
    const trials = (['sse', 'websocket'] as const).flatMap(transport =>
      [0, 1].map(block => ({ ...madeTrial({ scenario: 's', point: 'p0', transport, block }), ...outcome })),
    );
    return madeRun([scenario], trials);
  }
  const visited = { latencyMs: null, visits: madeVisits(), phases: madePhases({ 'to-first': 2 }) };
  const visits = { connection: 'cold', closing: 'handshake', backlog: 1 } as const;
  const idle = { arrivals: { kind: 'none' } } as const;

  test.each([
    ['visits', runOf(visited, { visits }), 'first after ms CPU µs/visit app B/visit wire B/visit missing'],
    ['a fault', runOf({ recovery: madeRecovery() }), 'caught up p50 ms caught up last ms p50 ms p99 ms'],
    ['stalled readers', runOf({ stalled: madeStalled() }), 'peak memory MiB p50 ms p99 ms'],
    ['waiting', runOf({ latencyMs: null }, idle), 'app B/h requests/h CPU ms/h memory KiB'],
  ])('%s', (_, run, heads) => {
    const [head = ''] = resultTable(run, { ...PLAIN, columns: 160 }).match(/^transport .*$/m) ?? [];
    expect(head.replace(/ +/g, ' ')).toContain(`transport ${heads}`);
    expect(head).not.toContain('floor');
    for (const columns of [80, 120]) {
      const lines = resultTable(run, { ...PLAIN, columns }).split('\n');
      expect(lines.filter(({ length }) => length > columns)).toEqual([]);
      expect(lines.filter(line => /^WebSocket .*2 of 2$/.test(line))).toHaveLength(1);
    }
  });

  test('and visits none for each delivery', () => {
    expect(resultTable(runOf(visited, { visits }), { ...PLAIN, columns: 160 })).not.toContain('/delivery');
  });
});
