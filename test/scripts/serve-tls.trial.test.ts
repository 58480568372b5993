import { expect, test } from 'vitest';
import { started } from '../harness/started-command.ts';

test('a server by hand speaks TLS, and is followed by its fingerprint and by no other', async () => {
  const server = started('serve.ts', 'all', '--tls', '--port', '0');
  const [, host = ''] = await server.shows(/all on (\S+) over TLS; to publish/);
  const [, fingerprint = ''] = await server.shows(/SHA-256 (\S+)/);
  await server.shows(new RegExp(`to click and copy: https://${host}/`));
  for (const transport of ['short-polling', 'long-polling', 'sse', 'websocket']) {
    const options = ['--topic', 'news', '--url', `https://${host}`, '--fingerprint', fingerprint];
    const follower = started('follow.ts', transport, '--verbose', ...options);
    await follower.shows(/follows news by .* at https:/);
    await follower.shows(/TLS established/);
    server.child.stdin.write(`{"topic": "news", "payload": "by ${transport}"}\n`);
    await follower.shows(new RegExp(`by ${transport}`));
    follower.child.kill('SIGINT');
    expect((await follower.ended).said).toContain(`--url https://${host} --fingerprint ${fingerprint}`);
  }
  const wrong = fingerprint.replace(/^../, found => (found === '00' ? '11' : '00'));
  const mistaken = started('follow.ts', 'sse', '--url', `https://${host}`, '--fingerprint', wrong);
  const { code, said } = await mistaken.ended;
  expect(code).toBe(1);
  expect(said).toContain(`its certificate is another one: ${fingerprint}`);
});

test.each([
  [['--url', 'https://127.0.0.1:1'], /https:\/\/ needs --fingerprint/],
  [['--url', 'http://127.0.0.1:1', '--fingerprint', 'AB'], /--fingerprint is for https:\/\//],
])('follow %j is refused in one line', async (args, message) => {
  const { code, said } = await started('follow.ts', 'sse', ...args).ended;
  expect(code).toBe(2);
  expect(said).toMatch(message);
});
