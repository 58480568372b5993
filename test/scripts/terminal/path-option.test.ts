import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { RunPoint, RunScenario } from '../../../results/format/run.ts';
import { writeRun } from '../../../results/format/run-file.ts';
import type { Path } from '../../../scenarios/load/path.ts';
import { PATH_PRESETS } from '../../../scenarios/load/path-presets.ts';
import { ticker } from '../../../scenarios/ticker.ts';
import { everyPointWith, onePointWith } from '../../../scripts/terminal/addition.ts';
import { readBenchOptions } from '../../../scripts/terminal/bench-options.ts';
import { pathAddition } from '../../../scripts/terminal/path-option.ts';
import { resultTable } from '../../../scripts/terminal/result-table.ts';
import { scenarioHelp } from '../../../scripts/terminal/scenario-help.ts';
import { readTrialOptions } from '../../../scripts/terminal/trial-options.ts';
import { UsageError } from '../../../scripts/terminal/usage-error.ts';
import { madeRun, madeScenario, pointTrials } from '../../made/run.ts';

const [TICKER] = ticker.points;
if (!TICKER) throw new Error('the ticker has a point');
const FAR = { rttMs: 300 };
const NEAR = { rttMs: 20 };

/** Points p0, p1 and so on; those whose path is given have it. */
function scenarioOver(id: string, paths: readonly (typeof FAR | null)[]): RunScenario {
  const labels = paths.map((_, index) => `point ${index}`);
  const scenario = madeScenario(id, 3, labels);
  const points = scenario.points.map((point, index) => {
    const path = paths[index] ?? null;
    return path === null ? point : { ...point, load: { ...point.load, path } };
  });
  return { ...scenario, points };
}

const everyPointOver = (scenarios: readonly RunScenario[], path: Path) =>
  everyPointWith(scenarios, pathAddition(path));
const onePointOver = (scenario: RunScenario, point: RunPoint, path: Path) =>
  onePointWith(scenario, point, pathAddition(path));

const pathsOf = (scenarios: readonly RunScenario[]) =>
  scenarios.flatMap(({ points }) => points.map(({ load }) => load.path ?? null));
const labelsOf = (scenarios: readonly RunScenario[]) =>
  scenarios.flatMap(({ points }) => points.map(({ label }) => label));

function fault(act: () => unknown): string {
  try {
    act();
  } catch (error) {
    expect(error).toBeInstanceOf(UsageError);
    expect((error as Error).message).not.toContain('\n');
    return (error as Error).message;
  }
  throw new Error('it was accepted');
}

describe('--path of the bench', () => {
  test('is emulated at every point, and each label says so', () => {
    const { scenarios, notes } = readBenchOptions(['notifications', 'echo', '--path', '4g']);
    const all = pathsOf(scenarios);
    expect(all.length).toBeGreaterThan(1);
    expect(all.every(path => path === PATH_PRESETS['4g'].path)).toBe(true);
    for (const label of labelsOf(scenarios)) expect(label).toMatch(/\S, over 4g$/);
    expect(notes).toEqual([`path: 170 ms round trip, 9 Mbit/s each way, at ${all.length} points`]);
  });

  test('takes numbers, beside a set, transports, and a trace', () => {
    const typed = ['--path', 'loss=1%,rtt=0.08s', '--transports', 'sse'];
    const { scenarios, notes } = readBenchOptions(['--set', 'tour', ...typed]);
    for (const path of pathsOf(scenarios)) expect(path).toEqual({ rttMs: 80, lossPercent: 1 });
    for (const label of labelsOf(scenarios)) expect(label).toMatch(/, over lossy$/);
    expect(notes.at(-1)).toBe('path: 80 ms round trip, 1% loss each way, at 3 points');
    expect(labelsOf(readBenchOptions(['ticker', '--path', 'rtt=20ms']).scenarios)).toEqual([
      `${TICKER.label}, over rtt=20ms`,
    ]);
  });

  test('leaves a point with a path of its own as it is, and says so', () => {
    const given = [scenarioOver('a', [null, FAR]), scenarioOver('b', [null])];
    const { scenarios, notes } = everyPointOver(given, NEAR);
    expect(pathsOf(scenarios)).toEqual([NEAR, FAR, NEAR]);
    expect(labelsOf(scenarios)).toEqual(['point 0, over rtt=20ms', 'point 1', 'point 0, over rtt=20ms']);
    expect(notes).toEqual(['path: 20 ms round trip, at 2 points; 1 point keeps its own path']);
    expect(pathsOf(given)).toEqual([null, FAR, null]);
  });

  test('is refused where every point has a path of its own', () => {
    const all = [scenarioOver('a', [FAR, NEAR]), scenarioOver('b', [FAR])];
    expect(fault(() => everyPointOver(all, NEAR))).toBe(
      '--path: every point of a, b has a path of its own; leave --path out',
    );
  });

  test('is refused where a load does not fit it, and the first such point is named', () => {
    expect(fault(() => readBenchOptions(['ticker', '--path', '3g']))).toBe(
      '--path: ticker, point default: its payloads alone take 4.8 Mbit/s down, and the path has 1.6 Mbit/s; take a wider path or a smaller load',
    );
    const narrow = { rttMs: 0, downKbitPerSecond: 199 };
    expect(fault(() => everyPointOver([scenarioOver('a', [null, null])], narrow))).toMatch(
      /^--path: a, point p0: its payloads alone take 200 kbit\/s down, and the path has 199 kbit\/s; .* \(and 1 more fault\)$/,
    );
  });

  test.each([
    [['--path', 'sattelite'], /^--path: unknown path "sattelite"; did you mean "satellite"\?$/],
    [['--path', 'moon'], /^--path: unknown path "moon"; there are: lan, wifi, .*, lossy$/],
    [['--path', 'los=1%'], /^--path: unknown part of a path "los"; did you mean "loss"\?$/],
    [['--path', 'distance=1'], /^--path: unknown part of a path "distance"; there are: rtt, jitter, loss, /],
    [['--path', 'congestion=bbr2'], /^--path: unknown congestion control "bbr2"; did you mean "bbr"\?$/],
    [['--path', 'rtt=-5ms'], /^--path: rtt is "-5ms"; it must be a time/],
    [['--path', 'loss=100%'], /^--path: loss is "100%"; it must be a percentage from 0% to 50%/],
    [
      ['--path', 'rtt=80ms,jitter=41ms'],
      /^--path: jitter of 41 ms is more than the 40 ms of one direction; it needs rtt=82ms or more$/,
    ],
    [['--path='], /^--path: "" is not a path; it must be a name/],
    [
      ['--path', '4g', '--network', 'loopback'],
      /^--path needs the isolated network; leave --network loopback out$/,
    ],
    [['--pth', '4g'], /^Unknown option '--pth'; did you mean --path\?$/],
  ])('%j is refused in one line', (args, message) => {
    expect(fault(() => readBenchOptions(['notifications', ...args]))).toMatch(message);
    expect(fault(() => readTrialOptions(['notifications', 'sse', ...args]))).toMatch(message);
  });

  test('is allowed with the isolated network', () => {
    const { scenarios, network } = readBenchOptions(['ticker', '--path', 'LAN', '--network', 'isolated']);
    expect(network).toBe('isolated');
    expect(pathsOf(scenarios)).toEqual([{ rttMs: 1 }]);
  });
});

