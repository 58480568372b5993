import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, onTestFinished, test } from 'vitest';
import { WebSocket } from 'ws';
import { ROOT } from '../../root.ts';

test('Ctrl-C of serve closes its WebSockets with a code and a reason', async () => {
  const child = spawn(process.execPath, ['scripts/serve.ts', 'websocket', '--port', '0'], { cwd: ROOT });
  onTestFinished(() => void child.kill('SIGKILL'));
  const ended = once(child, 'close');
  const [line] = await once(child.stderr, 'data');
  const port = Number(/:(\d+);/.exec(String(line))?.[1]);
  const sockets = ['/notifications/socket?topic=news', '/echo'].map(
    path => new WebSocket(`ws://127.0.0.1:${port}${path}`),
  );
  const closings = sockets.map(socket => once(socket, 'close'));
  await Promise.all(sockets.map(socket => once(socket, 'open')));
  child.kill('SIGINT');
  for (const [code, reason] of await Promise.all(closings)) {
    expect([code, String(reason)]).toEqual([1001, 'the server ends']);
  }
  expect((await ended)[0]).toBe(0);
});
