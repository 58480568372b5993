import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { runCommand } from './terminal/command-line.ts';
import { CHECK } from './terminal/commands.ts';

/**
 * What `npm run check` checks, all at the same time: the types of each part that has its own
 * settings, and the style.
 */
const PARTS = ['.', 'report/page', 'clients/page', 'scenarios/k6'];
/** What the last check found out about files that have not changed since. */
const memoryOf = (part: string) => `node_modules/.cache/types/${part.replaceAll(/[./]+/g, '-')}.json`;
const CHECKS = [
  ...PARTS.map(part => ['tsc', '-p', part, '--incremental', '--tsBuildInfoFile', memoryOf(part)]),
  ['biome', 'check'],
];

/**
 * Runs a program of node_modules; npm puts them on the PATH. Resolves with all that it printed if
 * it failed, else with nothing.
 */
async function complaintOf([program = '', ...words]: string[]): Promise<string> {
  const child = spawn(program, words, { stdio: ['ignore', 'pipe', 'pipe'] });
  const [stdout, stderr, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'close'),
  ]);
  return code === 0 ? '' : `${[program, ...words].join(' ')} failed:\n${stdout}${stderr}\n`;
}

await runCommand(CHECK, async () => {
  const complaints = await Promise.all(CHECKS.map(complaintOf));
  process.stdout.write(complaints.join(''));
  if (complaints.some(complaint => complaint !== '')) process.exitCode = 1;
});
