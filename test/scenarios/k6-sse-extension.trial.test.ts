import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ROOT } from '../../root.ts';

// The extension's own tests, where there is Go and what it is built from.

const go = (...args: string[]) =>
  spawnSync('go', args, {
    cwd: join(ROOT, 'scenarios', 'k6', 'sse-extension'),
    encoding: 'utf8',
  });

/**
 * Why its tests cannot be built here, for the name of a test that is left out; empty where they
 * can.
 */
function obstacle(): string {
  const { error, status, stderr } = go('list', '-deps', '-test', './...');
  if (error) return ' (Go is not installed)';
  return status === 0 ? '' : ` (${stderr.trim().split('\n').at(-1)})`;
}

const without = obstacle();

test.skipIf(without !== '')(
  `the lab’s own extension for SSE passes its tests${without}`,
  {
    timeout: 600_000,
  },
  () => {
    const { status, stdout, stderr } = go('test', '-vet=all', './...');
    expect(`${stdout}${stderr}`).toMatch(/^ok\s/m);
    expect(status).toBe(0);
  },
);
