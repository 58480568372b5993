import { describe, expect, test } from 'vitest';
import {
  compareRuns,
  hasRegression,
  judgedOf,
  type RunComparison,
  refusal,
} from '../../../analysis/runs/compare-runs.ts';
import { environmentDifferences } from '../../../analysis/runs/environment-differences.ts';
import type { Run } from '../../../results/format/run.ts';
import type { Load } from '../../../scenarios/load/load.ts';
import type { Transport } from '../../../scenarios/load/transport.ts';
import { withoutKnownSpreads } from '../../harness/session-alone.ts';
import { madePhases, madeRecovery, madeVisits } from '../../made/outcomes.ts';
import { failedTrial, invalidTrial, type Made, madeRun, madeScenario, madeTrial } from '../../made/run.ts';

withoutKnownSpreads();

const place = (transport: Transport, block: number) => ({
  scenario: 'ticker',
  point: 'p0',
  transport,
  block,
});
type Costs = Partial<Record<Transport, number[]>>;

/** A run in which each transport's server spends so many µs a delivery, block by block. */
function runOf(costs: Costs, over: Partial<Made> = {}): Run {
  const trials = Object.entries(costs).flatMap(([transport, micros]) =>
    micros.map((cpuMicrosPerDelivery, block) =>
      madeTrial(place(transport as Transport, block), { cpuMicrosPerDelivery, ...over }),
    ),
  );
  return madeRun([madeScenario('ticker', 5)], trials);
}

const changed = (run: Run, change: (run: Run) => void): Run => {
  change(run);
  return run;
};
const elsewhere = (run: Run) =>
  changed(run, ({ environment }) => Object.assign(environment.cpu, { cores: 8 }));

const STEADY = [10, 10.1, 9.9, 10, 10.05];
const times = (factor: number) => STEADY.map(micros => micros * factor);

function figureOf({ figures }: RunComparison, id: string, transport: Transport = 'sse') {
  const found = figures.find(one => one.metric.id === id && one.transport === transport);
  if (!found) throw new Error(`no ${id} of ${transport}`);
  return found;
}

describe('on the same machine a verdict rests on the figures', () => {
  const cpu = (after: number[], band?: number) =>
    figureOf(compareRuns(runOf({ sse: STEADY }), runOf({ sse: after }), band), 'cpu');

  test('more, less, equal or unresolved', () => {
    expect(cpu(times(1.5)).verdict).toBe('more');
    expect(cpu(times(0.5)).verdict).toBe('less');
    expect(cpu(STEADY).verdict).toBe('equal');
    expect(cpu([8, 13, 9, 12, 11]).verdict).toBe('unresolved');
  });

  test('with the medians of both and the ratio of them', () => {
    expect(cpu(times(1.5))).toMatchObject({
      before: 10,
      after: expect.closeTo(15, 9),
      plain: { median: expect.closeTo(1.5, 9), method: 'bootstrap', blocks: { before: 5, after: 5 } },
      toFloor: null,
      judged: true,
    });
  });

  test('within the given band nothing differs', () => {
    expect(cpu(times(1.5), 0.6).verdict).toBe('equal');
    expect(cpu(times(1.5), 0.6).plain).toEqual(cpu(times(1.5)).plain);
    expect(cpu(times(1.02), 0.05).verdict).toBe('equal');
    expect(cpu(times(1.1), 0.01).verdict).toBe('more');
  });

  test('a single block in either run leaves it open', () => {
    expect(cpu([30])).toMatchObject({ plain: null, judged: false, verdict: 'unresolved' });
  });

  test('and is a regression where it is more', () => {
    const of = (after: number[]) => hasRegression(compareRuns(runOf({ sse: STEADY }), runOf({ sse: after })));
    expect([of(times(1.5)), of(times(0.5)), of(STEADY)]).toEqual([true, false, false]);
  });

  test('what all transports share is seen, though the floor has it too; the floor is no regression', () => {
    const before = runOf({ sse: STEADY, 'tcp-floor': STEADY });
    const both = compareRuns(before, runOf({ sse: times(1.5), 'tcp-floor': times(1.5) }));
    expect(figureOf(both, 'cpu').verdict).toBe('more');
    expect(figureOf(both, 'cpu').toFloor?.median).toBeCloseTo(1, 9);
    const floorAlone = compareRuns(before, runOf({ sse: STEADY, 'tcp-floor': times(1.5) }));
    expect(figureOf(floorAlone, 'cpu', 'tcp-floor').verdict).toBe('more');
    expect(hasRegression(floorAlone)).toBe(false);
  });
});

