import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { ROOT } from '../../root.ts';

/** A server of the command: where it is, and what it prints on standard output. */
async function serving(...args: string[]) {
  const child = spawn(process.execPath, [join('scripts', 'serve.ts'), ...args, '--port', '0'], { cwd: ROOT });
  onTestFinished(() => void child.kill('SIGKILL'));
  let [out, err] = ['', ''];
  child.stdout.on('data', chunk => {
    out += chunk;
  });
  child.stderr.on('data', chunk => {
    err += chunk;
  });
  const ended = once(child, 'close');
  await expect.poll(() => err, { timeout: 30_000 }).toMatch(/:\d+; to publish/);
  return {
    url: `http://127.0.0.1:${/:(\d+);/.exec(err)?.[1]}`,
    type: (payload: unknown) => child.stdin.write(`${JSON.stringify({ topic: 'news', payload })}\n`),
    out: () => out,
    err: () => err,
    shows: (pattern: RegExp) => expect.poll(() => out, { timeout: 30_000 }).toMatch(pattern),
    async end() {
      child.kill('SIGINT');
      const [code] = await ended;
      return code;
    },
  };
}

test('serve says in lines who came, what was published, what polls got, who left, and who is left at its end', async () => {
  const { url, type, shows, out, end } = await serving('all');
  const stream = new AbortController();
  await fetch(`${url}/notifications/stream?topic=news`, { signal: stream.signal });
  await shows(/ came {7}news {6}SSE {12}127\.0\.0\.1:\d+ +from \w{6}-0\n/);
  const poll = fetch(`${url}/notifications?topic=news&after=0`, { headers: { prefer: 'wait=20' } });
  await shows(/ came {7}news {6}Long polling {3}127\.0\.0\.1:\d+ +waits, from 0\n/);
  type('hello');
  expect((await poll).status).toBe(200);
  await shows(/ published {2}news {6}\w{6}-1, \d+ bytes, to 2 followers, stamp 1\d{15}\n/);
  await shows(
    / polled {5}news {6}Long polling {3}127\.0\.0\.1:\d+ +waited [\d.]+ m?s: 1 notification, next \w{6}-1\n/,
  );
  stream.abort();
  await shows(/ left {7}news {6}SSE {12}127\.0\.0\.1:\d+ +after [\d.]+ m?s: /);
  const socket = new WebSocket(`${url.replace('http', 'ws')}/notifications/socket?topic=news`);
  await once(socket, 'open');
  await shows(/WebSocket {6}127\.0\.0\.1:\d+ +from \w{6}-1\n/);
  expect(await end()).toBe(0);
  const lines = out().trimEnd().split('\n');
  expect(lines.at(-1)).toMatch(/ left {7}news {6}WebSocket .*: server closing$/);
  for (const line of lines) expect(line).toMatch(/^\d\d:\d\d:\d\d\.\d{3} {2}/);
});

test('serve sums up what is too frequent for lines', async () => {
  const { type, shows, out, end } = await serving('sse');
  for (let count = 0; count < 300; count++) type(count);
  await shows(/ in 1 s {5}[\d,]+ published \([\d.]+\s\wi?B, 0 deliveries at once\)\n/);
  const single = out().match(/ published {2}/g)?.length ?? 0;
  expect(single).toBeGreaterThan(0);
  const summed = [...out().matchAll(/ in 1 s {5}([\d,]+) published/g)].map(([, count]) => Number(count));
  expect(single + summed.reduce((sum, count) => sum + count, 0)).toBe(300);
  await end();
});

test('serve --quiet says nothing of it, but what it said before', async () => {
  const { url, type, out, err, end } = await serving('all', '--quiet');
  const answer = fetch(`${url}/notifications?topic=news&after=0`, { headers: { prefer: 'wait=20' } });
  type('hello');
  expect((await answer).status).toBe(200);
  expect((await fetch(`${url}/nothing`)).status).toBe(404);
  await end();
  expect(out()).toBe('');
  expect(err()).toMatch(
    /^all on 127\.0\.0\.1:\d+; to publish, type: .*\nits calls, to click and copy: http:\S+\nclosing\n$/,
  );
});

test.each(['sse', 'tcp-floor'])('serve %s says where its page of calls is, if it has one', async kind => {
  const { err, end } = await serving(kind);
  const line = `its calls, to click and copy: `;
  if (kind === 'tcp-floor') expect(err()).not.toContain(line);
  else await expect.poll(err).toContain(line);
  expect(await end()).toBe(0);
});
