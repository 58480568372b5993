import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { test as base, describe, expect, onTestFinished } from 'vitest';
import { openEmulatedNetwork } from '../../bench/network/network.ts';
import { readRun } from '../../results/format/run-file.ts';
import {
  type BenchCommand,
  commandOf,
  lives,
  networkNamespaces,
  onlyRun,
  startBench,
} from '../harness/bench-command.ts';
import { cores } from '../harness/trial-setup.ts';

// A file system of its own, to fill: Linux with user namespaces, or root.
const hasMountNamespaces =
  spawnSync('unshare', ['--mount', '--map-root-user', 'mount', '-t', 'tmpfs', 'none', '/mnt']).status === 0;
const emulated = await openEmulatedNetwork(cores).catch((error: Error) => error);
const withoutPath = emulated instanceof Error ? ` (${emulated.message})` : '';
if (!(emulated instanceof Error)) await emulated.close();
const without = hasMountNamespaces ? '' : ' (needs unshare and mount)';

/** Each test has a folder of its own for its results: they run at the same time. */
const test = base.extend('results', ({ onTestFinished }) => {
  const results = mkdtempSync(join(tmpdir(), 'pushlab-results-'));
  onTestFinished(() => rmSync(results, { recursive: true, force: true }));
  return results;
});

const smoke = (results: string, ...args: string[]) => [
  ...['--preset', 'smoke', '--seed', '1', '--results', results],
  ...args,
];

/** A process of the bench with such a command, once it has one. */
async function processOf(bench: BenchCommand, command: RegExp): Promise<number> {
  for (;;) {
    const found = bench.children().find(pid => lives(pid) && command.test(commandOf(pid)));
    if (found !== undefined) return found;
    await sleep(5);
  }
}

/** The bench's server process, once it has one. */
const serverOf = (bench: BenchCommand) => processOf(bench, /^\S*node \S+ \S*servers\/main\.ts /);

/** Resolves when none of the processes lives any more. */
async function gone(pids: number[]): Promise<void> {
  while (pids.some(lives)) await sleep(10);
}

describe.concurrent('wrong use', () => {
  test('ends with exit code 2 and one line, and writes nothing', async ({ results }) => {
    const { code, output } = await startBench(smoke(results, 'nosuch')).ended;
    expect(code).toBe(2);
    expect(output).toMatch(/^unknown scenario "nosuch"; there are: [^\n]*\n$/);
    expect(readdirSync(results)).toEqual([]);
  });
});

describe.concurrent('a trial that cannot be made', () => {
  test('a taken port makes every trial an error, the run goes on, exit code 1', async ({ results }) => {
    const squatter = createServer().listen(0, '127.0.0.1');
    await once(squatter, 'listening');
    const { port } = squatter.address() as { port: number };
    try {
      // In an isolated network every port is free.
      const args = smoke(
        results,
        'ticker',
        '--transports',
        'sse',
        '--network',
        'loopback',
        '--port',
        `${port}`,
      );
      const { code, output } = await startBench(args).ended;
      const { run, files } = onlyRun(results);
      expect(code).toBe(1);
      expect(run.run.status).toBe('failed');
      expect(run.trials.map(trial => trial.status)).toEqual(['error', 'error']);
      expect(run.trials[0]?.reasons).toEqual([
        `server: port ${port} on 127.0.0.1 is taken; choose another, or 0 for any free one`,
      ]);
      expect(output).toContain('is taken');
      expect(output).toMatch(/\nno trial of this run is valid \(2 in error\): it has no result\n$/);
      expect(files).toEqual(['report.html', 'run.json']);
    } finally {
      squatter.close();
    }
  });

  test('a server that dies makes its trial an error, and the next one is measured', async ({ results }) => {
    const bench = startBench(smoke(results, 'ticker', '--transports', 'sse'));
    await bench.line(/trial 1 of 2/);
    process.kill(await serverOf(bench), 'SIGKILL');
    const { code } = await bench.ended;
    const { run } = onlyRun(results);
    expect(code).toBe(1);
    expect(run.trials[0]?.status).toBe('error');
    expect(run.trials[0]?.reasons[0]).toMatch(/^server: ended by SIGKILL/);
    expect(run.trials[1]?.status).not.toBe('error');
  });

  test('no permission for the results ends the bench before it measures', async () => {
    const { code, output } = await startBench(['ticker', '--preset', 'smoke', '--results', '/proc/pushlab'])
      .ended;
    expect(code).toBe(1);
    expect(output).toMatch(/the results cannot be written to .*\/proc\/pushlab/);
  });

  test.skipIf(!hasMountNamespaces)(
    `a full disk is said at each attempt, keeps the last good run.json and leaves no half file${without}`,
    async ({ results }) => {
      // A file system of a few pages, in a mount namespace that ends with the bench; its content is
      // copied out before.
      const room = join(results, 'full');
      const kept = join(results, 'kept');
      const script = `mkdir ${room} && mount -t tmpfs -o size=12k none ${room} && "$@"; code=$?; cp -r ${room} ${kept}; exit $code`;
      const bench = startBench(['ticker', '--transports', 'sse', '--preset', 'smoke', '--results', room], {
        prefix: ['unshare', '--mount', '--map-root-user', 'sh', '-c', script, 'sh'],
      });
      const { code, output } = await bench.ended;
      expect(output).toContain('run.json could not be written: ENOSPC');
      expect(output).toContain('the results could not be written to');
      expect(code).toBe(1);
      const { run, files } = onlyRun(kept);
      expect(files).toEqual(['run.json']);
      expect(run.run.status).toBe('running');
    },
  );
});

