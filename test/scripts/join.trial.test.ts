import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readRun, writeRun } from '../../results/format/run-file.ts';
import { ROOT } from '../../root.ts';
import { madeSessions } from '../made/sessions.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'pushlab-'));
  const [a, b, c, smoke] = madeSessions([1.5, 0.7, 1.6, 1]);
  if (smoke) smoke.run.preset = 'smoke';
  for (const [name, run] of Object.entries({ a, b, c, smoke })) {
    mkdirSync(join(folder, name));
    if (run) writeRun(join(folder, name), run);
  }
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Runs a command in the folder of runs. */
async function command(script: string, ...args: string[]) {
  const child = spawn(process.execPath, [join(ROOT, 'scripts', script), ...args], { cwd: folder });
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

describe('npm run join', () => {
  test('writes a run and its report into a new folder, and says where sessions disagree', async () => {
    const { code, output, errors } = await command('join.ts', 'c', 'a', 'b');
    expect([code, errors]).toEqual([0, '']);
    const made = join('results', 'session-8-to-session-10');
    expect(output).toMatch(/^3 sessions:\n {2}session-8, started 2026-03-01 08:00:00 UTC\n/);
    expect(output).toMatch(/Sessions that contradict each other:\n {2}The ticker: /);
    expect(output.trimEnd().endsWith(join(made, 'report.html'))).toBe(true);
    expect(readdirSync(join(folder, made)).toSorted()).toEqual(['report.html', 'run.json']);
    expect(readRun(join(folder, made)).sessions).toHaveLength(3);
  });

  test('never overwrites a folder', async () => {
    expect((await command('join.ts', 'a', 'b', '--out', 'twice')).code).toBe(0);
    const before = readFileSync(join(folder, 'twice', 'run.json'), 'utf8');
    const { code, errors } = await command('join.ts', 'a', 'c', '--out', 'twice');
    expect([code, errors]).toEqual([2, 'twice exists already; choose another with --out\n']);
    expect(readFileSync(join(folder, 'twice', 'run.json'), 'utf8')).toBe(before);
  });

  test('a joined run is not compared as if it were one session', async () => {
    expect((await command('join.ts', 'a', 'b', '--out', 'both')).code).toBe(0);
    const { code, errors } = await command('compare.ts', 'both', 'c');
    expect(code).toBe(2);
    expect(errors).toMatch(/^A joined run has several sessions\./);
  });

  test.each([
    [[], /^usage: npm run join/],
    [['a'], /^usage: npm run join/],
    [['a', 'nowhere'], /nowhere: no such file or directory/],
    [['a', 'a/run.json'], /^a and a\/run\.json are the same run, session-8\n$/],
    [['a', 'smoke'], /^session-11 is a smoke run: it measures nothing\n$/],
    [['a', 'b', '--out', 'a/run.json/under'], /^a\/run\.json\/under cannot be made: not a directory\n$/],
    [['a', 'b', '--force'], /^Unknown option '--force'.*the options are --out, --open, --help\n$/],
  ])('%j is wrong use, in one line', async (args, line) => {
    const { code, errors } = await command('join.ts', ...args);
    expect(code).toBe(2);
    expect(errors).toMatch(line);
    expect(errors.trimEnd()).not.toContain('\n');
    expect(existsSync(join(folder, 'results', 'session-8-to-session-9'))).toBe(false);
  });
});
