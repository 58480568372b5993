import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { runCommand } from './terminal/command-line.ts';
import { TEST } from './terminal/commands.ts';
import { shownStreams, showOutput } from './terminal/outlive-readers.ts';

// What `npm test` does: the tests, which print as they go, and `npm run check` beside them. Files
// that failed beside others run once more, alone. What the checks complain about comes last.

/** With more files than this, the tests found a fault and no disturbance. */
const MOST_FILES_AGAIN = 10;

await runCommand(TEST, async ({ positionals }) => {
  const children: ChildProcess[] = [];
  let isEnded = false;
  /** A terminal's Ctrl-C reaches all of them by itself; this process ends after them. */
  process.on('SIGINT', () => {
    isEnded = true;
  });
  process.on('SIGTERM', () => {
    isEnded = true;
    for (const child of children) child.kill();
  });
  const folder = mkdtempSync(join(tmpdir(), 'pushlab-tests-'));
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));

  /** Exit code of the tests, and the files that failed because of others, perhaps. */
  async function test(args: readonly string[], variables: NodeJS.ProcessEnv = {}) {
    const list = join(folder, 'failed-files');
    const env = { ...process.env, ...variables, PUSHLAB_FAILED_FILES: list };
    const tests = spawn('vitest', ['run', ...args], { stdio: shownStreams(), env });
    children.push(tests);
    showOutput(tests);
    const [code] = await once(tests, 'close');
    const failed = existsSync(list) ? readFileSync(list, 'utf8').split('\n').filter(Boolean) : [];
    return { code, failed };
  }

  const checks = spawn('npm', ['run', '--silent', 'check'], { stdio: ['ignore', 'pipe', 'pipe'] });
  children.push(checks);
  checks.stderr.on('data', chunk => void process.stderr.write(chunk));
  const checked = Promise.all([text(checks.stdout), once(checks, 'close')]);

  let { code, failed } = await test(positionals);
  const [complaints, [checksCode]] = await checked;
  if (code !== 0 && !isEnded && failed.length > 0 && failed.length <= MOST_FILES_AGAIN) {
    const files = failed.length === 1 ? 'A file' : `${failed.length} files`;
    process.stdout.write(`\n${files} failed beside others: once more, one test at a time.\n`);
    ({ code } = await test(failed, { PUSHLAB_ONE_TEST_AT_A_TIME: '1' }));
  }
  process.stdout.write(checksCode === 0 ? 'Type checks and Biome passed.\n' : `\n${complaints}`);
  process.exitCode = checksCode === 0 && code === 0 ? 0 : 1;
});
