import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ROOT } from '../../../root.ts';

test('waiting for the end of a window keeps no process alive', () => {
  const { href } = new URL(`file://${join(ROOT, 'bench/meters/window.ts')}`);
  const script = `
    import { waitUntil } from ${JSON.stringify(href)};
    const [seconds] = process.hrtime();
    void waitUntil(1e15 + (seconds + 600) * 1e6);`;
  const ended = spawnSync(process.execPath, ['--no-warnings', '--input-type=module', '-e', script], {
    encoding: 'utf8',
    timeout: 15_000,
  });
  expect(ended).toMatchObject({ status: 0, signal: null, stderr: '' });
});
