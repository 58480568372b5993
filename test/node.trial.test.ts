import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { ROOT } from '../root.ts';

const hasOpenssl = spawnSync('openssl', ['version']).status === 0;

test('the lab runs on the Node that it pins', () => {
  const { optionalDependencies } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
  const pinned = Object.entries<string>(optionalDependencies).filter(([name]) => name.startsWith('node-'));
  const own = pinned.filter(([name]) => name.endsWith(`-${process.platform}-${process.arch}`));
  expect(own.map(([, version]) => version)).toEqual([process.versions.node]);
});

test.skipIf(!hasOpenssl)(
  `its fetch opens one connection over HTTP/2 for a burst, and its WebSocket opens over HTTP/2${hasOpenssl ? '' : ' (needs openssl)'}`,
  () => {
    const folder = mkdtempSync(join(tmpdir(), 'pushlab-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const [key, cert] = ['key.pem', 'cert.pem'].map(name => join(folder, name)) as [string, string];
    const request = 'req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 1';
    const names = '-subj /CN=localhost -addext subjectAltName=DNS:localhost';
    const words = `${request} ${names}`.split(' ');
    execFileSync('openssl', [...words, '-keyout', key, '-out', cert], { stdio: 'ignore' });
    const printed = execFileSync(process.execPath, ['test/harness/http2-probe.ts', key, cert], {
      cwd: ROOT,
      env: { ...process.env, NODE_EXTRA_CA_CERTS: cert },
      encoding: 'utf8',
    });
    expect(JSON.parse(printed)).toEqual({ connections: 1, webSocket: 'open' });
  },
);
