import { expect, test } from 'vitest';
import { started } from '../harness/started-command.ts';

test('a server by hand compresses for followers that ask as it does, and for no other', async () => {
  const server = started('serve.ts', 'all', '--compression', 'per-message', '--port', '0');
  const [, host = ''] = await server.shows(/all on (\S+); to publish/);
  const options = ['--topic', 'news', '--url', `http://${host}`];
  for (const transport of ['sse', 'websocket']) {
    const follower = started('follow.ts', transport, ...options, '--compression', 'per-message', '--verbose');
    await follower.shows(/follows news by .* at http:/);
    server.child.stdin.write(`{"topic": "news", "payload": "by ${transport}"}\n`);
    await follower.shows(new RegExp(`by ${transport}`));
    follower.child.kill('SIGINT');
    expect((await follower.ended).said).toContain(`--url http://${host} --compression per-message --after`);
  }
  const mistaken = started('follow.ts', 'websocket', ...options, '--compression', 'shared-context');
  const { code, said } = await mistaken.ended;
  expect(code).toBe(1);
  expect(said).toContain('without the compression that was asked for');
});

test('tcp-floor compresses nothing, and says so', async () => {
  const { code, said } = await started('serve.ts', 'tcp-floor', '--compression', 'per-message').ended;
  expect(code).toBe(2);
  expect(said).toContain('--compression does not work with tcp-floor');
});
