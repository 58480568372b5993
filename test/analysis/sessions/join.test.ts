import { describe, expect, test } from 'vitest';
import { claimsOf } from '../../../analysis/claims/claims.ts';
import { joined, runOfSession, sessionCount } from '../../../analysis/sessions/join.ts';
import { joinFault } from '../../../analysis/sessions/join-fault.ts';
import { joinedComparisons } from '../../../analysis/sessions/session-verdicts.ts';
import type { Run } from '../../../results/format/run.ts';
import { madeCalibration } from '../../made/path.ts';
import { madeScenario } from '../../made/run.ts';
import { madeSession, madeSessions, STEADY, times } from '../../made/sessions.ts';
import { madeWorkloads } from '../../made/workloads.ts';

const COMMAND = 'npm run join -- a b c';

const changed = (run: Run, change: (run: Run) => void): Run => {
  change(run);
  return run;
};

describe('a joined run', () => {
  const runs = madeSessions([1.5, 1.6, 1.4]);
  const whole = joined(runs.toReversed(), COMMAND);

  test('has the sessions in the order in which they began, whatever the order on the command line', () => {
    expect(whole.sessions?.map(({ id }) => id)).toEqual(['session-8', 'session-9', 'session-10']);
    expect(whole.run).toMatchObject({
      id: 'session-8-to-session-10',
      startedAt: '2026-03-01T08:00:00.000Z',
      finishedAt: '2026-03-01T10:05:00.000Z',
      status: 'complete',
      command: COMMAND,
      trialsPlanned: 30,
    });
    expect(sessionCount(whole)).toBe(3);
    expect(sessionCount(runs[0] as Run)).toBe(1);
  });

  test('has every trial with its session and its own block', () => {
    expect(whole.trials).toHaveLength(30);
    const places = whole.trials.map(({ session, block, transport }) => `${session} ${block} ${transport}`);
    expect(new Set(places).size).toBe(30);
  });

  test('gives each session back as the run that it was', () => {
    for (const [index, run] of runs.entries()) {
      const own = runOfSession(whole, index);
      expect(own.trials).toEqual(run.trials);
      expect(own.environment).toEqual(run.environment);
      expect(own.run).toMatchObject({ id: run.run.id, seed: run.run.seed, startedAt: run.run.startedAt });
      expect(own).not.toHaveProperty('sessions');
    }
    expect(runOfSession(runs[0] as Run, 0)).toBe(runs[0]);
  });

  test('keeps the reference workloads of each session apart', () => {
    const workloads = (wakeUpRatio: number) => madeWorkloads(0, { wakeUpRatio });
    const both = madeSessions([1, 1]);
    for (const [index, run] of both.entries()) run.referenceWorkloads = [workloads(index + 1)];
    const made = joined(both, COMMAND);
    expect(made.referenceWorkloads).toMatchObject([
      { session: 0, block: 0, wakeUpRatio: 1 },
      { session: 1, block: 0, wakeUpRatio: 2 },
    ]);
    expect(runOfSession(made, 1).referenceWorkloads).toEqual([workloads(2)]);
  });

  test('keeps how each session calibrated its paths', () => {
    const both = madeSessions([1, 1]);
    for (const [index, run] of both.entries()) {
      run.paths = [madeCalibration({ rttMs: 80 }, { transitMs: 40 + index })];
    }
    const made = joined(both, COMMAND);
    expect(made.paths).toMatchObject([
      { session: 0, transitMs: 40 },
      { session: 1, transitMs: 41 },
    ]);
    expect(runOfSession(made, 1).paths).toEqual(both[1]?.paths);
    expect(joined(madeSessions([1, 1]), COMMAND)).not.toHaveProperty('paths');
  });

  test('shows the hiccups and the steal of the session that had most', () => {
    const noisy = changed(madeSession(12, { sse: STEADY }), ({ environment }) => {
      environment.hiccups = { ...environment.hiccups, p99Ms: 99 };
      environment.stealPercent = 7;
    });
    const quiet = changed(madeSession(11, { sse: STEADY }), ({ environment }) => {
      environment.stealPercent = null;
    });
    const { environment } = joined([quiet, noisy], COMMAND);
    expect(environment.hiccups.p99Ms).toBe(99);
    expect(environment.stealPercent).toBe(7);
  });

  test('is no more complete than its sessions, and ends when all have ended', () => {
    const [first, second] = madeSessions([1, 1]) as [Run, Run];
    Object.assign(second.run, { status: 'running', finishedAt: null });
    expect(joined([first, second], COMMAND).run).toMatchObject({ status: 'interrupted', finishedAt: null });
    second.run.status = 'failed';
    expect(joined([first, second], COMMAND).run.status).toBe('failed');
  });

  test('unites the numbers that searches tried', () => {
    const searched = (sizes: number[]) =>
      changed(madeSession(sizes[0] as number, { sse: STEADY }), run => {
        const scenario = madeScenario('ticker', 5);
        const [point] = scenario.points;
        scenario.search = { objectiveP99Ms: 500, maxSubscribers: 1000, halvings: 3 };
        scenario.points = sizes.flatMap(subscribers =>
          point ? [{ ...point, id: `${subscribers}`, load: { ...point.load, subscribers } }] : [],
        );
        run.scenarios = [scenario];
      });
    const both = [searched([10, 20]), searched([11, 20])];
    expect(joinFault(both)).toBeNull();
    const [scenario] = joined(both, COMMAND).scenarios;
    expect(scenario?.points.map(({ id }) => id)).toEqual(['10', '11', '20']);
  });

  test('claims rest on the interval over the sessions', () => {
    const costs = (factor: number) => ({
      'long-polling': times(factor),
      websocket: STEADY,
      sse: STEADY,
      'short-polling': STEADY,
    });
    const figureOf = (factors: number[]) => {
      const sessions = factors.map((factor, index) => madeSession(index, costs(factor)));
      const claims = claimsOf(joined(sessions, COMMAND), null);
      const figures = claims.flatMap(({ figures }) => figures);
      return figures.find(
        ({ transport, label }) =>
          transport === 'long-polling' && label.startsWith('server CPU per delivery, as a multiple'),
      );
    };
    const figure = figureOf([2, 3, 2.5]);
    expect(figure?.value).toBeCloseTo(15 ** (1 / 3), 6);
    // Wider than any session, whose blocks scatter by 1%.
    expect((figure?.upper ?? 0) / (figure?.lower ?? 1)).toBeGreaterThan(2);
  });
});

