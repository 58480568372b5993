import { stripVTControlCharacters } from 'node:util';
import { beforeAll, describe, expect, test } from 'vitest';
import { expectedDeliveries } from '../../bench/publisher/expectation.ts';
import { planTrials } from '../../bench/run/plan.ts';
import { presets, withPreset } from '../../bench/run/presets.ts';
import type { Gate } from '../../results/format/gate-and-theory.ts';
import type { Run } from '../../results/format/run.ts';
import type { MeasuredTrial } from '../../results/format/trial.ts';
import { scenarios } from '../../scenarios/catalogue.ts';
import { smokeRun } from '../harness/smoke-run.ts';

const SEED = 5;
/** Those that deliver and no more; what the others do besides has a test of its own. */
const PLAIN = ['notifications', 'ticker', 'trace', 'fan-out'];
const plain = scenarios.filter(({ id }) => PLAIN.includes(id));
const asked = plain.map(scenario => withPreset(scenario, 'smoke'));
let run: Run;
let output: string;

beforeAll(async () => {
  ({ run, output } = await smokeRun([...plain.map(({ id }) => id), '--seed', `${SEED}`]));
}, 600_000);

const fits = ({ length }: string) => length <= 80;

const measured = () => run.trials.filter(trial => trial.status !== 'error') as MeasuredTrial[];
const loadOf = (trial: MeasuredTrial) =>
  scenarios
    .flatMap(({ id, points }) => (id === trial.scenario ? points : []))
    .find(({ id }) => id === trial.point)?.load;

describe('a smoke run of every plain scenario', () => {
  test('makes every planned trial, none of them in error, and ends complete', () => {
    const planned = planTrials(asked, SEED).map(plan => `${plan.scenario} ${plan.point} ${plan.transport}`);
    const made = run.trials.map(trial => `${trial.scenario} ${trial.point} ${trial.transport}`);
    expect(run.trials.flatMap(trial => (trial.status === 'error' ? trial.reasons : []))).toEqual([]);
    expect(made).toEqual(planned);
    expect(run.run.status).toBe('complete');
    expect(run.run.trialsPlanned).toBe(planned.length);
  });

  test('watches the idle machine before the run and its block, and judges by both', () => {
    const { hiccups } = run.environment;
    expect(hiccups.seconds).toBe(2 * presets.smoke.calibrationSeconds);
    for (const { gates, latencyMs } of measured()) {
      const { bound } = gates.find(({ id }) => id === 'publisher-lag') as Gate;
      expect(bound).toBe(Math.max(2 * hiccups.p99Ms, 0.1 * (latencyMs?.fromSchedule.p50 ?? 0)));
    }
  });

  test('measures the reference workloads before its block, and says so', () => {
    expect(run.referenceWorkloads?.map(({ block }) => block)).toEqual([0]);
    expect(output).toMatch(/^this machine today \(medians of 1 block\): arithmetic .* wake-up ratio ×/m);
  });

  test('delivers exactly what the schedule says, once each', () => {
    const plans = planTrials(asked, SEED);
    for (const [index, trial] of measured().entries()) {
      const { load, seed, warmUpSeconds, windowSeconds, transport } = plans[index] as (typeof plans)[number];
      const { ranges, followed, payloadBytes } = expectedDeliveries(load, seed, warmUpSeconds, windowSeconds);
      const due = followed.reduce((sum, topic) => {
        const range = ranges.get(topic);
        return sum + (range ? range.windowLast - range.windowFirst + 1 : 0);
      }, 0);
      const { expected, received, missing, duplicate, reordered } = trial.deliveries;
      const figures = { expected, received, missing, duplicate, reordered };
      expect(figures, `${trial.scenario} ${transport}`).toEqual({
        expected: due,
        received: due,
        missing: 0,
        duplicate: 0,
        reordered: 0,
      });
      if (transport !== 'bare-reader') expect(trial.latencyMs?.fromSchedule.count).toBe(due);
      expect(trial.bandwidth.payloadBytes).toBe(payloadBytes);
    }
  });

  test('has figures that are possible', () => {
    for (const trial of measured()) {
      const { latencyMs, bandwidth, server, series } = trial;
      if (latencyMs) {
        const { min, p50, p90, p99, max } = latencyMs.fromSchedule;
        // Percentiles have the histogram's precision of 0.1%.
        expect(min).toBeLessThanOrEqual(p50 * 1.001);
        expect([p50, p90, p99]).toEqual([p50, p90, p99].toSorted((a, b) => a - b));
        expect(p99).toBeLessThanOrEqual(max * 1.001);
        expect(latencyMs.fromPublish.mean).toBeLessThanOrEqual(latencyMs.fromSchedule.mean);
      }
      expect(server.cpuMicros.user + server.cpuMicros.system).toBeGreaterThan(0);
      expect(server.connections.open).toBe(loadOf(trial)?.subscribers);
      expect(bandwidth.application.downBytes).toBeGreaterThan(0);
      expect(series.deliveries.reduce((sum, count) => sum + count, 0)).toBe(
        latencyMs?.fromSchedule.count ?? 0,
      );
    }
  });

  test('shows each transport as what it is', () => {
    const of = (scenario: string, transport: string) =>
      measured().find(trial => trial.scenario === scenario && trial.transport === transport) as MeasuredTrial;
    const ticker = (transport: string) => of('ticker', transport);
    // Push needs no request in the window, long polling one a delivery, short polling one a second
    // and subscriber.
    expect(
      [ticker('sse'), ticker('websocket'), ticker('tcp-floor')].map(({ server }) => server.requests),
    ).toEqual([0, 0, 0]);
    expect(ticker('long-polling').server.requests).toBeGreaterThan(ticker('short-polling').server.requests);
    expect(ticker('short-polling').deliveries.batchMean).toBeGreaterThan(2);
    expect(of('notifications', 'short-polling').deliveries.emptyResponses).toBeGreaterThan(0);
    // An event and a frame are far smaller than an HTTP exchange; which of the two is smaller by
    // how much, the framing tests say exactly.
    const bytes = (transport: string) => ticker(transport).bandwidth.bytesPerDelivery as number;
    // On a busy machine an exchange brings several notifications.
    const perExchange = bytes('long-polling') * ticker('long-polling').deliveries.batchMean;
    for (const push of ['tcp-floor', 'websocket', 'sse']) expect(bytes(push) * 1.5).toBeLessThan(perExchange);
  });

  test('prints tables of aligned columns, and the address of the report', () => {
    const lines = output.trimEnd().split('\n');
    // Where no trial is valid, only the counts are columns.
    const heads = lines.filter(line => /^transport .*(missing|trials)/.test(line));
    expect(heads).toHaveLength(run.scenarios.flatMap(({ points }) => points).length);
    expect(output).toBe(stripVTControlCharacters(output));
    expect(output).not.toMatch(/[│─]/);
    expect(lines.filter(line => /^(Short polling|SSE|WebSocket) /.test(line)).every(fits)).toBe(true);
    expect(lines.at(-1)).toMatch(/^file:\/\/\/.*\/report\.html$/);
  });
});
