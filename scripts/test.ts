import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { runCommand } from './terminal/command-line.ts';
import { TEST } from './terminal/commands.ts';
import { shownStreams, showOutput } from './terminal/outlive-readers.ts';

// What `npm test` does: the tests, which print as they go, and `npm run check` beside them. What
// the checks complain about comes last.

await runCommand(TEST, async ({ positionals }) => {
  /** A terminal's Ctrl-C reaches all of them by itself; this process ends after them. */
  process.on('SIGINT', () => {});

  const tests = spawn('vitest', ['run', ...positionals], { stdio: shownStreams() });
  showOutput(tests);
  const checks = spawn('npm', ['run', '--silent', 'check'], { stdio: ['ignore', 'pipe', 'pipe'] });
  checks.stderr.on('data', chunk => void process.stderr.write(chunk));
  process.on('SIGTERM', () => void [tests, checks].map(child => child.kill()));

  const [complaints, [checksCode], [testsCode]] = await Promise.all([
    text(checks.stdout),
    once(checks, 'close'),
    once(tests, 'close'),
  ]);
  process.stdout.write(checksCode === 0 ? 'Type checks and Biome passed.\n' : `\n${complaints}`);
  process.exitCode = checksCode === 0 && testsCode === 0 ? 0 : 1;
});
