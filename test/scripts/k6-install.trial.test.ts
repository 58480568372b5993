import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { ROOT } from '../../root.ts';
import { fakeK6, WITH_SSE } from '../harness/fake-k6.ts';

// What `npm run k6:install` does where nothing has to be built.

function install(path: string) {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['scripts/k6-install.ts'], {
    cwd: ROOT,
    encoding: 'utf8',
    env: { ...process.env, PATH: path },
  });
  return { status, said: stdout + stderr };
}

test('a k6 of the PATH with the extension is taken as it is', () => {
  const path = fakeK6(WITH_SSE);
  const { status, said } = install([dirname(path), process.env.PATH].join(delimiter));
  expect(said).toMatch(/^k6 \S+ with k6\/x\/sse \(.+\): \S+\n$/);
  expect(status).toBe(0);
});

test('without Go it says where k6 comes from', () => {
  const empty = mkdtempSync(join(tmpdir(), 'pushlab-no-go-'));
  onTestFinished(() => rmSync(empty, { recursive: true, force: true }));
  const { said } = install(empty);
  // One that was built here before may be there already.
  expect(said).toMatch(/Go is not installed.*https:\/\/grafana\.com\S*install-k6|with k6\/x\/sse \(/);
});
