import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Run } from '../../results/format/run.ts';
import { writeRun } from '../../results/format/run-file.ts';
import { ROOT } from '../../root.ts';
import { failedTrial, madeRun, madeScenario, madeTrial } from '../made/run.ts';

const place = (block: number) => ({ scenario: 'ticker', point: 'p0', transport: 'sse' as const, block });

/** A run whose server spends so many µs a delivery over SSE, block by block. */
function runOf(id: string, micros: number[]): Run {
  const trials = micros.map((cpuMicrosPerDelivery, block) =>
    madeTrial(place(block), { cpuMicrosPerDelivery }),
  );
  const run = madeRun([madeScenario('ticker', micros.length)], trials);
  run.run.id = id;
  return run;
}

const STEADY = [10, 10.1, 9.9, 10, 10.05];

const RUNS: Record<string, () => Run> = {
  steady: () => runOf('steady', STEADY),
  slow: () =>
    runOf(
      'slow',
      STEADY.map(micros => micros * 5),
    ),
  // Two sessions differ by more than this.
  slower: () =>
    runOf(
      'slower',
      STEADY.map(micros => micros * 1.12),
    ),
  broken: () => {
    const run = runOf('broken', STEADY);
    run.trials.push(failedTrial(place(0), ['ECONNREFUSED']));
    return run;
  },
  elsewhere: () => {
    const run = runOf('elsewhere', STEADY);
    run.environment.cpu.model = 'Another CPU';
    return run;
  },
  'newer-node': () => {
    const run = runOf('newer-node', STEADY);
    Object.assign(run.environment, { node: '27.0.0', tcpCongestionControl: 'bbr' });
    return run;
  },
  smoke: () => {
    const run = runOf('smoke', STEADY);
    run.run.preset = 'smoke';
    return run;
  },
  aa: () => {
    const run = runOf('aa', STEADY);
    run.run.aa = true;
    return run;
  },
  other: () => madeRun([madeScenario('chat', 5)], []),
};

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'pushlab-'));
  for (const [name, made] of Object.entries(RUNS)) {
    mkdirSync(join(folder, name));
    writeRun(join(folder, name), made());
  }
  mkdirSync(join(folder, 'old'));
  writeFileSync(join(folder, 'old', 'run.json'), '{"schemaVersion": 1}');
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Runs the command in the folder of runs. */
async function compare(...args: string[]) {
  const child = spawn(process.execPath, [join(ROOT, 'scripts', 'compare.ts'), ...args], { cwd: folder });
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

describe('npm run compare', () => {
  test('ends with 0 where nothing got worse, and hides what came out equal', async () => {
    const { code, output, errors } = await compare('steady', 'steady');
    expect([code, errors]).toEqual([0, '']);
    expect(output).toMatch(/Equal or not decided: 4 other comparisons, shown with --all\./);
    expect(output).not.toMatch(/^scenario +transport/m);
    expect((await compare('slow', 'steady')).code).toBe(0);
  });

  test('ends with 1 where a regression is decided, and shows it', async () => {
    const { code, output, errors } = await compare('steady', 'slow');
    expect([code, errors]).toEqual([1, '']);
    expect(output).toMatch(/^ticker +SSE +Server.* 10\.0.µs +50\.0.µs +×5\.00 /m);
    expect(output).toMatch(/ \([2-4]\.\d\d–\d+\.\d+\)/);
    expect(output).toMatch(/ higher: a$[\s\S]*? regression$/m);
    expect(output).toMatch(/4 comparisons of transports under test: 1 higher \(regressions\), 0 lower/);
    expect(output).toMatch(/chance alone would still make up to 0\.1 of them “higher” and as many “lower”/);
  });

  test('ends with 0 where two sessions differ as much when nothing has changed', async () => {
    const { code, output } = await compare('steady', 'slower', '--all');
    expect(code).toBe(0);
    expect(output).toMatch(/ ×1\.12 [\s\S]*? \(0\.\d+–[12]\.\d+\)/);
    expect(output).toMatch(/Intervals of latency and CPU contain what two recorded sessions differ by/);
  });

  test('a threshold above the regression lets it pass', async () => {
    const { code, output } = await compare('steady', 'slow', '--threshold', '900', '--all');
    expect(code).toBe(0);
    expect(output).toMatch(/equal within 900%/);
  });

  test('ends with 1 where a trial breaks off that did not', async () => {
    const { code, output } = await compare('steady', 'broken');
    expect(code).toBe(1);
    expect(output).toMatch(/The ticker: 10 subscribers, SSE: a trial ended in an error.*\(ECONNREFUSED\)/);
  });

  test('says what differs between the machines, and that verdicts rest on the floor then', async () => {
    const { code, output } = await compare('steady', 'elsewhere');
    expect(code).toBe(0);
    expect(output).toMatch(/processor: Made-up CPU at 3 GHz, then Another CPU/);
    expect(output).toMatch(
      /two ratios that agree: that of the values, and that of their ratios to the TCP floor/,
    );
    expect(output).toMatch(/3 more comparisons of transports under test without a verdict/);
  });

  test('names both versions of Node, and a congestion control that differs', async () => {
    const { output } = await compare('steady', 'newer-node');
    expect(output).toMatch(/Different circumstances:\n {2}Node: 26\.0\.0, then 27\.0\.0\n/);
    expect(output).toMatch(/ {2}TCP congestion control: cubic, then bbr\n/);
  });

  test('concludes nothing from a smoke run', async () => {
    const { code, output } = await compare('smoke', 'slow');
    expect(code).toBe(0);
    expect(output).toMatch(/^A smoke run measures nothing[^\n]*\n$/);
  });

  test.each([
    [[], /^usage: npm run compare/],
    [['steady'], /^usage: npm run compare/],
    [['steady', 'slow', 'aa'], /^usage: npm run compare/],
    [['steady', 'nowhere'], /nowhere\/run\.json: no such file or directory/],
    [['steady', 'old'], /old\/run\.json: schemaVersion is 1, this program reads \d+ and \d+\n$/],
    [['aa', 'steady'], /^An A\/A run compares each transport with itself/],
    [['steady', 'other'], /^the two runs have no values in common to compare\n$/],
    [['steady', 'slow', '--threshold', '0'], /^--threshold is "0"; it must be a number from 0\.1 to 1000\n$/],
    [['steady', 'slow', '--threshold', 'x'], /^--threshold is "x"/],
    [
      ['steady', 'slow', '--force'],
      /^Unknown option '--force'.*; the options are --threshold, --all, --help\n$/,
    ],
  ])('%j is wrong use, in one line', async (args, line) => {
    const { code, errors } = await compare(...args);
    expect(code).toBe(2);
    expect(errors).toMatch(line);
    expect(errors.trimEnd()).not.toContain('\n');
  });
});
