import { mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Circumstances, circumstancesOf } from '../../analysis/runs/environment-differences.ts';
import { withTraceNames } from '../../bench/replay/named.ts';
import { planTrials } from '../../bench/run/plan.ts';
import { withPreset } from '../../bench/run/presets.ts';
import type { Run } from '../../results/format/run.ts';
import { readRun, writeRun } from '../../results/format/run-file.ts';
import { trace } from '../../scenarios/replay.ts';
import { readBenchOptions } from '../../scripts/terminal/bench-options.ts';
import { differences } from '../../scripts/terminal/differences.ts';
import { writeTraceLocation } from '../../scripts/terminal/trace-location.ts';
import { UsageError } from '../../scripts/terminal/usage-error.ts';
import { onlyRun, startBench } from '../harness/bench-command.ts';
import { madeRun, madeScenario } from '../made/run.ts';
import { evenly, madeEvents, traceLines } from '../made/trace.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'pushlab-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** The one line that wrong use ends with. */
function fault(...args: string[]): string {
  try {
    readBenchOptions(args);
  } catch (error) {
    expect(error).toBeInstanceOf(UsageError);
    expect((error as Error).message).not.toContain('\n');
    return (error as Error).message;
  }
  throw new Error(`accepted: ${args.join(' ')}`);
}

/** A run of the shipped trace, or of another file. */
function traceRun(file: string): Run {
  const scenario = withPreset(trace, 'smoke');
  const points = scenario.points.map(point => ({
    ...point,
    load: { ...point.load, arrivals: { kind: 'trace' as const, file, speed: 2 } },
  }));
  return madeRun([{ ...scenario, points }], []);
}

describe('--repeat takes all from run.json', () => {
  test('also what no scenario of today has', () => {
    const run = madeRun([madeScenario('gone', 2, ['few', 'many'])], []);
    run.run.aa = true;
    writeRun(folder, run);
    expect(readBenchOptions(['--repeat', folder, '--results', folder, '--port', '8080'])).toMatchObject({
      scenarios: run.scenarios,
      preset: 'standard',
      seed: 7,
      aa: true,
      network: 'loopback',
      repeated: run,
      resultsFolder: folder,
      serverPort: 8080,
    });
  });

  test('with a shipped trace and with one of the user’s, in milliseconds, of a run that has no digest', () => {
    const own = join(folder, 'own.ndjson');
    writeFileSync(own, '{"time":1,"topic":"a","payload":1}\n');
    for (const file of ['usgs-earthquakes-one-week.ndjson', own]) {
      writeRun(folder, traceRun(file));
      const { scenarios, notes } = readBenchOptions(['--repeat', folder]);
      expect(scenarios[0]?.points[0]?.load.arrivals).toEqual({
        kind: 'trace',
        file,
        speed: 2,
        timeUnit: 'ms',
        sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
      });
      expect(notes.at(-1)).toMatch(/has no digest of its trace: whether the file is the same is not known$/);
    }
  });

  describe('with its trace', () => {
    const lines = traceLines(madeEvents(evenly(20, 100), ['a', 'b']));
    let own: string;
    let ran: string;

    /** What the bench with a trace would write: run.json, and where the trace is. */
    beforeEach(() => {
      own = join(folder, 'own.ndjson');
      writeFileSync(own, lines);
      const { scenarios, traceFile } = readBenchOptions(['--trace', own, '--preset', 'smoke']);
      ran = join(folder, 'run');
      mkdirSync(ran);
      writeRun(ran, madeRun(withTraceNames(scenarios), []));
      if (traceFile !== null) writeTraceLocation(ran, traceFile);
    });
    const arrivalsOf = (...args: string[]) =>
      readBenchOptions(['--repeat', ran, ...args]).scenarios[0]?.points[0]?.load.arrivals;

    test('of which run.json has the name and the digest', () => {
      const { load } = readRun(ran).scenarios[0]?.points[0] ?? {};
      expect(load?.arrivals).toMatchObject({ file: 'own.ndjson', sha256: expect.any(String) });
      expect(readFileSync(join(ran, 'run.json'), 'utf8')).not.toContain(folder);
      expect(arrivalsOf()).toEqual({ ...load?.arrivals, file: own });
    });

    test('where it is now', () => {
      const moved = join(folder, 'moved.json');
      renameSync(own, moved);
      expect(fault('--repeat', ran)).toBe(
        `--repeat: trace ${own}: no such file or directory; say where it is with --trace FILE`,
      );
      expect(arrivalsOf('--trace', moved)).toMatchObject({ file: moved });
      rmSync(join(ran, 'trace-location.txt'));
      expect(fault('--repeat', ran)).toBe(
        '--repeat: trace own.ndjson is not in scenarios/traces; say where it is with --trace FILE',
      );
    });

    test('only if it is still the same, in whatever form', () => {
      writeFileSync(
        own,
        JSON.stringify(
          lines
            .trim()
            .split('\n')
            .map(line => JSON.parse(line)),
        ),
      );
      expect(arrivalsOf()).toMatchObject({ file: own });
      writeFileSync(own, lines.replace('"payload":3', '"payload":4'));
      expect(fault('--repeat', ran)).toMatch(
        /^--repeat: trace own\.ndjson is not what the run replayed: the digest of its events was [0-9a-f]{12}…, it is [0-9a-f]{12}… now$/,
      );
    });
  });
});