describe('on another machine', () => {
  const before = runOf({ sse: STEADY, 'tcp-floor': STEADY });
  const cpu = (sse: number, floor: number) =>
    figureOf(compareRuns(before, elsewhere(runOf({ sse: times(sse), 'tcp-floor': times(floor) }))), 'cpu');

  test('a verdict is spoken where the ratio and the ratio to the floor agree', () => {
    expect(cpu(3, 2)).toMatchObject({ verdict: 'more', toFloor: { median: expect.closeTo(1.5, 9) } });
    expect(cpu(0.3, 0.5).verdict).toBe('less');
    expect(cpu(1, 1).verdict).toBe('equal');
  });

  test('none where all got slower, nor where only the floor did, as with latency that is all waiting', () => {
    expect(cpu(2, 2)).toMatchObject({ verdict: 'unresolved', judged: true });
    expect(cpu(1, 2)).toMatchObject({ verdict: 'unresolved', judged: true });
  });

  test('nor without a floor, but bytes are bytes', () => {
    const after = elsewhere(runOf({ sse: times(3) }, { overheadDown: 90 }));
    const plain = compareRuns(runOf({ sse: STEADY }), after);
    expect(figureOf(plain, 'cpu')).toMatchObject({ verdict: 'unresolved', judged: false, toFloor: null });
    expect(figureOf(plain, 'bytes')).toMatchObject({ verdict: 'more', judged: true });
    expect(judgedOf(plain).map(({ metric }) => metric.id)).toEqual(['bytes']);
  });

  test('ratios to the floor are taken within blocks', () => {
    // Both runs get four times as slow from block to block; against the floor, nothing scatters.
    const slower = (factor: number) => [10, 16, 24, 32, 40].map(micros => micros * factor);
    const first = runOf({ sse: slower(1.3), 'tcp-floor': slower(1) });
    const second = elsewhere(runOf({ sse: slower(3.9), 'tcp-floor': slower(2) }));
    const { toFloor, plain } = figureOf(compareRuns(first, second), 'cpu');
    expect(toFloor).toMatchObject({ low: expect.closeTo(1.5, 9), high: expect.closeTo(1.5, 9) });
    expect(plain?.low).toBeLessThan(1.5);
  });
});