describe('--path of a trial', () => {
  test('is emulated at its point and at no other, which the scenario of the trial shows', () => {
    const typed = ['interval-sweep', 'short-polling', '--point', '1000', '--path', 'rtt=80ms'];
    const { scenario, point, notes } = readTrialOptions(typed);
    expect(point.load.path).toEqual({ rttMs: 80 });
    expect(scenario.points.filter(({ load }) => load.path)).toEqual([point]);
    expect(scenario.points.length).toBeGreaterThan(1);
    expect(notes).toEqual(['path: 80 ms round trip']);
  });

  test('is refused at a point with a path of its own, and where the load does not fit it', () => {
    const scenario = scenarioOver('a', [null, FAR]);
    const [first, second] = scenario.points;
    if (!first || !second) throw new Error('a made-up scenario has both points');
    expect(fault(() => onePointOver(scenario, second, NEAR))).toBe(
      '--path: point p1 of a has a path of its own; leave --path out',
    );
    expect(pathsOf([onePointOver(scenario, first, NEAR)])).toEqual([NEAR, FAR]);
    expect(fault(() => readTrialOptions(['ticker', 'sse', '--path', '3g']))).toMatch(
      /^--path: ticker, point default: its payloads alone take 4\.8 Mbit\/s down/,
    );
  });
});

test('a run is repeated over its path, and over no other', () => {
  const folder = mkdtempSync(join(tmpdir(), 'pushlab-path-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const { scenarios } = everyPointOver([scenarioOver('a', [null, FAR])], PATH_PRESETS.lossy.path);
  writeRun(folder, madeRun(scenarios, []));
  const repeated = readBenchOptions(['--repeat', folder]).scenarios;
  expect(pathsOf(repeated)).toEqual([{ rttMs: 80, lossPercent: 1 }, FAR]);
  expect(labelsOf(repeated)).toEqual(['point 0, over lossy', 'point 1']);
  expect(fault(() => readBenchOptions(['--repeat', folder, '--path', 'lan']))).toMatch(
    /^--repeat allows only .* beside it, not --path$/,
  );
});

describe('the path of a point is said', () => {
  test('in the table of its values', () => {
    const run = madeRun([scenarioOver('a', [FAR])], pointTrials('a', 'p0', 3));
    expect(resultTable(run)).toContain('point 0 (3 blocks, window 4 s; path: 300 ms round trip)');
  });

  test('in the help of its scenario, once', () => {
    const point = TICKER;
    const over = (id: string, label: string, path: object) => ({
      ...point,
      id,
      label,
      load: { ...point.load, path: { rttMs: 80, ...path } },
    });
    const points = [
      point,
      over('far', 'far away', { lossPercent: 1 }),
      over('80', '80 ms round trip, without loss', {}),
    ];
    const help = scenarioHelp({ ...ticker, points });
    expect(help).toContain(`  default  ${point.label}\n`);
    expect(help).toContain('  far      far away (path: 80 ms round trip, 1% loss each way)\n');
    expect(help).toContain('  80       80 ms round trip, without loss\n');
  });
});
