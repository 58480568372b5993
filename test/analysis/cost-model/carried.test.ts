import { describe, expect, test } from 'vitest';
import { carriedOf } from '../../../analysis/cost-model/carried.ts';
import type { Run } from '../../../results/format/run.ts';
import type { MeasuredTrial } from '../../../results/format/trial.ts';
import type { Load } from '../../../scenarios/load/load.ts';
import type { TestedTransport } from '../../../scenarios/load/transport.ts';
import { madeRun, madeScenario, madeTrial, spreadMs } from '../../made/run.ts';
import { madeToolTrial } from '../../made/tool-trial.ts';

/** A trial whose server used this much of its core, with so many requests per second. */
function trialOf(
  scenario: string,
  subscribers: number,
  { cpuPercent = 60, perSecond = 0, p99Ms = 10, transport = 'short-polling' as TestedTransport } = {},
): MeasuredTrial {
  const trial = madeTrial(
    { scenario, point: `${subscribers}`, transport, block: 0 },
    { latenciesMs: spreadMs(p99Ms / 2, p99Ms) },
  );
  const seconds = trial.windowMs / 1000;
  const micros = cpuPercent * 10_000 * seconds;
  const cpuMicros = { user: micros / 2, system: micros / 2 };
  return { ...trial, server: { ...trial.server, cpuPercent, cpuMicros, requests: perSecond * seconds } };
}

function runOf(id: string, trials: MeasuredTrial[], load: Partial<Load> = {}): Run {
  const scenario = madeScenario(id, 1);
  const [point] = scenario.points;
  if (!point) throw new Error('a made-up scenario has a point');
  if (id === 'capacity') scenario.search = { objectiveP99Ms: 500, maxSubscribers: 10_000, halvings: 2 };
  const sizes = [...new Set(trials.map(trial => Number(trial.point)))];
  scenario.points = sizes.map(subscribers => ({
    ...point,
    id: `${subscribers}`,
    load: { ...point.load, ...load, subscribers } as Load,
  }));
  return madeRun([scenario], trials);
}

describe('what one process carried', () => {
  test('is the largest number of a search that held in a valid trial', () => {
    const trials = [
      trialOf('capacity', 1000),
      trialOf('capacity', 2000),
      { ...trialOf('capacity', 4000), status: 'invalid' as const },
      trialOf('capacity', 8000, { p99Ms: 900 }),
    ];
    expect(carriedOf(runOf('capacity', trials), 'short-polling').subscribers).toBe(2000);
    expect(carriedOf(runOf('capacity', trials), 'sse').subscribers).toBeNull();
  });

  test('is the most that waited', () => {
    const run = runOf('idle', [trialOf('idle', 1000), trialOf('idle', 10_000)]);
    expect(carriedOf(run, 'short-polling')).toEqual({
      subscribers: 10_000,
      areIdle: true,
      subscribersOfAny: 10_000,
      polls: null,
    });
  });

  test('is told beside what the transport that carried most did', () => {
    const run = runOf('capacity', [
      trialOf('capacity', 8000, { transport: 'sse' }),
      trialOf('capacity', 16_000, { transport: 'websocket' }),
    ]);
    expect(carriedOf(run, 'sse')).toMatchObject({ subscribers: 8000, subscribersOfAny: 16_000 });
    expect(carriedOf(run, 'websocket')).toMatchObject({ subscribers: 16_000, subscribersOfAny: 16_000 });
    expect(carriedOf(run, 'long-polling')).toMatchObject({ subscribers: null, subscribersOfAny: 16_000 });
  });

  test('is not known without these scenarios', () => {
    expect(carriedOf(madeRun([], []), 'sse')).toEqual({
      subscribers: null,
      areIdle: false,
      subscribersOfAny: null,
      polls: null,
    });
  });
});

describe('the CPU of a poll of a busy server', () => {
  test('is that of a search, if the server was busy', () => {
    const polling = (cpuPercent: number) =>
      runOf('capacity', [trialOf('capacity', 2000, { cpuPercent, perSecond: 10_000 })]);
    expect(carriedOf(polling(60), 'short-polling').polls).toEqual({
      microsPerPoll: expect.closeTo(60, 6),
      mostPerSecond: expect.closeTo(10_000, 6),
    });
    expect(carriedOf(polling(20), 'short-polling').polls).toBeNull();
  });

  test('is that of an external tool at full speed, not at a set rate; the dearest counts', () => {
    const requests = (perSecond: number): MeasuredTrial => {
      const made = madeToolTrial(trialOf('request-capacity', perSecond, { cpuPercent: 95 }), 'autocannon');
      if (!made.toolReport) throw new Error('a tool reports');
      const counted = { answered: 4 * perSecond, perSecond, failed: 0, responseMs: null, correctedMs: null };
      return { ...made, toolReport: { ...made.toolReport, requests: counted } };
    };
    const toolTrials = [requests(20_000), requests(38_000)];
    const full = {
      ...runOf('request-capacity', toolTrials, { requests: { answer: 'news' } }),
      trials: [],
      toolTrials,
    };
    expect(carriedOf(full, 'short-polling').polls).toEqual({
      microsPerPoll: expect.closeTo(950_000 / 20_000, 6),
      mostPerSecond: 38_000,
    });
    const set = runOf('request-capacity', toolTrials, { requests: { answer: 'news', ratePerSecond: 1000 } });
    expect(carriedOf({ ...set, trials: [], toolTrials }, 'short-polling').polls).toBeNull();
  });

  test('is none for push, whatever it answers', () => {
    const pushed = trialOf('capacity', 2000, { perSecond: 10_000, transport: 'sse' });
    expect(carriedOf(runOf('capacity', [pushed]), 'sse')).toEqual({
      subscribers: 2000,
      areIdle: false,
      subscribersOfAny: 2000,
      polls: null,
    });
  });
});