describe('what is not comparable is listed', () => {
  const unpaired = (change: (run: Run) => void) => {
    const after = changed(runOf({ sse: STEADY, websocket: STEADY }), change);
    return compareRuns(runOf({ sse: STEADY, websocket: STEADY }), after);
  };
  const point = (run: Run) => {
    const [one] = run.scenarios[0]?.points ?? [];
    if (!one) throw new Error('a made-up scenario has a point');
    return one;
  };

  test('a point whose load differs, with what differs', () => {
    const comparison = unpaired(run => {
      point(run).load.subscribers = 20;
      point(run).load.stalledShare = 0.1;
    });
    expect(comparison.figures).toEqual([]);
    expect(comparison.unpaired).toEqual([
      {
        scenario: 'The ticker',
        point: '10 subscribers',
        transport: null,
        reason: 'the load differs: subscribers 10, then 20; stalledShare not set, then 0.1',
      },
    ]);
  });

  test('a point over another path', () => {
    const reasons = (first: Load['path'], second: Load['path']) => {
      const [before, after] = [runOf({ sse: STEADY }), runOf({ sse: STEADY })];
      if (first) point(before).load.path = first;
      if (second) point(after).load.path = second;
      return compareRuns(before, after).unpaired.flatMap(({ transport, reason }) =>
        transport === null ? [reason] : [],
      );
    };
    const far = { rttMs: 80, lossPercent: 1 };
    expect(reasons(undefined, far)).toEqual([
      'the load differs: path not set, then {"lossPercent":1,"rttMs":80}',
    ]);
    expect(reasons(far, { ...far, lossPercent: 3 })).toHaveLength(1);
    expect(reasons(far, { ...far, congestionControl: 'bbr' })).toHaveLength(1);
    expect(reasons(far, { lossPercent: 1, rttMs: 80 })).toEqual([]);
  });

  test('a transport whose options differ, and one that only one run has', () => {
    const comparison = unpaired(run => {
      point(run).load.transports.sse = { changed: true } as never;
      delete point(run).load.transports['long-polling'];
    });
    expect(comparison.unpaired).toMatchObject([
      { transport: 'short-polling', reason: 'not tried in either run' },
      { transport: 'long-polling', reason: 'only in the first run' },
      { transport: 'sse', reason: 'its options differ: {}, then {"changed":true}' },
      { transport: 'tcp-floor', reason: 'not tried in either run' },
    ]);
    expect(new Set(comparison.figures.map(({ transport }) => transport))).toEqual(new Set(['websocket']));
  });

  test('scenarios and points that only one run has', () => {
    const { unpaired: list } = unpaired(run => {
      run.scenarios.push(madeScenario('chat', 5));
      run.scenarios[0]?.points.push({ ...point(run), id: 'p1', label: 'another' });
    });
    expect(list).toMatchObject([
      { scenario: 'The chat', point: null, reason: 'only in the second run' },
      { scenario: 'The ticker', point: 'another', reason: 'only in the second run' },
      ...['short-polling', 'long-polling', 'tcp-floor'].map(transport => ({ transport })),
    ]);
  });

  test('the order of keys and what only the cost model reads are no difference', () => {
    const { figures } = unpaired(run => {
      const reversed = Object.entries(point(run).load).reverse();
      point(run).load = { heldOut: true, ...Object.fromEntries(reversed) } as Load;
    });
    expect(figures.length).toBeGreaterThan(0);
  });

  describe('of a trace', () => {
    const replay = { kind: 'trace' as const, file: 'a.ndjson', speed: 10 };
    const reasons = (first: object, second: object) => {
      const [before, after] = [runOf({ sse: STEADY }), runOf({ sse: STEADY })];
      point(before).load.arrivals = { ...replay, ...first };
      point(after).load.arrivals = { ...replay, ...second };
      return compareRuns(before, after).unpaired.flatMap(({ transport, reason }) =>
        transport === null ? [reason] : [],
      );
    };
    const [one, other] = [{ sha256: 'a'.repeat(64) }, { sha256: 'b'.repeat(64) }];

    test('the digest counts, not file, unit or names of fields', () => {
      const asRead = { file: 'b.json', timeUnit: 's', events: 5, fields: { time: 'ts' } };
      expect(reasons(one, { ...one, ...asRead })).toEqual([]);
      expect(reasons(one, other)).toEqual([
        `the load differs: trace "SHA-256 ${'a'.repeat(16)}…", then "SHA-256 ${'b'.repeat(16)}…"`,
      ]);
      expect(reasons(one, { ...one, speed: 20 })).toEqual([expect.stringMatching(/"speed":10.*"speed":20/)]);
    });

    test('of older runs, which have no digest, the file counts', () => {
      expect(reasons({}, {})).toEqual([]);
      expect(reasons({}, { ...one, timeUnit: 'ms' })).toEqual([]);
      expect(reasons({}, { file: 'b.ndjson' })).toHaveLength(1);
      expect(reasons({}, { ...one, file: 'b.ndjson' })).toHaveLength(1);
    });
  });

  test('metrics that only one run has are counted', () => {
    const { oneSided } = compareRuns(runOf({ sse: STEADY }, { wire: 300 }), runOf({ sse: STEADY }));
    expect(oneSided).toMatchObject([{ metric: { id: 'wire' }, count: 1 }]);
  });

  test('a transport that never had a valid trial is said to', () => {
    const never = () => madeRun([madeScenario('ticker', 1)], [failedTrial(place('sse', 0), ['gone'])]);
    const { unpaired: list } = compareRuns(never(), never());
    expect(list.filter(({ transport }) => transport === 'sse')).toMatchObject([
      { reason: 'no valid trial in either run' },
    ]);
  });
});

