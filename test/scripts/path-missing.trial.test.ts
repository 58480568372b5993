import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { accessSync, constants, mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { describe, expect, onTestFinished, test } from 'vitest';
import { openEmulatedNetwork } from '../../bench/network/network.ts';
import { ROOT } from '../../root.ts';
import { cores } from '../harness/trial-setup.ts';

const possible = await openEmulatedNetwork(cores).catch((error: Error) => error);
const without = possible instanceof Error ? ` (${possible.message})` : '';
if (!(possible instanceof Error)) await possible.close();
const hasMountNamespaces = spawnSync('unshare', ['--mount', 'true']).status === 0;

/** A folder with every program of PATH but one. */
function withoutProgram(program: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'pushlab-path-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  for (const from of (process.env.PATH ?? '').split(delimiter)) {
    for (const name of namesIn(from)) {
      try {
        if (name !== program) symlinkSync(join(from, name), join(folder, name));
      } catch {} // An earlier folder has it.
    }
  }
  return folder;
}

function namesIn(folder: string): string[] {
  try {
    accessSync(folder, constants.R_OK);
    return readdirSync(folder);
  } catch {
    return [];
  }
}

/** The bench with a path, behind a prefix; what it prints to its error output at the end. */
async function benchOverPath(prefix: readonly string[], PATH = process.env.PATH) {
  const results = mkdtempSync(join(tmpdir(), 'pushlab-results-'));
  onTestFinished(() => rmSync(results, { recursive: true, force: true }));
  const bench = ['scripts/bench.ts', 'ticker', '--path', 'rtt=20ms', '--preset', 'smoke'];
  const [file, ...words] = [...prefix, process.execPath, ...bench, '--results', results];
  const child = spawn(file as string, words, { cwd: ROOT, env: { ...process.env, PATH } });
  const [, errors, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'close'),
  ]);
  expect(readdirSync(results)).toEqual([]);
  // The error output has the two lines about the run before it.
  return { code, last: errors.trimEnd().split('\n').at(-1) };
}

describe.skipIf(possible instanceof Error)(`a run over a path${without}`, () => {
  test.each([
    ['ip', 'iproute2'],
    ['ss', 'iproute2'],
    ['setpriv', 'util-linux'],
    ['nsenter', 'util-linux'],
  ])('without %s names it and the Debian package %s, exit code 1', async (program, name) => {
    const { code, last } = await benchOverPath([], withoutProgram(program));
    expect(last).toMatch(/^nothing can be measured: /);
    expect(last).toContain(`${program} not installed (Debian package ${name})`);
    expect(code).toBe(1);
  });

  test.skipIf(!hasMountNamespaces)('without /dev/net/tun says so and what helps, exit code 1', async () => {
    const hide = 'mount -t tmpfs none /dev/net && exec "$@"';
    const { code, last } = await benchOverPath(['unshare', '--mount', 'sh', '-c', hide, 'sh']);
    expect(last).toBe(
      'nothing can be measured: points over an emulated path are left out: path relay: ' +
        '/dev/net/tun is missing (load the kernel module tun; a container needs --device /dev/net/tun)',
    );
    expect(code).toBe(1);
  });
});
