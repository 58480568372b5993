import { describe, expect, test } from 'vitest';
import { joined as joinedOf } from '../../../analysis/sessions/join.ts';
import { viewPoint } from '../../../report/model/point.ts';
import { recordFacts } from '../../../report/record/facts.ts';
import { notMeasured } from '../../../report/record/not-measured.ts';
import { fewBlocksInWords, surenessOf } from '../../../report/record/sureness.ts';
import type { Run } from '../../../results/format/run.ts';
import { withoutKnownSpreads } from '../../harness/session-alone.ts';
import { madeRun, madeScenario, pointTrials } from '../../made/run.ts';
import { madeSessions } from '../../made/sessions.ts';

withoutKnownSpreads();

const ticker = (): Run => madeRun([madeScenario('ticker', 5)], pointTrials('ticker', 'p0', 5));
const factsOf = (run: Run) =>
  recordFacts(
    run,
    run.scenarios.map(scenario => scenario.points.map(point => viewPoint(run, scenario, point))),
  );

describe('the facts of a run', () => {
  test('hold the values of each need, each as a multiple of the lowest', () => {
    const [soon, ...others] = factsOf(ticker()).needs;
    expect(others.map(({ id }) => id)).toEqual(['stream-cpu', 'stream-bytes']);
    expect(soon).toMatchObject({ id: 'soon', compared: 1, decided: 1, best: ['websocket'], bestAt: 1 });
    expect(soon?.example).toMatchObject({ place: 'The ticker', measure: 'Median latency', unit: 'ms' });
    const sse = soon?.example?.measured.find(({ transport }) => transport === 'sse');
    expect(sse?.ratio?.median).toBeCloseTo(1.4, 1);
    expect(sse?.isMore).toBe(true);
    expect(soon?.splits).toEqual([{ front: ['websocket'], more: expect.arrayContaining(['sse']) }]);
    expect(soon?.leastBlocks).toBe(5);
    expect(sse?.elsewhere).toBeNull();
    expect(sse?.tail?.of).toMatch(/^p9[09]$/);
    expect(sse?.tail?.ms).toBeGreaterThan(sse?.value ?? 0);
  });

  test('name the run, its machine and its code', () => {
    expect(factsOf(ticker())).toMatchObject({
      run: '2026-03-01-made-up',
      machine: 'Made-up CPU at 3 GHz, 2 cores, Linux 6.1.0, Node 26.0.0, loopback network',
      lab: 'commit 98d24a4d0e1f',
      sureness: [
        'One session: 5 blocks, preset standard, 25 valid trials.',
        'Intervals of latency, CPU and bytes per delivery are widened by how much recorded sessions differ.',
      ],
    });
    const unknown = ticker();
    unknown.run.git = null;
    expect(factsOf(unknown).lab).toBe('commit not known');
    unknown.run.git = { commit: 'abc', dirty: true };
    expect(factsOf(unknown).lab).toBe('commit abc with uncommitted changes');
  });
});

describe('how sure a run is', () => {
  test('few blocks ask for more', () => {
    const few = madeRun([madeScenario('ticker', 3)], pointTrials('ticker', 'p0', 3));
    expect(fewBlocksInWords(factsOf(ticker()).needs)).toBeNull();
    expect(fewBlocksInWords([{ leastBlocks: null }])).toBeNull();
    expect(fewBlocksInWords(factsOf(few).needs)).toBe(
      'Some points have 3 blocks: take preset standard or thorough for a decision.',
    );
  });

  test('a joined run speaks of its sessions', () => {
    const joined = joinedOf(madeSessions([1.2, 1.3, 1.25]), 'npm run join');
    expect(surenessOf(joined)).toEqual([
      '3 sessions of 5 blocks, preset standard, 30 valid trials.',
      'Intervals hold for the mean of such sessions.',
    ]);
    const { measuredAt, machine, needs } = factsOf(joined);
    expect(fewBlocksInWords(needs)).toBeNull();
    expect(measuredAt.split('; ')).toHaveLength(3);
    expect(machine.split('; ')).toHaveLength(1);
  });
});

describe('what was not measured', () => {
  test('follows from the run', () => {
    const run = ticker();
    const all = notMeasured(run, ['soon']).join('\n');
    expect(all).toContain('Needs without a comparison in this run: rare updates, little CPU; ');
    expect(all).not.toContain('lowest latency');
    expect(all).toContain('Bytes on the wire');
    expect(all).toContain('no window is longer than 4 s');
    expect(all).toContain('Node 26.0.0 with Fastify 5.12.8');
    run.environment.network = 'emulated';
    expect(notMeasured(run, []).join('\n')).not.toMatch(/Distance|on the wire/);
  });

  test('names where a need was measured that one block cannot compare', () => {
    const waiting = madeRun([madeScenario('idle', 1)], pointTrials('idle', 'p0', 1));
    const [scenario] = waiting.scenarios;
    const [point] = scenario?.points ?? [];
    if (!scenario || !point) throw new Error('no point');
    point.load.arrivals = { kind: 'none' };
    const said = notMeasured(waiting, ['soon'], [viewPoint(waiting, scenario, point)]).join('\n');
    expect(said).toContain(
      '; many idle subscribers, little CPU (measured in 1 block: see “The idle”); a quick start; ',
    );
    expect(said).toContain('quick recovery after a fault.');
  });

  test('names distance unless a trial over a path is valid', () => {
    const run = ticker();
    const point = run.scenarios[0]?.points[0];
    expect(notMeasured(run, []).join('\n')).toContain('Distance and lost packets');
    if (point) point.load.path = { rttMs: 80 };
    expect(notMeasured(run, []).join('\n')).not.toContain('Distance');
    expect(factsOf(run).needs[0]?.example?.place).toBe('The ticker, over a path of 80 ms');
    expect(surenessOf(run)[1]).toMatch(/; those of latency over a path are not\.$/);
    for (const trial of run.trials) trial.status = 'invalid';
    expect(notMeasured(run, []).join('\n')).toContain('Distance and lost packets');
  });

  test('names TLS unless a trial over it is valid', () => {
    const run = ticker();
    const point = run.scenarios[0]?.points[0];
    expect(notMeasured(run, []).join('\n')).toContain('TLS, HTTP/2, compression, ');
    if (point) point.load.connection = { tls: 'full' };
    expect(notMeasured(run, []).join('\n')).not.toContain('TLS');
    expect(notMeasured(run, []).join('\n')).toContain('HTTP/2, compression, ');
    for (const trial of run.trials) trial.status = 'invalid';
    expect(notMeasured(run, []).join('\n')).toContain('TLS, HTTP/2, compression, ');
  });

  test('names what no run has, also where TLS, HTTP/2 and compression were measured', () => {
    const run = ticker();
    const point = run.scenarios[0]?.points[0];
    if (point) point.load.connection = { tls: 'full', http: 2, compression: 'shared-context' };
    expect(notMeasured(run, []).at(-1)).toBe(
      'Proxies, load balancers, several server processes and batches of pushed events.',
    );
  });

  test('names browsers unless a trial in one is valid', () => {
    const run = ticker();
    const point = run.scenarios[0]?.points[0];
    expect(notMeasured(run, []).join('\n')).toContain('Real browsers');
    if (point) point.load.browser = { program: 'chromium' };
    expect(notMeasured(run, []).join('\n')).not.toContain('Real browsers');
    for (const trial of run.trials) trial.status = 'invalid';
    expect(notMeasured(run, []).join('\n')).toContain('Real browsers');
  });
});