describe('trials that fail now', () => {
  const before = runOf({ sse: STEADY });
  const broken = failedTrial(place('sse', 1), ['ECONNREFUSED', 'ECONNREFUSED']);
  const lost = madeRun(before.scenarios, [invalidTrial(place('sse', 0), { missing: 2 }), broken]);

  test('are a regression where none is valid any more', () => {
    const comparison = compareRuns(before, lost);
    expect(comparison.failures).toMatchObject([
      { kind: 'lost', transport: 'sse', reasons: [expect.stringContaining('2'), 'ECONNREFUSED'] },
    ]);
    expect(hasRegression(comparison)).toBe(true);
  });

  test('are none where the machine was disturbed, and nothing else', () => {
    const noisy = madeRun(before.scenarios, [
      invalidTrial(place('sse', 0), { lagMs: 50 }),
      invalidTrial(place('sse', 1), { lagMs: 50 }),
    ]);
    const comparison = compareRuns(before, noisy);
    expect(comparison.failures).toEqual([]);
    expect(hasRegression(comparison)).toBe(false);
    expect(comparison.unpaired.map(({ reason }) => reason)).toContain(
      'no valid trial in the second run: its machine was disturbed',
    );
  });

  test('are a regression where one breaks off, and none did', () => {
    const after = changed(runOf({ sse: STEADY }), run => run.trials.push(broken));
    expect(compareRuns(before, after).failures).toMatchObject([{ kind: 'broke', reasons: ['ECONNREFUSED'] }]);
    expect(compareRuns(after, after).failures).toEqual([]);
    expect(compareRuns(after, before).failures).toEqual([]);
  });

  test('are none where the load may be too much, nor where they were not made', () => {
    const overloaded = (run: Run) =>
      changed(structuredClone(run), ({ scenarios }) => {
        for (const { load } of scenarios.flatMap(({ points }) => points)) load.overload = true;
      });
    expect(compareRuns(overloaded(before), overloaded(lost)).failures).toEqual([]);
    const notMade = compareRuns(before, madeRun(before.scenarios, []));
    expect(notMade.failures).toEqual([]);
    expect(notMade.unpaired.map(({ reason }) => reason)).toContain('not tried in the second run');
    const since = compareRuns(madeRun(before.scenarios, []), before);
    expect(since.unpaired.map(({ reason }) => reason)).toContain('not tried in the first run');
  });
});

describe('what was not the same', () => {
  const between = (change: (run: Run) => void) =>
    environmentDifferences(runOf({ sse: STEADY }), changed(runOf({ sse: STEADY }), change));

  test('nothing, between two runs of the same', () => {
    expect(between(() => {})).toEqual([]);
  });

  test.each<[string, (run: Run) => void, boolean]>([
    ['processor', ({ environment }) => Object.assign(environment.cpu, { model: 'Other' }), true],
    ['cores', ({ environment }) => Object.assign(environment.cpu, { cores: 8 }), true],
    ['cores of the server', ({ environment }) => Object.assign(environment.cpu, { serverCores: null }), true],
    ['frequency governor', ({ environment }) => Object.assign(environment.cpu, { governor: null }), true],
    ['CPU quota', ({ environment }) => Object.assign(environment.limits, { quotaCores: null }), true],
    ['memory', ({ environment }) => Object.assign(environment, { memoryBytes: 2 ** 33 }), true],
    ['virtual machine', ({ environment }) => Object.assign(environment, { virtualization: null }), true],
    ['container', ({ environment }) => Object.assign(environment, { container: 'docker' }), true],
    ['network', ({ environment }) => Object.assign(environment, { network: 'isolated' }), true],
    [
      'server’s garbage collected before the warm-up',
      ({ environment }) => Object.assign(environment, { garbageCollected: true }),
      true,
    ],
    [
      'TCP congestion control',
      ({ environment }) => Object.assign(environment, { tcpCongestionControl: 'bbr' }),
      true,
    ],
    [
      'lateness of the idle machine at p99',
      ({ environment }) => Object.assign(environment.hiccups, { p99Ms: 0.5 }),
      true,
    ],
    [
      'time stolen by the hypervisor',
      ({ environment }) => Object.assign(environment, { stealPercent: 9 }),
      true,
    ],
    ['system', ({ environment }) => Object.assign(environment, { os: 'Other' }), false],
    ['kernel', ({ environment }) => Object.assign(environment, { kernel: '7.0' }), false],
    ['Node', ({ environment }) => Object.assign(environment, { node: '27.0.0' }), false],
    ['V8', ({ environment }) => Object.assign(environment, { v8: '15' }), false],
    ['ws', ({ environment }) => Object.assign(environment.dependencies, { ws: '9.0.0' }), false],
    ['commit', ({ run }) => Object.assign(run, { git: null }), false],
    ['preset', ({ run }) => Object.assign(run, { preset: 'quick' }), false],
    ['seed', ({ run }) => Object.assign(run, { seed: 8 }), false],
    ['status of the run', ({ run }) => Object.assign(run, { status: 'interrupted' }), false],
    [
      'blocks and windows of The ticker',
      ({ scenarios }) => Object.assign(scenarios[0]?.parameters ?? {}, { blocks: 3 }),
      false,
    ],
  ])('%s, once', (what, change, ofMachine) => {
    expect(between(change)).toMatchObject([{ what, ofMachine }]);
  });

  test('not what hardly differs, nor packages that others brought', () => {
    expect(
      between(({ environment }) => {
        environment.hiccups.p99Ms *= 1.9;
        environment.stealPercent = 1.5;
        environment.memoryBytes += 2 ** 20;
        environment.dependencies.avvio = '10.0.0';
      }),
    ).toEqual([]);
  });

  test('a congestion control that the path of every point overrides, but not as another machine', () => {
    const overPath = ({ scenarios }: Run) => {
      for (const { load } of scenarios.flatMap(({ points }) => points)) load.path = { rttMs: 80 };
    };
    const [first, second] = [0, 1].map(() => changed(runOf({ sse: STEADY }), overPath)) as [Run, Run];
    second.environment.tcpCongestionControl = 'bbr';
    expect(environmentDifferences(first, second)).toMatchObject([
      { what: 'TCP congestion control', before: 'cubic', after: 'bbr', ofMachine: false },
    ]);
  });

  test('an unknown congestion control, but not as another machine', () => {
    const older = ({ environment }: Run) => void delete environment.tcpCongestionControl;
    expect(between(older)).toEqual([
      { what: 'TCP congestion control', before: 'cubic', after: 'unknown', ofMachine: false },
    ]);
    const both = [0, 1].map(() => changed(runOf({ sse: STEADY }), older)) as [Run, Run];
    expect(environmentDifferences(...both)).toEqual([]);
  });

  test('commits changed both times may differ', () => {
    const dirty = () =>
      changed(runOf({ sse: STEADY }), ({ run }) => {
        run.git = { commit: 'a'.repeat(40), dirty: true };
      });
    const text = `${'a'.repeat(10)} with uncommitted changes`;
    const found = environmentDifferences(dirty(), dirty());
    expect(found).toMatchObject([{ what: 'commit', before: text, after: text }]);
  });
});