describe.concurrent('Ctrl-C', () => {
  test('keeps what was measured, marks the run, renders the report and leaves no process', async ({
    results,
  }) => {
    const bench = startBench(smoke(results), { npm: true });
    await bench.line(/trial 3 of 15/);
    await serverOf(bench);
    const children = bench.children();
    // As a terminal does it: to the whole group, npm and the children of the bench included.
    process.kill(-(bench.process.pid as number), 'SIGINT');
    await bench.ended;
    await gone(children);
    const { run, files } = onlyRun(results);
    expect(readRun(join(results, run.run.id)).run.status).toBe('interrupted');
    expect(run.trials.length).toBe(2);
    expect(files).toEqual(['report.html', 'run.json']);
    expect(readFileSync(join(results, run.run.id, 'report.html'), 'utf8')).toMatch(/interrupted/i);
  });

  test('while the idle machine is watched ends it at once, and leaves nothing', async ({ results }) => {
    // Thorough watches for 20 s. What is left of that must not hold the command back.
    const bench = startBench(['--preset', 'thorough', '--results', results]);
    await bench.line(/^calibrating/);
    const watcher = await processOf(bench, /bench\/calibration\/hiccups\.ts /);
    const children = bench.children();
    process.kill(-(bench.process.pid as number), 'SIGINT');
    // Its watcher waits without hearing messages, and was yet to do so for seconds.
    await gone([watcher]);
    const early = await Promise.race([bench.ended, sleep(15_000, null)]);
    expect(early).toMatchObject({ code: 130, output: expect.stringMatching(/\ninterrupted\n$/) });
    expect(readdirSync(results)).toEqual([]);
    await gone(children);
  });

  test('before the first trial leaves a run that says so, and its report', async ({ results }) => {
    const bench = startBench(smoke(results));
    // The server whose meter is calibrated.
    await serverOf(bench);
    process.kill(-(bench.process.pid as number), 'SIGINT');
    const { code } = await bench.ended;
    expect(code).toBe(130);
    const { run, files } = onlyRun(results);
    expect(readRun(join(results, run.run.id)).run.status).toBe('interrupted');
    expect(run.trials).toEqual([]);
    expect(files).toEqual(['report.html', 'run.json']);
  });

  test('a second one ends at once, even with a child that does not move', async ({ results }) => {
    const bench = startBench(smoke(results));
    await bench.line(/trial 1 of 15/);
    const server = await serverOf(bench);
    process.kill(server, 'SIGSTOP');
    const children = bench.children();
    bench.process.kill('SIGINT');
    await bench.line(/Stopping/);
    await sleep(350); // Two signals within 300 ms count as one key press.
    bench.process.kill('SIGINT');
    const { code } = await bench.ended;
    expect(code).toBe(130);
    await gone(children);
    expect(onlyRun(results).files).toEqual(['run.json']);
  });
});

/**
 * Kills a bench whose child does not move. Returns the namespaces that it had made: no child and
 * none of these lives any more.
 */
async function killed(bench: BenchCommand, still: number): Promise<string[]> {
  process.kill(still, 'SIGSTOP');
  const children = bench.children();
  // Its own alone: other tests make namespaces meanwhile.
  const own = networkNamespaces([process.pid]);
  const made = [...networkNamespaces(children)].filter(name => !own.has(name));
  bench.process.kill('SIGKILL');
  await bench.ended;
  await gone(children);
  const left = networkNamespaces();
  expect(made.filter(name => left.has(name))).toEqual([]);
  return made;
}

test.concurrent('neither a child nor a namespace outlives a bench that is killed, not even a child that does not move', async ({
  results,
}) => {
  const bench = startBench(smoke(results));
  await bench.line(/trial 2 of 15/);
  const made = await killed(bench, await serverOf(bench));
  const { run, files } = onlyRun(results);
  expect(files).toEqual(['run.json']);
  expect(run.environment.network === 'isolated').toBe(made.length >= 2);
  expect(run.trials.length).toBe(1);
  expect(existsSync(join(results, run.run.id, 'run.json.part'))).toBe(false);
});

test.skipIf(emulated instanceof Error).concurrent.each([
  ['while the path is calibrated', /trial 1 of 2/, /bench\/calibration\/path\/probe\.ts /],
  ['in a trial over it', /trial 2 of 2/, /^\S*node \S+ \S*servers\/main\.ts /],
])(
  `nor does a relay that does not move, its taps or its namespaces, %s${withoutPath}`,
  async (_, line, command) => {
    const results = mkdtempSync(join(tmpdir(), 'pushlab-results-'));
    onTestFinished(() => rmSync(results, { recursive: true, force: true }));
    const bench = startBench(smoke(results, 'ticker', '--transports', 'sse', '--path', 'rtt=20ms'));
    await bench.line(line);
    await processOf(bench, command);
    const relay = await processOf(bench, /bench\/network\/path\/relay\.ts /);
    // Two of the run, and three with the relay between them. A tap ends with its namespace.
    expect((await killed(bench, relay)).length).toBeGreaterThanOrEqual(5);
    expect(onlyRun(results).files).toEqual(['run.json']);
  },
);
