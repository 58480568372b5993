import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { type AddressInfo, createServer as createTcpServer } from 'node:net';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { ROOT } from '../../root.ts';
import { TESTED_TRANSPORTS, type TestedTransport } from '../../scenarios/load/transport.ts';
import { bash } from '../harness/closed-pipe.ts';
import { type Serving, serve } from '../harness/serving.ts';

const urlOf = ({ target }: Pick<Serving, 'target'>) => `http://127.0.0.1:${target.port}`;

/** The command, and what it prints; killed when the test is over. */
function follow(...args: string[]) {
  const child = spawn(process.execPath, [join('scripts', 'follow.ts'), ...args], { cwd: ROOT });
  onTestFinished(() => void child.kill('SIGKILL'));
  const said = { out: '', err: '' };
  const looks = new Set<() => void>();
  for (const [name, stream] of [
    ['out', child.stdout],
    ['err', child.stderr],
  ] as const) {
    stream.on('data', chunk => {
      said[name] += chunk;
      for (const look of looks) look();
    });
  }
  const ended = once(child, 'close').then(([code]) => ({ code, ...said }));
  const shows = (name: 'out' | 'err', pattern: RegExp) =>
    new Promise<RegExpExecArray>((resolve, reject) => {
      function look(): void {
        const found = pattern.exec(said[name]);
        if (!found) return;
        looks.delete(look);
        resolve(found);
      }
      looks.add(look);
      look();
      void ended.then(({ out, err }) => reject(new Error(`ended without ${pattern}:\n${out}\n${err}`)));
    });
  const interrupt = () => {
    child.kill('SIGINT');
    return ended;
  };
  return { child, said, shows, ended, interrupt };
}

const TIME = String.raw`\d\d:\d\d:\d\d\.\d{3}`;

const OPTIONS: Record<TestedTransport, string[]> = {
  'short-polling': ['--interval', '0.1'],
  'long-polling': ['--wait', '1'],
  sse: [],
  websocket: [],
};

test.each(TESTED_TRANSPORTS)(
  '%s: notifications with time of day, latency and cursor; connects again; says where to go on',
  async transport => {
    const server = await serve(TESTED_TRANSPORTS, { epoch: 'q7x2mk' });
    server.publish('news', 'before');
    const args = [transport, '--topic', 'news', '--url', urlOf(server), ...OPTIONS[transport]];
    const follower = follow(...args, '--after', '0', '--verbose');
    // A bare number has its epoch with the first answer.
    await follower.shows('out', new RegExp(`^${TIME} +[\\d.]+ m?s  q7x2mk-1  "before"\n$`));
    await follower.shows('err', new RegExp(`^${TIME}  TCP connection established\n`));
    server.publish('news', { a: ['"', '\n'] });
    await follower.shows(
      'out',
      new RegExp(`\n${TIME} +[\\d.]+ m?s  q7x2mk-2  {"a":\\["\\\\"","\\\\n"\\]}\n$`),
    );

    server.dropAll();
    // Between two short polls, the end of a connection is no break.
    if (transport !== 'short-polling') {
      await follower.shows(
        'err',
        /connection lost: .*; tries again in [\d.]+ m?s\n[\s\S]*connected again, from q7x2mk-2\n/,
      );
    }
    server.publish('news', 'after');
    await follower.shows('out', /q7x2mk-3 {2}"after"\n$/);

    const { code, err } = await follower.interrupt();
    expect(code).toBe(0);
    expect(err).toMatch(
      new RegExp(
        `\n${TIME}  to go on from here: npm run follow -- ${transport} --topic news --url ${urlOf(server)} --after q7x2mk-3\n$`,
      ),
    );
  },
);

test('without a cursor it starts with what comes next; a topic for a shell is quoted; a server that ends is tried again', async () => {
  const first = await serve(['sse'], { epoch: 'q7x2mk' });
  const topic = "it's new";
  first.publish(topic, 'old');
  const follower = follow('sse', '--topic', topic, '--url', urlOf(first));
  await follower.shows(
    'err',
    new RegExp(`^${TIME}  follows it's new by SSE at http://[\\d.:]+, from q7x2mk-1\n$`),
  );
  await first.close();
  await follower.shows('err', /connection lost: the server ended the stream; tries again in [\d.]+ m?s\n$/);
  const second = await serve(['sse'], { epoch: 'q7x2mk', port: first.target.port });
  second.publish(topic, 'old', 'new');
  await follower.shows('out', /q7x2mk-2 {2}"new"\n$/);
  const { out, err } = await follower.interrupt();
  expect(out).not.toContain('old');
  expect(err).toContain(` --topic 'it'\\''s new' --url`);
});

test('--json: a line of JSON for each, with times of day for the stamps of this machine', async () => {
  const server = await serve(['websocket'], { epoch: 'q7x2mk' });
  server.publish('news', 'one', { two: 2 });
  const follower = follow('websocket', '--url', urlOf(server), '--after', '0', '--json');
  await follower.shows('out', /\n.*\n/);
  const lines = follower.said.out
    .trim()
    .split('\n')
    .map(line => JSON.parse(line));
  expect(lines).toMatchObject([
    { cursor: 'q7x2mk-1', notification: { seq: 1, topic: 'news', payload: 'one' } },
    { cursor: 'q7x2mk-2', notification: { seq: 2, topic: 'news', payload: { two: 2 } } },
  ]);
  for (const { receivedTime, publishedTime, latencyMs, notification } of lines) {
    const [received, published] = [Date.parse(receivedTime), Date.parse(publishedTime)];
    expect(Math.abs(Date.now() - received)).toBeLessThan(60_000);
    // Both times are in whole ms.
    expect(Math.abs(received - published - latencyMs)).toBeLessThanOrEqual(1);
    expect(notification.publishedAt).toBeGreaterThan(1e15);
  }
});

