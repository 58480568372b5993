import { describe, expect, test } from 'vitest';
import { sharedOf } from '../../../analysis/cost-model/shared.ts';
import type { MeasuredTrial } from '../../../results/format/trial.ts';
import type { Load } from '../../../scenarios/load/load.ts';
import type { TestedTransport } from '../../../scenarios/load/transport.ts';
import { fitsOf, runOf } from '../../made/costs.ts';
import { madeRun, madeScenario, madeTrial } from '../../made/run.ts';

type Made = 'websocket' | 'long-polling' | 'short-polling';

/** Deliveries of one message. */
const BATCH: Record<Made, number> = { websocket: 1, 'long-polling': 1, 'short-polling': 2 };

/** In made/costs.ts: 9,000, 200, 60, 75, 6, 3. Each short poll comes by itself. */
function shortPollingBesides(perSecond: number): number {
  const polls = perSecond / BATCH['short-polling'];
  const wakes = (5 + polls) * Math.exp(-(5 + polls) * 0.002);
  return 9000 + 200 * wakes + 75 * polls + 3 * perSecond;
}

/** A trial in which 5 events a second go to all subscribers, and each delivery costs `micros`. */
function trialOf(transport: Made, subscribers: number, micros: number): MeasuredTrial {
  const trial = madeTrial({ scenario: 'capacity', point: `${subscribers}`, transport, block: 0 });
  const seconds = trial.windowMs / 1000;
  const perSecond = 5 * subscribers;
  Object.assign(trial.deliveries, {
    arrived: perSecond * seconds,
    expected: perSecond * seconds,
    batchMean: BATCH[transport],
    emptyResponses: 0,
  });
  trial.generator.publishedInWindow = 5 * seconds;
  trial.bandwidth.payloadBytes = perSecond * seconds * 1024;
  // In made/costs.ts: WebSocket 7,000, 300, 45, 11, 3; long polling 12,000, 250, 90, 4.
  const wakes = 5 * Math.exp(-5 * 0.002);
  const besides = {
    websocket: 7000 + 300 * wakes + (45 * subscribers) / 15 + 3 * perSecond,
    'long-polling': 12_000 + 250 * wakes + 4 * perSecond,
    'short-polling': shortPollingBesides(perSecond),
  }[transport];
  trial.server.cpuMicros = { user: (besides + micros * perSecond) * seconds, system: 0 };
  return trial;
}

function scenarioOf(id: string, trials: readonly MeasuredTrial[], audience: Load['audience']) {
  const scenario = madeScenario(id, 1);
  const [point] = scenario.points;
  if (!point) throw new Error('a made-up scenario has a point');
  scenario.points = trials.map(trial => ({
    ...point,
    id: trial.point,
    load: { ...point.load, audience, subscribers: Number(trial.point) },
  }));
  return scenario;
}

function sharedIn(
  transport: TestedTransport,
  trials: MeasuredTrial[],
  audience: Load['audience'] = { kind: 'shared', topic: 'all' },
  large: MeasuredTrial[] = [],
) {
  const scenarios = [
    scenarioOf('capacity', trials, audience),
    ...(large.length > 0 ? [scenarioOf('slow-consumer', large, audience)] : []),
  ];
  const run = madeRun(scenarios, [...trials, ...large]);
  return sharedOf(run, transport, fitsOf(runOf(), transport).cpuMicrosPerSecond);
}

describe('the CPU of a delivery to many', () => {
  test.each(['websocket', 'long-polling', 'short-polling'] as const)(
    'of %s is what is left after all that the model counts besides',
    transport => {
      const trials = [trialOf(transport, 500, 6), trialOf(transport, 4000, 4.5)];
      expect(sharedIn(transport, trials)).toEqual({
        micros: expect.closeTo(5.25, 3),
        mostMicros: expect.closeTo(6, 3),
        leastMicros: expect.closeTo(4.5, 3),
        mostPerSecond: expect.closeTo(20_000, 6),
        mostPollsPerSecond: expect.closeTo(transport === 'websocket' ? 0 : 20_000 / BATCH[transport], 6),
        mostSubscribers: 4000,
        payloadBytes: expect.closeTo(1024, 6),
        mostKibPerSecond: expect.closeTo(20_000, 6),
        kib: null,
        turn: transport === 'short-polling' ? null : expect.anything(),
      });
    },
  );

  test('is that of the median trial', () => {
    const trials = [500, 1000, 4000].map((subscribers, index) =>
      trialOf('websocket', subscribers, [9, 4, 5][index] as number),
    );
    expect(sharedIn('websocket', trials)?.micros).toBeCloseTo(5, 3);
  });

  test('is not below nothing', () => {
    expect(sharedIn('websocket', [trialOf('websocket', 500, -50)])?.mostMicros).toBe(0);
  });

  test('is not known without valid trials, a fit, or one topic for all', () => {
    const trial = trialOf('websocket', 500, 6);
    expect(sharedIn('websocket', [{ ...trial, status: 'invalid' }])).toBeNull();
    expect(sharedIn('websocket', [trial], { kind: 'own', prefix: 'user-' })).toBeNull();
    expect(sharedOf(madeRun([], []), 'websocket', null)).toBeNull();
  });
});

describe('a KiB of payload to many', () => {
  /** Events of 21 KiB to 100: the first as in made/costs.ts, each further delivery `micros`. */
  function large(micros: number): MeasuredTrial {
    const trial = { ...trialOf('websocket', 100, 0), scenario: 'slow-consumer' };
    const seconds = trial.windowMs / 1000;
    trial.bandwidth = { ...trial.bandwidth, payloadBytes: 500 * seconds * 21 * 1024 };
    const besides = 7000 + 300 * 5 * Math.exp(-5 * 0.002) + (45 * 100) / 15;
    const user = (besides + 5 * (11 + 3 * 21) + 495 * micros) * seconds;
    return { ...trial, server: { ...trial.server, cpuMicros: { user, system: 0 } } };
  }

  test('is the difference of further deliveries by the difference of their payload', () => {
    // Of 1 KiB: 6 and 3 µs. Of 21 KiB: 39 µs.
    const shared = sharedIn('websocket', [trialOf('websocket', 4000, 6)], undefined, [large(39)]);
    expect(shared?.kib?.micros).toBeCloseTo((39 - 9) / 20, 2);
    expect(shared?.micros).toBeCloseTo(9 - 1.5, 2);
    expect(shared?.mostKibPerSecond).toBeCloseTo(20_000, 3);
  });

  test('is never more than a KiB to one', () => {
    const shared = sharedIn('websocket', [trialOf('websocket', 4000, 6)], undefined, [large(500)]);
    expect(shared?.kib?.micros).toBeCloseTo(3, 3);
  });
});

describe('the turn of a delivery', () => {
  test('is the time from one to the next by the mean latency, in times of its CPU', () => {
    const trial = trialOf('websocket', 1000, 7);
    const { latencyMs } = trial;
    if (!latencyMs) throw new Error('a made-up trial has a latency');
    // Per event: 1,000 deliveries of 7 + 3 µs, and the wake-up.
    const eventMs = 10 + (300 * Math.exp(-5 * 0.002)) / 1000;
    trial.latencyMs = { ...latencyMs, fromSchedule: { ...latencyMs.fromSchedule, mean: 0.6 * eventMs } };
    expect(sharedIn('websocket', [trial])?.turn?.median).toBeCloseTo(1.2, 3);
  });
});
