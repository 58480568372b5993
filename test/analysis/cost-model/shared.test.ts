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

function sharedIn(
  transport: TestedTransport,
  trials: MeasuredTrial[],
  audience: Load['audience'] = { kind: 'shared', topic: 'all' },
) {
  const scenario = madeScenario('capacity', 1);
  const [point] = scenario.points;
  if (!point) throw new Error('a made-up scenario has a point');
  scenario.points = trials.map(trial => ({
    ...point,
    id: trial.point,
    load: { ...point.load, audience, subscribers: Number(trial.point) },
  }));
  return sharedOf(madeRun([scenario], trials), transport, fitsOf(runOf(), transport).cpuMicrosPerSecond);
}

describe('the CPU of a delivery to many', () => {
  test.each(['websocket', 'long-polling', 'short-polling'] as const)(
    'of %s is what is left after all that the model counts besides',
    transport => {
      const trials = [trialOf(transport, 500, 6), trialOf(transport, 4000, 4.5)];
      expect(sharedIn(transport, trials)).toEqual({
        mostMicros: expect.closeTo(6, 3),
        leastMicros: expect.closeTo(4.5, 3),
        mostPerSecond: expect.closeTo(20_000, 6),
        mostPollsPerSecond: expect.closeTo(transport === 'websocket' ? 0 : 20_000 / BATCH[transport], 6),
        mostSubscribers: 4000,
      });
    },
  );

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