test('a stamp that is later than now is of another clock: no latency', async () => {
  const server = await serve(['sse']);
  server.feed.append({ topic: 'news', payload: 1, scheduledAt: 9e15, publishedAt: 9e15 });
  const follower = follow('sse', '--url', urlOf(server), '--after', '0');
  await follower.shows('out', new RegExp(`^${TIME} {11}–  \\w{6}-1  1\n$`));
});

/** A port on which nobody listens. */
async function freePort(): Promise<number> {
  const server = createTcpServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

test.each(TESTED_TRANSPORTS)('%s: an absent server is one line, and exit code 1', async transport => {
  const port = await freePort();
  const { code, out, err } = await follow(transport, '--url', `http://localhost:${port}`).ended;
  expect([code, out]).toEqual([1, '']);
  expect(err).toMatch(/^cannot follow http:\/\/localhost:\d+: connect ECONNREFUSED [^\n]*\n$/);
});

test('a host without an address is one line, and exit code 1', async () => {
  const { code, err } = await follow('sse', '--url', 'http://no-such-host.invalid').ended;
  expect(code).toBe(1);
  expect(err).toMatch(/^cannot follow http:\/\/no-such-host\.invalid:80: getaddrinfo [^\n]*\n$/);
});

test('a server that is none of the lab, and a cursor that is gone, are one line and exit code 1', async () => {
  const other = createServer((_, response) => response.writeHead(404).end('no such page')).listen(
    0,
    '127.0.0.1',
  );
  await once(other, 'listening');
  onTestFinished(() => void other.close());
  const url = `http://127.0.0.1:${(other.address() as AddressInfo).port}`;
  const unknown = await follow('sse', '--url', url).ended;
  expect(unknown).toMatchObject({
    code: 1,
    err: `${url} ends it: HTTP_404: the server answered 404: no such page\n`,
  });
  const server = await serve(TESTED_TRANSPORTS);
  for (const transport of TESTED_TRANSPORTS) {
    const { code, err } = await follow(transport, '--url', urlOf(server), '--after', 'q7x2mk-42').ended;
    expect(code).toBe(1);
    // A WebSocket is open before the server says so; the others are refused.
    const isOpened = transport === 'websocket';
    expect(err.trimEnd().split('\n')).toEqual([
      ...(isOpened ? [expect.stringContaining('follows news by WebSocket')] : []),
      expect.stringMatching(/^http:\S+ ends it: CURSOR_GONE: cursor q7x2mk-42 cannot be continued: /),
    ]);
  }
});

test.each([
  [[], /^usage: npm run follow -- TRANSPORT/],
  [['sse', 'more'], /^usage: npm run follow/],
  [['pigeon'], /^unknown transport "pigeon"; there are: short-polling, /],
  [
    ['sse', '--url', 'localhost:8080'],
    /^--url is "localhost:8080"; it must be http:\/\/ or https:\/\/ with host and port alone/,
  ],
  [['sse', '--url', 'https://localhost'], /^https:\/\/ needs --fingerprint with 32 bytes/],
  [['sse', '--url', 'http://localhost/path'], /^--url is /],
  [['sse', '--after', 'yesterday'], /^--after is "yesterday"; it must be a cursor such as q7x2mk-42/],
  [['sse', '--topic', ''], /^--topic must have 1 to 128 characters/],
  [['sse', '--interval', '1'], /^--interval is for short-polling, not for sse\n/],
  [['sse', '--wait', '1'], /^--wait is for long-polling, not for sse\n/],
  [['short-polling', '--interval', '0'], /^--interval is "0"; it must be a number from 0\.1 to 3600\n/],
  [['sse', '--nosuch'], /--nosuch/],
])('%j is wrong use', async (args, line) => {
  const { code, out, err } = await follow(...args).ended;
  expect([code, out]).toEqual([2, '']);
  expect(err).toMatch(line);
  expect(err.trimEnd()).not.toContain('\n');
});

test('--help shows every option', async () => {
  const { code, out } = await follow('--help').ended;
  expect(code).toBe(0);
  for (const option of ['topic', 'url', 'after', 'interval', 'wait', 'json', 'verbose'])
    expect(out).toContain(`--${option}`);
});

test('follow … | head -1 ends quietly when more comes', async () => {
  const server = await serve(['sse']);
  server.publish('news', 'one');
  const script = join(ROOT, 'scripts', 'follow.ts');
  const line = `"$@" 2>/dev/null | head -1; echo "\${PIPESTATUS[0]}"`;
  const piped = bash(line, [process.execPath, script, 'sse', '--url', urlOf(server), '--after', '0']);
  const publishing = setInterval(() => server.publish('news', 'more'), 20);
  const { stdout } = await piped.finally(() => clearInterval(publishing));
  expect(stdout).toMatch(/"one"\n0\n$/);
  expect(server.feed.listenerCount()).toBe(0);
});

test('nothing is said about a pipe that is closed', async () => {
  const server = await serve(['websocket']);
  server.publish('news', 'one');
  const script = join(ROOT, 'scripts', 'follow.ts');
  const args = ['websocket', '--url', urlOf(server), '--after', '0'];
  const { code, stderr } = await bash('exec 3> >(:); wait $!; exec "$@" >&3 3>&-', [
    process.execPath,
    script,
    ...args,
  ]);
  expect(code).toBe(0);
  expect(stderr).toMatch(new RegExp(`^${TIME}  follows news by WebSocket [^\n]*\n$`));
});
