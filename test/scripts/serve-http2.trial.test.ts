import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { started } from '../harness/started-command.ts';

const { stdout: curlVersion = '' } = spawnSync('curl', ['--version'], { encoding: 'utf8' });
const missing = /\bHTTP2\b/.test(curlVersion) ? '' : ' (needs a curl with HTTP/2)';

test('a server by hand speaks HTTP/2, and is followed over it', async () => {
  const server = started('serve.ts', 'all', '--tls', '--http', '2', '--port', '0');
  const [, host = ''] = await server.shows(/all on (\S+) over TLS and HTTP\/2; to publish/);
  const [, fingerprint = ''] = await server.shows(/SHA-256 (\S+)/);
  for (const transport of ['short-polling', 'long-polling', 'sse', 'websocket']) {
    const options = ['--url', `https://${host}`, '--fingerprint', fingerprint, '--http', '2'];
    const follower = started('follow.ts', transport, '--verbose', ...options);
    await follower.shows(/follows news by .* at https:/);
    server.child.stdin.write(`{"topic": "news", "payload": "by ${transport}"}\n`);
    await follower.shows(new RegExp(`by ${transport}`));
    follower.child.kill('SIGINT');
    expect((await follower.ended).said).toContain(`--fingerprint ${fingerprint} --http 2`);
  }
});

test.skipIf(missing)(`curl gets its answer over HTTP/2${missing}`, async () => {
  const server = started('serve.ts', 'all', '--tls', '--http', '2', '--port', '0');
  const [, host = ''] = await server.shows(/all on (\S+) over TLS and HTTP\/2/);
  const asked = ['-k', '-s', '-o', '/dev/null', '-w', '%{http_version} %{http_code}'];
  const curl = (...options: string[]) =>
    spawnSync('curl', [...asked, ...options, `https://${host}/`], { encoding: 'utf8' }).stdout;
  expect(curl('--http2')).toBe('2 200');
  expect(curl('--http1.1')).toBe('1.1 200');
});

test.each([
  [['all', '--http', '2'], /--http 2 needs --tls/],
  [['all', '--tls', '--http', '3'], /unknown version of HTTP "3"; there are: 1, 2/],
  [['tcp-floor', '--tls', '--http', '2'], /it has no HTTP/],
  [['all', '--tls', '--http', '2', '--demo'], /does not work with --demo/],
])('serve %j is refused in one line', async (args, message) => {
  const { code, said } = await started('serve.ts', ...args).ended;
  expect(code).toBe(2);
  expect(said).toMatch(message);
});

test('follow --http 2 needs https', async () => {
  const { code, said } = await started('follow.ts', 'sse', '--http', '2').ended;
  expect(code).toBe(2);
  expect(said).toMatch(/--http 2 needs https/);
});
