import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { joined } from '../../analysis/sessions/join.ts';
import { recordOf } from '../../analysis/sessions/record.ts';
import type { Run } from '../../results/format/run.ts';
import { writeRun } from '../../results/format/run-file.ts';
import { ROOT } from '../../root.ts';
import { madeRun, madeScenario, madeTrial } from '../made/run.ts';

const STEADY = [10, 10.1, 9.9, 10, 10.05];

/** A run in which SSE's server spends `factor` times the CPU of WebSocket's. */
function runOf(id: string, factor: number, scenario = 'ticker'): Run {
  const trials = (['sse', 'websocket'] as const).flatMap(transport =>
    STEADY.map((micros, block) =>
      madeTrial(
        { scenario, point: 'p0', transport, block },
        { cpuMicrosPerDelivery: transport === 'sse' ? factor * micros : micros },
      ),
    ),
  );
  const run = madeRun([madeScenario(scenario, STEADY.length)], trials);
  run.run.id = id;
  return run;
}

const RUNS: Record<string, () => Run> = {
  // Far beyond what recorded sessions differ by.
  more: () => runOf('more', 15),
  again: () => runOf('again', 16),
  less: () => runOf('less', 0.06),
  other: () => runOf('other', 1.5, 'chat'),
  quick: () => {
    const run = runOf('quick', 15);
    run.run.preset = 'quick';
    return run;
  },
  smoke: () => {
    const run = runOf('smoke', 1.5);
    run.run.preset = 'smoke';
    return run;
  },
  joined: () => {
    const run = joined([runOf('first', 2), runOf('second', 2)], 'npm run join');
    run.run.id = 'joined';
    return run;
  },
  aa: () => {
    const run = runOf('aa', 1.5);
    run.run.aa = true;
    return run;
  },
};

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'pushlab-'));
  for (const [name, made] of Object.entries(RUNS)) {
    mkdirSync(join(folder, name));
    writeRun(join(folder, name), made());
  }
  writeFileSync(join(folder, 'again.json.gz'), gzipSync(readFileSync(join(folder, 'again', 'run.json'))));
  writeFileSync(join(folder, 'broken.json.gz'), 'not compressed');
  const recorded = (name: string, session: object) =>
    writeFileSync(join(folder, `${name}.json`), JSON.stringify(session));
  recorded('kept', recordOf(runOf('kept', 17)));
  recorded('opposite', recordOf(runOf('opposite', 0.05)));
  recorded('spoilt', { ...recordOf(runOf('spoilt', 1)), preset: 'another' });
  recorded('more-kept', recordOf(runOf('more', 15)));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Runs the command in the folder of runs. */
async function replicate(...args: string[]) {
  const child = spawn(process.execPath, [join(ROOT, 'scripts', 'replicate.ts'), ...args], { cwd: folder });
  const said = { output: '', errors: '' };
  child.stdout.on('data', chunk => {
    said.output += chunk;
  });
  child.stderr.on('data', chunk => {
    said.errors += chunk;
  });
  const [code] = await once(child, 'close');
  return { code, ...said };
}

describe('npm run replicate', () => {
  test.each([['again'], ['again/run.json'], ['again.json.gz']])(
    'ends with 0 where %s confirms a run',
    async name => {
      const { code, output, errors } = await replicate('more', name);
      expect([code, errors]).toEqual([0, '']);
      expect(output).toMatch(/^1: more, started .*\n2: again, started /);
      expect(output).toMatch(/^Server CPU.* 1 +\d +\d +1 +0 +0 +0$/m);
      expect(output).not.toMatch(/Contradicted:/);
    },
  );

  test.each([
    ['a run', 'more'],
    ['another one', 'quick'],
  ])('takes a recorded session beside %s, and says in a line how it is compared', async (_, name) => {
    const { code, output, errors } = await replicate(name, 'kept.json');
    expect([code, errors]).toEqual([0, '']);
    expect(output).toMatch(/^1: (more|quick), started .*\n2: kept, started /);
    expect(output).toMatch(/\nCompared in compact form, which keeps no loads: [^\n]+\n/);
    expect(output.includes('The preset differs, or the state')).toBe(name === 'quick');
    expect(output).toMatch(/^Server CPU.* 1 +\d +\d +1 +0 +0 +0$/m);
  });

  test('ends with 1 where recorded sessions contradict each other', async () => {
    const { code, output } = await replicate('kept.json', 'opposite.json');
    expect(code).toBe(1);
    expect(output).toMatch(
      /Contradicted:\n {2}ticker: p0, server CPU per delivery of SSE over WebSocket: higher/,
    );
  });

  test('says where presets differ', async () => {
    expect((await replicate('more', 'again')).output).not.toMatch(/presets differ/);
    expect((await replicate('more', 'quick')).output).toMatch(/\nThe presets differ, and with them warm-up/);
  });

  test('ends with 1 where a verdict is contradicted, and names it with both ratios', async () => {
    const { code, output } = await replicate('more', 'again', 'less');
    expect(code).toBe(1);
    expect(output).toMatch(/Runs 1 and 2: /);
    expect(output).toMatch(/Runs 2 and 3: /);
    expect(output).toMatch(
      /Contradicted:\n {2}The ticker: 10 subscribers, server CPU per delivery of SSE over WebSocket: higher, ×15\.0 \([^)]+\); then lower, ×0\.060 \([^)]+\)\n/,
    );
  });

  test.each([
    [[], /^usage: npm run replicate/],
    [['more'], /^usage: npm run replicate/],
    [['more', 'nowhere'], /nowhere: no such file or directory/],
    [['more', 'broken.json.gz'], /^broken\.json\.gz: not compressed by gzip: incorrect header check\n$/],
    [['more', 'more/run.json'], /^more and more\/run\.json are the same run, more\n$/],
    [['kept.json', 'spoilt.json'], /^spoilt\.json: not a recorded session: \/preset /],
    [['more', 'more-kept.json'], /^more and more-kept\.json are the same run, more\n$/],
    [['kept.json', 'joined'], /^A joined run has several sessions, a recorded one has one\./],
    [['more', 'aa'], /^An A\/A run compares each transport with itself/],
    [['more', 'smoke'], /^A smoke run measures nothing/],
    [['more', 'other'], /^the runs have no comparison of two transports in common\n$/],
    [['more', 'again', '--all'], /^Unknown option '--all'.*the options are --help\n$/],
  ])('%j is wrong use, in one line', async (args, line) => {
    const { code, errors } = await replicate(...args);
    expect(code).toBe(2);
    expect(errors).toMatch(line);
    expect(errors.trimEnd()).not.toContain('\n');
  });
});