test('smoke and A/A runs are refused', () => {
  const usual = runOf({ sse: STEADY });
  const smoke = changed(runOf({ sse: STEADY }), ({ run }) => Object.assign(run, { preset: 'smoke' }));
  const aa = changed(runOf({ sse: STEADY }), ({ run }) => Object.assign(run, { aa: true }));
  expect([refusal(usual, usual), refusal(usual, smoke), refusal(aa, smoke)]).toEqual([null, 'smoke', 'aa']);
});

test('comparing leaves the runs as they are', () => {
  const [before, after] = [runOf({ sse: STEADY }), runOf({ sse: times(2) })];
  const texts = JSON.stringify([before, after]);
  compareRuns(before, after);
  expect(JSON.stringify([before, after])).toBe(texts);
});

describe('what only some loads have is compared as well', () => {
  const visiting = (factor: number) =>
    changed(runOf({ sse: STEADY }), ({ trials }) => {
      for (const trial of trials) {
        if (trial.status === 'error') continue;
        const slower = factor * (1 + 0.01 * trial.block);
        Object.assign(trial, {
          visits: madeVisits({ cpuMicrosPerVisit: 400 * slower }),
          phases: madePhases({ 'to-first': slower }),
          recovery: madeRecovery(),
        });
      }
    });

  test('time to the first notification, CPU of a visit, and how soon all are caught up', () => {
    const comparison = compareRuns(visiting(1), visiting(2));
    expect(figureOf(comparison, 'to-first').verdict).toBe('more');
    expect(figureOf(comparison, 'visit-cpu').verdict).toBe('more');
    expect(figureOf(comparison, 'caught-up-p50').verdict).toBe('equal');
    expect(hasRegression(comparison)).toBe(true);
  });

  test('waiting: bytes, requests, CPU and memory of those to whom nothing happens', () => {
    const waiting = (requests: number) =>
      changed(runOf({ sse: STEADY }), ({ scenarios, trials }) => {
        for (const { points } of scenarios) for (const { load } of points) load.arrivals = { kind: 'none' };
        for (const trial of trials) if (trial.status !== 'error') trial.server.requests = requests;
      });
    const comparison = compareRuns(waiting(100), waiting(200));
    expect(figureOf(comparison, 'idle-requests')).toMatchObject({ verdict: 'more', judged: true });
    expect(figureOf(comparison, 'idle-bytes').verdict).toBe('equal');
  });
});
