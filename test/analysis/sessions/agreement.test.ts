import { describe, expect, test } from 'vitest';
import { agreementByMetric, agreementOf, type Replication } from '../../../analysis/sessions/agreement.ts';
import type { Run } from '../../../results/format/run.ts';
import type { Transport } from '../../../scenarios/load/transport.ts';
import { withoutKnownSpreads } from '../../harness/session-alone.ts';
import { madeRun, madeScenario, madeTrial } from '../../made/run.ts';

withoutKnownSpreads();

type Costs = Partial<Record<Transport, number[]>>;

/** A run in which each transport's server spends so many µs a delivery, block by block. */
function runOf(costs: Costs): Run {
  const trials = Object.entries(costs).flatMap(([transport, micros]) =>
    micros.map((cpuMicrosPerDelivery, block) =>
      madeTrial(
        { scenario: 'ticker', point: 'p0', transport: transport as Transport, block },
        { cpuMicrosPerDelivery },
      ),
    ),
  );
  return madeRun([madeScenario('ticker', 5)], trials);
}

const STEADY = [10, 10.1, 9.9, 10, 10.05];
const times = (factor: number) => STEADY.map(micros => micros * factor);

const cpuOf = (before: Costs, after: Costs): Replication[] =>
  agreementOf(runOf(before), runOf(after)).replications.filter(({ metric }) => metric.id === 'cpu');

const outcome = (before: number[], after: number[]) =>
  cpuOf({ sse: before, websocket: STEADY }, { sse: after, websocket: STEADY })[0]?.outcome;

describe('a verdict of one run in another', () => {
  test('is confirmed where both have the same', () => {
    expect(outcome(times(1.5), times(1.7))).toBe('confirmed');
    expect(outcome(STEADY, times(1.001))).toBe('confirmed');
  });

  test('is left open where one of them is not decided', () => {
    const scattered = [8, 13, 9, 12, 11];
    expect(outcome(times(1.5), scattered)).toBe('open');
    expect(outcome(scattered, scattered)).toBe('open');
  });

  test('is contradicted by the opposite', () => {
    expect(outcome(times(1.5), times(0.7))).toBe('contradicted');
    expect(outcome(times(0.7), times(1.5))).toBe('contradicted');
  });

  test('of a difference is not the same as one of equality', () => {
    expect(outcome(times(1.5), STEADY)).toBe('equal-in-one');
    expect(outcome(STEADY, times(0.7))).toBe('equal-in-one');
  });
});

describe('what is compared', () => {
  const all: Costs = {
    'short-polling': STEADY,
    'long-polling': STEADY,
    sse: STEADY,
    websocket: STEADY,
    'tcp-floor': STEADY,
  };

  test('every pair of transports under test once, and each of them with the floor', () => {
    const pairs = cpuOf(all, all).map(({ subject, baseline }) => `${subject} ${baseline}`);
    expect(pairs).toEqual([
      'short-polling long-polling',
      'short-polling sse',
      'short-polling websocket',
      'short-polling tcp-floor',
      'long-polling sse',
      'long-polling websocket',
      'long-polling tcp-floor',
      'sse websocket',
      'sse tcp-floor',
      'websocket tcp-floor',
    ]);
  });

  test('only what both runs have', () => {
    expect(cpuOf(all, { sse: STEADY, 'tcp-floor': STEADY })).toHaveLength(1);
    const [before, after] = [runOf(all), runOf(all)];
    for (const { load } of after.scenarios[0]?.points ?? []) load.subscribers = 20;
    const { replications, unpaired } = agreementOf(before, after);
    expect(replications).toEqual([]);
    expect(unpaired).toMatchObject([{ reason: 'the load differs: subscribers 10, then 20' }]);
  });

  test('a single block has no interval, so it is not compared', () => {
    expect(cpuOf({ sse: STEADY, websocket: STEADY }, { sse: [10], websocket: [10] })).toEqual([]);
  });
});

test('the counts: medians in the other run’s interval, each way, and outcomes', () => {
  const wide = [8, 13, 9, 12, 11];
  const { replications } = agreementOf(
    runOf({ sse: STEADY, websocket: STEADY }),
    runOf({ sse: wide, websocket: STEADY }),
  );
  const [cpu] = agreementByMetric(replications).filter(({ metric }) => metric.id === 'cpu');
  // The first median, 1, lies in 0.8 to 1.3; the second, 1.09, does not lie in 0.98 to 1.01.
  expect(cpu).toMatchObject({
    compared: 1,
    inside: { before: 1, after: 0 },
    outcomes: { confirmed: 0, open: 1, contradicted: 0, 'equal-in-one': 0 },
  });
  expect(agreementByMetric([])).toEqual([]);
});