describe('runs that cannot be joined', () => {
  const pair = (change: (run: Run) => void): Run[] => {
    const [first, second] = madeSessions([1, 1]) as [Run, Run];
    return [first, changed(second, change)];
  };
  test.each<[string, (run: Run) => void]>([
    [
      'session-9 is an A/A run: it compares each transport with itself',
      ({ run }) => Object.assign(run, { aa: true }),
    ],
    ['session-9 is a smoke run: it measures nothing', ({ run }) => Object.assign(run, { preset: 'smoke' })],
    [
      'session-9 is joined already: join the runs that it was made from',
      run => Object.assign(run, { sessions: [] }),
    ],
    [
      'in some of these runs the server’s cores were kept awake, in others not: their CPU values do not compare',
      ({ environment }) => Object.assign(environment.cpu, { serverKeptAwake: true }),
    ],
    [
      'in some of these runs the server’s garbage was collected before the warm-up, in others not: their CPU values do not compare',
      ({ environment }) => Object.assign(environment, { garbageCollected: true }),
    ],
    ['session-9 has no trial', run => Object.assign(run, { trials: [] })],
    [
      'session-8 and session-9 do not have the same loads: The ticker: 10 subscribers: subscribers 10, then 20',
      ({ scenarios: [scenario] }) => Object.assign(scenario?.points[0]?.load ?? {}, { subscribers: 20 }),
    ],
    [
      'session-8 and session-9 do not have the same loads: The ticker: 10 subscribers: its transports or their options differ',
      ({ scenarios: [scenario] }) =>
        Object.assign(scenario?.points[0]?.load ?? {}, { transports: { sse: {} } }),
    ],
    [
      'session-8 and session-9 do not have the same loads: The ticker: 10 subscribers: blocks, window or warm-up differ',
      ({ scenarios: [scenario] }) => Object.assign(scenario?.parameters ?? {}, { blocks: 4 }),
    ],
    [
      'session-8 and session-9 do not have the same loads: The ticker is only in the first; The chat is only in the second',
      run => Object.assign(run, { scenarios: [madeScenario('chat', 5)] }),
    ],
  ])('%s', (fault, change) => {
    expect(joinFault(pair(change))).toBe(fault);
  });

  test('others can', () => {
    expect(joinFault(pair(() => {}))).toBeNull();
  });

  test('replays of a trace can if their digests agree, whatever their files are', () => {
    const replays = ([first, second]: { file: string; sha256: string }[]) => {
      const runs = madeSessions([1, 1]);
      for (const [index, own] of [first, second].entries()) {
        const { load } = runs[index]?.scenarios[0]?.points[0] ?? {};
        Object.assign(load ?? {}, { arrivals: { kind: 'trace', speed: 2, ...own } });
      }
      return joinFault(runs);
    };
    const [a, b] = ['a'.repeat(64), 'b'.repeat(64)];
    expect(
      replays([
        { file: 'x.json', sha256: a },
        { file: 'y.gz', sha256: a },
      ]),
    ).toBeNull();
    expect(
      replays([
        { file: 'x.json', sha256: a },
        { file: 'x.json', sha256: b },
      ]),
    ).toMatch(/do not have the same loads: .*trace "SHA-256 a+…", then "SHA-256 b+…"$/);
  });
});

describe('what the sessions say by themselves', () => {
  const outcomeOf = (sessions: Run[]) => {
    const all = joinedComparisons(joined(sessions, COMMAND));
    return all.find(({ metric }) => metric.id === 'cpu');
  };

  test('agreed, open, disagree, or equal in some', () => {
    const scattered = madeSession(12, { sse: [8, 13, 9, 12, 11], websocket: STEADY });
    expect(outcomeOf(madeSessions([1.5, 1.6]))?.outcome).toBe('agreed');
    expect(outcomeOf([...madeSessions([1.5, 1.6]), scattered])?.outcome).toBe('open');
    expect(outcomeOf([...madeSessions([1.5, 0.7]), scattered])?.outcome).toBe('disagree');
    expect(outcomeOf(madeSessions([1.5, 1]))?.outcome).toBe('equal-in-some');
    expect(
      outcomeOf([scattered, madeSession(13, { sse: [8, 13, 9, 12, 11], websocket: STEADY })])?.outcome,
    ).toBe('open');
  });

  test('nothing, where only one has a ratio, or in a run of one session', () => {
    expect(outcomeOf([...madeSessions([1.5]), madeSession(12, { sse: STEADY })])).toBeUndefined();
    expect(joinedComparisons(madeSession(8, { sse: STEADY, websocket: STEADY }))).toEqual([]);
  });
});
