import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { writeRun } from '../../results/format/run-file.ts';
import { onlyRun } from '../harness/bench-command.ts';
import { bash, type Closed, intoClosedPipe } from '../harness/closed-pipe.ts';
import { fakeK6, WITH_SSE } from '../harness/fake-k6.ts';
import { madeSession, madeSessions, times } from '../made/sessions.ts';

const NODE = process.execPath;

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'pushlab-'));
  // Far beyond what recorded sessions differ by.
  const [a, contradicting, c] = madeSessions([15, 0.06, 16]);
  const slow = madeSession(12, { sse: times(150), websocket: times(10) });
  for (const [name, run] of Object.entries({ a, contradicting, c, slow })) {
    mkdirSync(join(folder, name));
    if (run) writeRun(join(folder, name), run);
  }
});
afterAll(() => rmSync(folder, { recursive: true }));

type Command = readonly [script: string, ...args: string[]];

describe.concurrent('a command into a closed pipe says nothing, and has the exit code of its work', () => {
  test.for<[code: number, closed: Closed, command: Command]>([
    [0, 'stdout', ['bench.ts', '--list']],
    [0, 'stderr', ['bench.ts', '--list']],
    [2, 'stderr', ['bench.ts', 'nosuch']],
    [0, 'stdout', ['compare.ts', 'a', 'a']],
    [1, 'stdout', ['compare.ts', 'a', 'slow']],
    [2, 'stderr', ['compare.ts', 'a']],
  ])('%j %s %j', async ([code, closed, command]) => {
    const ended = await intoClosedPipe(closed, command, { cwd: folder });
    expect(ended).toMatchObject({ code, stderr: '' });
  });

  test.for<[code: number, command: Command]>([
    [0, ['bench.ts', '--help']],
    [0, ['trial.ts', '--help']],
    [2, ['trial.ts']],
    [0, ['replicate.ts', 'a', 'c']],
    [1, ['replicate.ts', 'a', 'contradicting']],
    [0, ['report.ts', 'a']],
    [1, ['report.ts', 'nowhere']],
    [2, ['record.ts', 'nowhere']],
    [2, ['sample.ts', 'one', 'two']],
    [2, ['serve.ts', 'pigeon']],
  ])('%j both %j', async ([code, command]) => {
    expect(await intoClosedPipe('both', command, { cwd: folder })).toMatchObject({ code });
  });

  test('join has written its run and its report', async () => {
    expect((await intoClosedPipe('both', ['join.ts', 'a', 'c'], { cwd: folder })).code).toBe(0);
    const made = join(folder, 'results', 'session-8-to-session-10');
    expect(['run.json', 'report.html'].filter(name => existsSync(join(made, name)))).toHaveLength(2);
  });

  test('k6:install has found its k6', async () => {
    const env = { ...process.env, PUSHLAB_K6: fakeK6(WITH_SSE) };
    expect(await intoClosedPipe('both', ['k6-install.ts'], { env })).toMatchObject({ code: 0 });
  });
});

describe.concurrent('in a shell’s pipeline', () => {
  test('compare … | head -1 prints a line, and its exit code is that of the verdict', async () => {
    for (const [second, code] of [
      ['a', 0],
      ['slow', 1],
    ] as const) {
      const line = `"$@" | head -1; echo "\${PIPESTATUS[0]}"`;
      const command = [NODE, join(import.meta.dirname, '../../scripts/compare.ts'), 'a', second];
      const { stdout, stderr } = await bash(line, command, { cwd: folder });
      expect(stdout).toMatch(new RegExp(`^[^\\n]+\\n${code}\\n$`));
      expect(stderr).toBe('');
    }
  });

  test('npm run … | true ends with 0; npm itself prints nothing with --silent', async () => {
    const { code, stderr } = await bash('set -o pipefail; npm run --silent bench -- --list | true');
    expect([code, stderr]).toEqual([0, '']);
  });

  test('bench … | head -3 goes on measuring, and writes its results and its report', async ({
    onTestFinished: onEnd,
  }) => {
    const results = mkdtempSync(join(tmpdir(), 'pushlab-results-'));
    onEnd(() => rmSync(results, { recursive: true, force: true }));
    const words = ['ticker', '--transports', 'sse', '--preset', 'smoke', '--seed', '1', '--results', results];
    const line = 'set -o pipefail; npm run --silent bench -- "$@" 2>&1 | head -3';
    const { code, stdout } = await bash(line, words);
    expect(stdout).toMatch(/^2 trials, about [^\n]*\n[^\n]*\n[^\n]*\n$/);
    const { run, files } = onlyRun(results);
    expect(run.run.status).toBe('complete');
    expect(run.trials.length).toBeGreaterThanOrEqual(2);
    expect(files).toEqual(['report.html', 'run.json']);
    expect(code).toBe(0);
  });
});

