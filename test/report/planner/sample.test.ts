import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { costModelOf } from '../../../analysis/cost-model/fit.ts';
import { pointsOf } from '../../../analysis/cost-model/points.ts';
import { FIRST_INPUT, type PlanInput } from '../../../report/planner/controls.ts';
import { planOf } from '../../../report/planner/plan.ts';
import { readRun } from '../../../results/format/run-file.ts';
import type { MeasuredTrial } from '../../../results/format/trial.ts';
import type { Load } from '../../../scenarios/load/load.ts';
import { isTested, type TestedTransport } from '../../../scenarios/load/transport.ts';

const run = readRun(join(import.meta.dirname, '../../../results/sample/review'));
const model = costModelOf(run);
const transitMs = run.environment.transit?.meanMs ?? 0;

/** The numbers that a reader would enter for a load in which periodic events go to all. */
function inputOf({ subscribers, arrivals, payloadBytes, transports }: Load): PlanInput {
  if (arrivals.kind !== 'periodic') throw new Error('events of this scenario are periodic');
  const pollMs = transports['short-polling']?.intervalMs ?? 0;
  return {
    ...FIRST_INPUT,
    subscribers,
    eventsPerUserHour: 3600 * arrivals.ratePerSecond,
    subscribersPerEvent: subscribers,
    payloadBytes,
    cores: 1,
    // Short polling polls as often as it was measured.
    acceptableMs: transitMs + 0.99 * pollMs,
    eventsCome: 'evenly',
  };
}

/** Every valid trial of a scenario, with the plan for its load. */
function checksOf(scenario: string) {
  return pointsOf(run, scenario).flatMap(({ id, load }) =>
    run.trials.flatMap(trial => {
      const { transport } = trial;
      if (trial.scenario !== scenario || trial.point !== id || trial.status !== 'valid') return [];
      if (!isTested(transport)) return [];
      const { transports } = planOf(inputOf(load), model, transitMs);
      const plan = transports.find(one => one.transport === transport);
      return plan ? [{ transport, trial: trial as MeasuredTrial, plan, name: `${transport} ${id}` }] : [];
    }),
  );
}

const busyCores = ({ server, windowMs }: MeasuredTrial): number =>
  (server.cpuMicros.user + server.cpuMicros.system) / windowMs / 1000;

describe('the planner, for the loads of scenario capacity in the sample', () => {
  const checks = checksOf('capacity');

  test('says the CPU that was measured, within its error', () => {
    expect(checks.length).toBeGreaterThan(20);
    for (const { name, trial, plan } of checks) {
      const errorPercent = plan.errorPercent.cpu ?? Number.NaN;
      const measured = busyCores(trial);
      const off = Math.abs((plan.busyCores ?? Number.NaN) - measured);
      expect(off, name).toBeLessThanOrEqual((errorPercent / 100) * (plan.busyCores ?? 0));
    }
  });

  test.each<TestedTransport>(['short-polling', 'long-polling', 'sse', 'websocket'])(
    'is for %s neither always above what was measured nor always below',
    transport => {
      const ratios = checks
        .filter(one => one.transport === transport)
        .map(({ plan, trial }) => (plan.busyCores ?? Number.NaN) / busyCores(trial));
      expect(Math.min(...ratios)).toBeLessThan(1);
      expect(Math.max(...ratios)).toBeGreaterThan(1);
      const logs = ratios.map(Math.log).sort((a, b) => a - b);
      expect(Math.abs(logs[Math.floor(logs.length / 2)] as number)).toBeLessThan(Math.log(1.1));
    },
  );

  test('has the p99 that was measured within its range, where one process is enough', () => {
    const one = checks.filter(({ plan }) => plan.cores === 1 && plan.pollIntervalMs === null);
    expect(new Set(one.map(({ transport }) => transport)).size).toBe(3);
    for (const { name, plan, trial } of one) {
      const { least, most } = plan.p99RangeMs ?? { least: Number.NaN, most: Number.NaN };
      const p99Ms = trial.latencyMs?.fromSchedule?.p99 ?? Number.NaN;
      expect(p99Ms, name).toBeGreaterThanOrEqual(least);
      expect(p99Ms, name).toBeLessThanOrEqual(most ?? Number.POSITIVE_INFINITY);
      // A range that holds everything says nothing.
      expect(most, name).toBeLessThan(5 * p99Ms);
    }
  });
});

describe('the planner, for the load of scenario slow-consumer in the sample', () => {
  test('does not count the payload of an event to many as that of one to one', () => {
    const checks = checksOf('slow-consumer');
    expect(checks.length).toBe(4);
    for (const { name, plan, trial } of checks)
      expect((plan.busyCores ?? Number.NaN) / busyCores(trial), name).toBeCloseTo(1, 1);
  });
});
