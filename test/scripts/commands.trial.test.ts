import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { networkInterfaces, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { writeRun } from '../../results/format/run-file.ts';
import { ROOT } from '../../root.ts';
import { madeRun, madeScenario, madeTrial } from '../made/run.ts';

const running: ChildProcess[] = [];

function start(script: string, ...args: string[]) {
  const child = spawn(process.execPath, [join('scripts', script), ...args], { cwd: ROOT });
  running.push(child);
  let errors = '';
  child.stderr.on('data', chunk => {
    errors += chunk;
  });
  const ended = once(child, 'close').then(([code]) => ({ code, errors }));
  return { child, ended };
}

/** A server of the command, and its port, when it says that it listens. */
async function serving(kind: string, ...options: string[]) {
  const { child, ended } = start('serve.ts', kind, '--port', '0', ...options);
  const [line] = (await once(child.stderr, 'data')) as [Buffer];
  const port = Number(/:(\d+);/.exec(String(line))?.[1]);
  const publish = (payload: string) => child.stdin.write(`${JSON.stringify({ topic: 'news', payload })}\n`);
  return { child, ended, line: String(line), port, publish };
}

const childrenOf = (pid: number): number[] =>
  readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').filter(Boolean).map(Number);

afterEach(() => {
  for (const child of running.splice(0)) child.kill('SIGKILL');
});

test('serve sse is followed with curl and resumed with Last-Event-ID, and ends at Ctrl-C', async () => {
  const { child, ended, port, publish } = await serving('sse');
  const url = `http://127.0.0.1:${port}/notifications/stream?topic=news`;
  const curl = (...args: string[]) => {
    const process = spawn('curl', ['-sN', url, ...args]);
    running.push(process);
    return process;
  };
  const untilSeen = async (process: ReturnType<typeof curl>, pattern: RegExp) => {
    let seen = '';
    for await (const chunk of process.stdout) {
      seen += chunk;
      if (pattern.test(seen)) return seen;
    }
    throw new Error(`ended with: ${seen}`);
  };
  let heard = '';
  curl().stdout.on('data', chunk => {
    heard += chunk;
  });
  await expect.poll(() => heard, { timeout: 30_000 }).toMatch(/id: \w{6}-0\n/); // It follows the topic now.
  publish('one');
  publish('two');
  await expect
    .poll(() => heard, { timeout: 30_000 })
    .toMatch(/id: \w{6}-1\ndata: .*"payload":"one"\}\n\nid: \w{6}-2\ndata: .*"payload":"two"\}/);
  const [, cursor] = /id: (\w{6}-1)\n/.exec(heard) as unknown as [string, string];
  const resumed = await untilSeen(curl('-H', `Last-Event-ID: ${cursor}`), /"payload".*\n\n/);
  expect(resumed).toMatch(/^event: start\nid: \w{6}-1\ndata: \{"cursor":"\w{6}-1"\}\n\nid: \w{6}-2\ndata: /);
  child.kill('SIGINT');
  expect((await ended).code).toBe(0);
});

test('serve sends heartbeats as often as told, and begins a new epoch each time', async () => {
  async function firstHeartbeat() {
    const { port } = await serving('sse', '--heartbeat', '1');
    const answer = await fetch(`http://127.0.0.1:${port}/notifications/stream?topic=news`);
    let seen = '';
    for await (const chunk of answer.body ?? []) {
      seen += Buffer.from(chunk).toString();
      if (/^:\n/m.test(seen)) break;
    }
    return /^id: (\w{6})-0\n/m.exec(seen)?.[1];
  }
  const epochs = await Promise.all([firstHeartbeat(), firstHeartbeat()]);
  expect(epochs).toEqual([expect.any(String), expect.any(String)]);
  expect(epochs[0]).not.toBe(epochs[1]);
});

test('serve has an echo, and takes the longest wait and the origins from its options', async () => {
  const origins = ['--cors', 'https://app.example,http://localhost:3000', '--cors', 'null'];
  const { port } = await serving('all', '--max-wait', '40', ...origins);
  const ask = (path: string, headers: Record<string, string> = {}) =>
    fetch(`http://127.0.0.1:${port}${path}`, { headers });
  const capped = await ask('/notifications?topic=t', { prefer: 'wait=60' });
  expect(capped.headers.get('preference-applied')).toBe('wait=40');
  for (const origin of ['https://app.example', 'http://localhost:3000', 'null']) {
    const answer = await ask('/', { origin });
    expect(answer.headers.get('access-control-allow-origin')).toBe(origin);
    expect(Object.keys(((await answer.json()) as { paths: object }).paths)).toContain('/echo');
  }
  const other = await ask('/', { origin: 'https://other.example' });
  expect(other.headers.get('access-control-allow-origin')).toBeNull();
});