/** A folder of programs for the PATH, each a script of sh. */
function programs(scripts: Record<string, string>): NodeJS.ProcessEnv {
  const bin = mkdtempSync(join(tmpdir(), 'pushlab-programs-'));
  onTestFinished(() => rmSync(bin, { recursive: true, force: true }));
  for (const [name, script] of Object.entries(scripts)) {
    writeFileSync(join(bin, name), `#!/bin/sh\n${script}\n`);
    chmodSync(join(bin, name), 0o755);
  }
  return { ...process.env, PATH: [bin, process.env.PATH].join(delimiter) };
}

describe.concurrent('commands that start other programs', () => {
  // A program of the system ends by SIGPIPE when its reader has gone.
  const talking = 'i=0; while [ $i -lt 100 ]; do echo "line $i"; i=$((i + 1)); done';

  test.for([
    [0, 'exit 0'],
    [1, 'exit 1'],
  ] as const)('npm test ends with %i as its tests do, though nobody reads them', async ([code, end]) => {
    const env = programs({ vitest: `${talking}\n${end}`, npm: 'exit 0' });
    expect(await intoClosedPipe('both', ['test.ts'], { env })).toMatchObject({ code });
  });

  test('npm test prints what its tests print, and what the checks complain about', async () => {
    const env = programs({ vitest: talking, npm: 'echo "a type is wrong"; exit 1' });
    const script = join(import.meta.dirname, '../../scripts/test.ts');
    const { code, stdout } = await bash('exec "$@"', [NODE, script], { env });
    expect(stdout).toMatch(/line 0\n[\s\S]*line 99\n[\s\S]*a type is wrong\n$/);
    expect(code).toBe(1);
  });

  // Files that failed are listed; alone, the second call ends as given.
  const failing = (files: number, end: string) =>
    `if [ -n "$PUSHLAB_ONE_TEST_AT_A_TIME" ]; then echo "alone: $*"; ${end}; fi
    i=0; while [ $i -lt ${files} ]; do echo "/t/$i.trial.test.ts" >> "$PUSHLAB_FAILED_FILES"; i=$((i + 1)); done
    exit 1`;

  test.for([
    ['one file that passes alone', 1, 'exit 0', { code: 0, again: 'alone: run /t/0.trial.test.ts' }],
    ['one that fails alone too', 1, 'exit 1', { code: 1, again: 'alone: run /t/0.trial.test.ts' }],
    ['eleven files', 11, 'exit 0', { code: 1, again: null }],
    ['none that others can disturb', 0, 'exit 0', { code: 1, again: null }],
  ] as const)('npm test runs files that failed once more, alone: %s', async ([, files, end, expected]) => {
    const env = programs({ vitest: failing(files, end), npm: 'exit 0' });
    const script = join(import.meta.dirname, '../../scripts/test.ts');
    const { code, stdout } = await bash('exec "$@"', [NODE, script], { env });
    expect({ code, again: /alone: .*/.exec(stdout)?.[0] ?? null }).toEqual(expected);
  });

  test('npm run check ends with 1 if something is wrong', async () => {
    const env = programs({ tsc: 'exit 0', biome: `${talking}\nexit 1` });
    expect(await intoClosedPipe('both', ['check.ts'], { env })).toMatchObject({ code: 1 });
  });
});

test.skipIf(!existsSync('/dev/full'))(
  'a disk that is full is said in a line, with exit code 1; the work is done all the same',
  async () => {
    const script = join(import.meta.dirname, '../../scripts/join.ts');
    const words = [NODE, script, 'a', 'c', '--out', 'full'];
    const { code, stderr } = await bash('exec "$@" > /dev/full', words, { cwd: folder });
    expect(stderr).toBe('the output cannot be written: no space left on device\n');
    expect(code).toBe(1);
    expect(readFileSync(join(folder, 'full', 'report.html'), 'utf8')).toMatch(/^<!doctype html>/i);
  },
);