describe('--repeat is refused in one line', () => {
  test.each([
    ['a scenario', ['ticker'], 'ticker'],
    ['a preset, even the default', ['--preset', 'quick'], '--preset'],
    ['a seed', ['--seed', '1'], '--seed'],
    ['transports', ['--transports', 'sse'], '--transports'],
    ['the speed of a trace', ['--speed', '2'], '--speed'],
    ['a network', ['--network', 'loopback'], '--network'],
    ['a path', ['--path', '4g'], '--path'],
    ['the list', ['--list'], '--list'],
  ])('beside %s', (_, others, word) => {
    expect(fault('--repeat', folder, ...others)).toBe(
      `--repeat allows only --results, --port, --trace and --open beside it, not ${word}`,
    );
  });

  test('without a folder, or without its run.json', () => {
    expect(fault('--repeat')).toMatch(/argument missing/);
    expect(fault('--repeat', join(folder, 'nowhere'))).toBe(
      `--repeat: folder ${join(folder, 'nowhere')} does not exist`,
    );
    expect(fault('--repeat', folder)).toBe(`--repeat: no run.json in ${folder}`);
  });

  test('with a run.json of an older version, or with none', () => {
    writeFileSync(join(folder, 'run.json'), '{"schemaVersion": 1}');
    expect(fault('--repeat', folder)).toMatch(
      /run\.json: schemaVersion is 1, this program reads \d+ and \d+$/,
    );
    writeFileSync(join(folder, 'run.json'), '{');
    expect(fault('--repeat', folder)).toMatch(/run\.json: .*JSON/);
    rmSync(join(folder, 'run.json'));
    mkdirSync(join(folder, 'run.json'));
    expect(fault('--repeat', folder)).toMatch(/run\.json: illegal operation on a directory$/);
  });

  test('when its trace is gone, or its network is one that cannot be made', () => {
    writeRun(folder, traceRun('/gone/my.ndjson'));
    expect(fault('--repeat', folder)).toMatch(
      /^--repeat: trace \/gone\/my.ndjson: no such file or directory; say where it is with --trace FILE$/,
    );
    const run = madeRun([madeScenario('ticker', 1)], []);
    run.environment.network = 'emulated';
    writeRun(folder, run);
    expect(fault('--repeat', folder)).toMatch(/^--repeat: unknown network "emulated"; there are: /);
  });
});

describe('what differs from the repeated run', () => {
  const then = circumstancesOf(madeRun([], []));
  const among = (now: Partial<Circumstances>) => differences(then, { ...then, ...now });
  const commit = '1234567890abcdef1234567890abcdef12345678';

  test('nothing, or each thing once', () => {
    expect(among({})).toEqual([]);
    expect(among({ node: '27.0.0', cores: 8, processor: 'Another CPU' })).toEqual([
      'Node 26.0.0, now 27.0.0',
      'processor Made-up CPU at 3 GHz, now Another CPU',
      'cores 2, now 8',
    ]);
  });

  test('another commit, one that is not known, one with changes', () => {
    expect(among({ git: { commit, dirty: false } })).toEqual(['commit 98d24a4d0e, now 1234567890']);
    expect(among({ git: null })).toEqual(['commit 98d24a4d0e, now unknown']);
    const changed = { commit, dirty: true };
    expect(differences({ ...then, git: changed }, { ...then, git: changed })).toEqual([
      'commit 1234567890 with uncommitted changes, then and now',
    ]);
  });
});

test('a run that is repeated has the same plan and the same deliveries to make', async () => {
  const [first, second] = [join(folder, 'first'), join(folder, 'second')];
  const smoke = ['ticker', '--preset', 'smoke', '--seed', '3', '--transports', 'sse,websocket'];
  await startBench([...smoke, '--results', first]).ended;
  const { run: original } = onlyRun(first);
  const repeat = ['--repeat', join(first, original.run.id), '--results', second];
  const { output } = await startBench(repeat).ended;
  const { run: repeated } = onlyRun(second);

  const made = (run: Run) =>
    run.trials.map(trial => {
      const { scenario, point, transport, block, order } = trial;
      return {
        scenario,
        point,
        transport,
        block,
        order,
        expected: 'deliveries' in trial && trial.deliveries.expected,
      };
    });
  expect(made(repeated)).toEqual(made(original));
  expect(made(original).every(({ expected }) => Number(expected) > 0)).toBe(true);
  expect(planTrials(repeated.scenarios, repeated.run.seed)).toEqual(
    planTrials(original.scenarios, original.run.seed),
  );
  expect(repeated.run).toMatchObject({
    repeats: original.run.id,
    preset: 'smoke',
    seed: 3,
    command: `npm run bench -- ${repeat.join(' ')}`,
  });
  expect(repeated.environment.network).toBe(original.environment.network);
  expect(output).toContain(`repeats ${original.run.id}`);
}, 240_000);