const hasIPv6 = Object.values(networkInterfaces()).some(found =>
  found?.some(({ address }) => address === '::1'),
);

test.runIf(hasIPv6).each([
  ['::1', '[::1]'],
  ['::', '[::1]'],
  ['0.0.0.0', '127.0.0.1'],
])(
  `serve --host %s prints an address that works${hasIPv6 ? '' : ' (this machine has no IPv6)'}`,
  async (host, own) => {
    const { child, ended, line, port } = await serving('all', '--host', host, '--demo');
    let said = line;
    child.stderr.on('data', chunk => {
      said += chunk;
    });
    await expect.poll(() => said, { timeout: 30_000 }).toMatch(/demo page: \S+\n/);
    expect(said).toContain(`all on ${own}:${port};`);
    const [, page] = /demo page: (\S+)\n/.exec(said) as RegExpExecArray;
    expect(page).toBe(`http://${own}:${port}/`);
    expect((await fetch(page as string)).status).toBe(200);
    child.kill('SIGINT');
    expect((await ended).code).toBe(0);
  },
);

test.each(['sse', 'all', 'tcp-floor'])('serve %s on a taken port ends with one line', async kind => {
  const squatter = createServer().listen(0, '127.0.0.1');
  await once(squatter, 'listening');
  const { port } = squatter.address() as AddressInfo;
  const { code, errors } = await start('serve.ts', kind, '--port', `${port}`).ended;
  squatter.close();
  expect(code).toBe(1);
  expect(errors).toBe(`port ${port} on 127.0.0.1 is taken; choose another, or 0 for any free one\n`);
});

test.each([
  [['serve.ts', 'pigeon'], /^unknown server "pigeon"; there are: short-polling, .*, all\n$/],
  [['serve.ts'], /^usage: npm run serve/],
  [['serve.ts', 'sse', '--port', 'x'], /^--port is "x"; it must be a whole number from 0 to 65535\n$/],
  [['serve.ts', 'sse', '--heartbeat', '0'], /^--heartbeat is "0"; it must be a number from 1 to 60\n$/],
  [
    ['serve.ts', 'sse', '--max-wait', '0'],
    /^--max-wait is "0"; it must be a whole number from 1 to 86400\n$/,
  ],
  [['serve.ts', 'sse', '--cors', 'app.example'], /^--cors is "app\.example"; it must be an origin .*\n$/],
  [['serve.ts', 'sse', '--cors', 'https://app.example/'], /^--cors is ".*\/"; it must be an origin .*\n$/],
  [['serve.ts', 'tcp-floor', '--cors', '*'], /^--demo, --cors and --max-wait do not work with tcp-floor/],
  [['report.ts'], /^usage: npm run report/],
])('%j is wrong use', async ([script, ...args], line) => {
  const { code, errors } = await start(script as string, ...args).ended;
  expect(code).toBe(2);
  expect(errors).toMatch(line);
});

test('serve ends with its npm, which passes SIGTERM on to its shell alone', async () => {
  const shell = spawn('sh', ['-c', `"${process.execPath}" scripts/serve.ts sse --port 0; true`], {
    cwd: ROOT,
    env: { ...process.env, npm_lifecycle_event: 'serve' },
  });
  running.push(shell);
  await once(shell.stderr, 'data');
  const [server] = childrenOf(shell.pid as number);
  if (server === undefined) throw new Error('the shell has no child');
  try {
    // Its end closes what it wrote to, when the shell no longer does.
    const closed = once(shell.stderr, 'close');
    shell.kill('SIGTERM');
    await closed;
  } finally {
    if (existsSync(`/proc/${server}`)) process.kill(server, 'SIGKILL');
  }
});

test('report renders a run again, and says what is wrong with one that it cannot read', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'pushlab-'));
  try {
    const missing = await start('report.ts', folder).ended;
    expect(missing).toMatchObject({
      code: 1,
      errors: expect.stringMatching(/^.*run\.json: no such file or directory[^\n]*\n$/),
    });
    const trial = madeTrial({ scenario: 'ticker', point: '10 subscribers', transport: 'sse', block: 0 });
    writeRun(folder, madeRun([madeScenario('ticker', 1)], [trial]));
    expect((await start('report.ts', folder).ended).code).toBe(0);
    expect(existsSync(join(folder, 'report.html'))).toBe(true);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('sample says in a line what it cannot take for one', async () => {
  const { code, errors } = await start('sample.ts', 'review', 'results/no-such-run').ended;
  expect(code).toBe(1);
  expect(errors).toMatch(/^[^\n]*no-such-run[^\n]*\n$/);
  for (const words of [['results/no-such-run'], ['no-set', 'results/no-such-run'], ['one', 'two', 'three']])
    expect((await start('sample.ts', ...words).ended).code).toBe(2);
});
