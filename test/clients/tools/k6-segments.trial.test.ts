import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { describe, expect, onTestFinished, test } from 'vitest';
import { K6_ENVIRONMENT } from '../../../clients/tools/k6-find.ts';
import { parseK6Summary } from '../../../clients/tools/k6-summary.ts';
import { ROOT } from '../../../root.ts';
import { TESTED_TRANSPORTS } from '../../../scenarios/load/transport.ts';
import { isThere, k6, without } from '../../harness/k6-available.ts';
import { serve } from '../../harness/serving.ts';

// The scripts as somebody runs them by hand, without the lab.

const SCRIPTS = join(ROOT, 'scenarios', 'k6');
const canSse = !(k6 instanceof Error) && k6.sseExtension !== null;
const driven = TESTED_TRANSPORTS.filter(transport => transport !== 'sse' || canSse);

const k6Path = 'path' in k6 ? k6.path : 'k6';

const run = (script: string, ...how: [Record<string, string | number>, string[]?]) =>
  runFile(join(SCRIPTS, script), ...how);

/**
 * Runs a script or archive to its end; resolves with its exit code, what it printed, and its
 * summary.
 */
async function runFile(file: string, told: Record<string, string | number>, options: string[] = []) {
  const folder = mkdtempSync(join(tmpdir(), 'pushlab-k6-test-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const summary = join(folder, 'summary.json');
  const variables = Object.entries({ ...told, SUMMARY: summary }).flatMap(([name, value]) => [
    '-e',
    `${name}=${value}`,
  ]);
  const child = spawn(k6Path, ['run', '--quiet', ...options, ...variables, file], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...K6_ENVIRONMENT },
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  const [printed, [code]] = await Promise.all([text(child.stderr), once(child, 'exit')]);
  return {
    code,
    printed,
    // Only for who asks: of a run in which nothing happened it is no whole one.
    get metrics() {
      return [0, 99].includes(code) ? parseK6Summary(readFileSync(summary, 'utf8')) : null;
    },
  };
}

const SUBSCRIBERS = 10;

describe.skipIf(!isThere)(`k6 by hand${without}`, { timeout: 120_000 }, () => {
  test.each(driven)('%s: two segments at once add up to the whole', async transport => {
    const { publish, target } = await serve(TESTED_TRANSPORTS);
    const told = {
      URL: `http://${target.host}:${target.port}`,
      TOPIC: 'news',
      SUBSCRIBERS,
      SOCKETS_PER_VU: 1,
      INTERVAL_MS: 200,
      WAIT_SECONDS: 2,
      FOLLOW_SECONDS: 20,
      // As the lab tells it, so that each half knows exactly what it must get.
      WINDOW_FIRST_SEQ: 1,
      WINDOW_LAST_SEQ: 40,
      LAST_SEQ: 40,
    };
    let sent = 0;
    const timer = setInterval(() => {
      if (sent++ < 40) publish('news', { wallMs: Date.now(), text: `${sent}` });
    }, 50);
    onTestFinished(() => clearInterval(timer));
    const sequence = ['--execution-segment-sequence', '0,1/2,1'];
    const halves = await Promise.all(
      ['0:1/2', '1/2:1'].map(segment =>
        run(`${transport}.ts`, told, ['--execution-segment', segment, ...sequence]),
      ),
    );
    expect(halves.map(({ code, printed }) => (code === 0 ? '' : printed))).toEqual(['', '']);
    const delivered = halves.map(({ metrics }) => metrics?.delivered.values.count);
    expect(delivered).toEqual([20 * SUBSCRIBERS, 20 * SUBSCRIBERS]);
    for (const { metrics } of halves) {
      expect(metrics?.missing.values.count).toBe(0);
      expect(metrics?.duplicate.values.count).toBe(0);
    }
  });

  test('followers that do not divide evenly are dealt over virtual users and segments', async () => {
    const { publish, target } = await serve(['websocket']);
    for (let seq = 1; seq <= 3; seq++) publish('news', { wallMs: Date.now() });
    const told = {
      URL: `http://${target.host}:${target.port}`,
      SUBSCRIBERS: 7,
      SOCKETS_PER_VU: 2,
      WINDOW_LAST_SEQ: 3,
      LAST_SEQ: 3,
    };
    const sequence = ['--execution-segment-sequence', '0,1/2,1'];
    const halves = await Promise.all(
      ['0:1/2', '1/2:1'].map(segment =>
        run('websocket.ts', told, ['--execution-segment', segment, ...sequence]),
      ),
    );
    const delivered = halves.map(({ metrics }) => metrics?.delivered.values.count ?? 0);
    expect(delivered.reduce((sum, count) => sum + count)).toBe(7 * 3);
    expect(Math.min(...delivered)).toBeGreaterThan(0);
  });

  test('two publishers at half the rate each publish at the rate', async () => {
    const { feed, target } = await serve(['websocket']);
    const URL = `http://${target.host}:${target.port}`;
    const told = { URL, RATE_PER_SECOND: 20, DURATION_SECONDS: 2 };
    const sequence = ['--execution-segment-sequence', '0,1/2,1'];
    const follower = spawnHand(target.port);
    await expect.poll(() => feed.listenerCount(), { timeout: 20_000 }).toBe(SUBSCRIBERS);
    await Promise.all(
      ['0:1/2', '1/2:1'].map(segment => publishBy(told, ['--execution-segment', segment, ...sequence])),
    );
    expect(feed.newestSeq('news')).toBeGreaterThanOrEqual(39);
    // Each has one at its beginning and one at its end.
    expect(feed.newestSeq('news')).toBeLessThanOrEqual(42);
    const { code, metrics } = await follower;
    expect(code).toBe(0);
    // Who came without a cursor gets what comes next: here all of it.
    expect(metrics?.delivered.values.count).toBe(SUBSCRIBERS * feed.newestSeq('news'));
    expect(metrics?.delivery_latency?.values.count).toBe(SUBSCRIBERS * feed.newestSeq('news'));
  });

  test('what is missing or comes twice crosses a threshold', async () => {
    const notifications = [1, 2, 2, 4].map(seq => ({ seq, topic: 'news', payload: 'hello' }));
    const server = createServer((request, response) => {
      const isFirst = request.url?.includes('after=0');
      response.writeHead(isFirst ? 200 : 204, { 'content-type': 'application/json' });
      response.end(isFirst ? JSON.stringify({ notifications, cursor: 4 }) : undefined);
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    onTestFinished(() => void server.close());
    const { port } = server.address() as AddressInfo;
    const { code, metrics } = await run('short-polling.ts', {
      URL: `http://127.0.0.1:${port}`,
      SUBSCRIBERS: 2,
      INTERVAL_MS: 100,
      FOLLOW_SECONDS: 1,
      WINDOW_LAST_SEQ: 5,
      LAST_SEQ: 5,
    });
    expect(code).toBe(99);
    // 3 and 5 for either, and nobody's stamp.
    expect(metrics?.missing.values.count).toBe(4);
    expect(metrics?.duplicate.values.count).toBe(2);
    expect(metrics?.delivered.values.count).toBe(6);
    expect(metrics?.delivery_latency).toBeUndefined();
  });

  test.each(driven)('%s: a server that is not there does not pass', async transport => {
    const { code, printed } = await run(`${transport}.ts`, {
      URL: 'http://127.0.0.1:1',
      SUBSCRIBERS: 2,
      INTERVAL_MS: 100,
      WAIT_SECONDS: 1,
      FOLLOW_SECONDS: 1,
    });
    expect(code).toBe(99);
    expect(printed).toMatch(/refused/);
  });

  test('an archive knows by itself what it was told when it was made', async () => {
    const { publish, target } = await serve(['websocket']);
    for (let seq = 1; seq <= 3; seq++) publish('news', { wallMs: Date.now() });
    const folder = mkdtempSync(join(tmpdir(), 'pushlab-k6-test-'));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    const archive = join(folder, 'websocket.tar');
    const told = {
      URL: `http://${target.host}:${target.port}`,
      SUBSCRIBERS: 7,
      SOCKETS_PER_VU: 2,
      FOLLOW_SECONDS: 20,
      WINDOW_LAST_SEQ: 3,
      LAST_SEQ: 3,
    };
    const variables = Object.entries(told).flatMap(([name, value]) => ['-e', `${name}=${value}`]);
    const made = spawn(k6Path, ['archive', ...variables, '-O', archive, join(SCRIPTS, 'websocket.ts')], {
      stdio: 'ignore',
      env: { ...process.env, ...K6_ENVIRONMENT },
    });
    expect(await once(made, 'exit')).toEqual([0, null]);
    const sequence = ['--execution-segment-sequence', '0,1/2,1'];
    const halves = await Promise.all(
      ['0:1/2', '1/2:1'].map(segment => runFile(archive, {}, ['--execution-segment', segment, ...sequence])),
    );
    expect(halves.map(({ code }) => code)).toEqual([0, 0]);
    const delivered = halves.map(({ metrics }) => metrics?.delivered.values.count ?? 0);
    expect(delivered.reduce((sum, count) => sum + count)).toBe(7 * 3);
  });

  test.each([
    [{}, /URL is missing: k6 run -e URL=…/],
    [
      { URL: 'http://127.0.0.1:1', SUBSCRIBERS: 'many' },
      /SUBSCRIBERS is \S*many\S* it must be a whole number from 0 on/,
    ],
  ])('told %o it says what is wrong', async (told, why) => {
    const { code, printed } = await run('websocket.ts', told);
    expect(code).not.toBe(0);
    expect(printed).toMatch(why);
  });
});

const spawnHand = (port: number) =>
  run('websocket.ts', { URL: `http://127.0.0.1:${port}`, SUBSCRIBERS, FOLLOW_SECONDS: 12 });

/** Publishes by k6; its summary has other metrics than a follower's. */
async function publishBy(told: Record<string, string | number>, options: string[]): Promise<void> {
  const variables = Object.entries(told).flatMap(([name, value]) => ['-e', `${name}=${value}`]);
  const child = spawn(k6Path, ['run', '--quiet', ...options, ...variables, join(SCRIPTS, 'publish.ts')], {
    stdio: 'ignore',
    env: { ...process.env, ...K6_ENVIRONMENT },
  });
  const [code] = await once(child, 'exit');
  expect(code).toBe(0);
}
