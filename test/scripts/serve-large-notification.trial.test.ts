import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { ROOT } from '../../root.ts';

/** A server of the command, what it says, and its port. */
async function serving(kind: string) {
  const child = spawn(process.execPath, [join('scripts', 'serve.ts'), kind, '--port', '0'], { cwd: ROOT });
  onTestFinished(() => void child.kill('SIGKILL'));
  let said = '';
  child.stderr.on('data', chunk => {
    said += chunk;
  });
  await once(child.stderr, 'data');
  const port = Number(/:(\d+);/.exec(said)?.[1]);
  const publish = (payload: string) =>
    fetch(`http://127.0.0.1:${port}/notifications`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', connection: 'close' },
      body: JSON.stringify({ topic: 'news', payload }),
    });
  const ended = once(child, 'close');
  return {
    publish,
    type: (payload: string) => child.stdin.write(`${JSON.stringify({ topic: 'news', payload })}\n`),
    said: () => said,
    async end() {
      child.kill('SIGINT');
      await ended;
      return said.split('\n').filter(line => line.includes(' bytes: '));
    },
  };
}

test('serve says once that a notification is too large for some clients, by POST or typed', async () => {
  const server = await serving('all');
  expect((await server.publish('small')).status).toBe(202);
  server.type('x'.repeat(40_000));
  await expect.poll(server.said, { timeout: 30_000 }).toMatch(/40\d\d\d bytes: .*32 KiB/);
  expect((await server.publish('x'.repeat(40_000))).status).toBe(202);
  expect((await server.publish('x'.repeat(70_000))).status).toBe(202);
  expect((await server.publish('x'.repeat(70_000))).status).toBe(202);
  expect(await server.end()).toEqual([
    expect.stringMatching(
      /^a notification of topic news has 40\d\d\d bytes: Go's coder\/websocket .*\(docs\/clients\.md\)$/,
    ),
    expect.stringMatching(
      /^a notification of topic news has 70\d\d\d bytes: Go's r3labs\/sse .*\(docs\/clients\.md\)$/,
    ),
  ]);
});

test('serve short-polling does not', async () => {
  const server = await serving('short-polling');
  expect((await server.publish('x'.repeat(70_000))).status).toBe(202);
  expect(await server.end()).toEqual([]);
});
