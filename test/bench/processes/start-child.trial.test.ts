import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { type Child, startChild } from '../../../bench/processes/start-child.ts';
import { ROOT } from '../../../root.ts';

type Incoming = { type: 'ready'; value: number } | { type: 'done'; value: number };
const childModule = JSON.stringify(join(ROOT, 'bench/processes/child-side.ts'));

const isAlive = (pid: number) => {
  try {
    // A zombie has ended; only its parent has not heard of it yet.
    return !/^\d+ \(.*\) Z/.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
};

/** Starts a child that runs this code. */
function start(code: string, prefix: string[] = []): Child<Incoming, { type: string }> {
  const folder = mkdtempSync(join(tmpdir(), 'pushlab-child-'));
  const file = join(folder, 'child.ts');
  writeFileSync(file, `import { childProcess } from ${childModule};\n${code}\n`);
  const child = startChild<Incoming, { type: string }>({
    name: 'worker',
    entry: relative(ROOT, file),
    config: { answer: 42 },
    prefix,
  });
  onTestFinished(async () => {
    await child.stop();
    expect(isAlive(child.pid)).toBe(false);
    rmSync(folder, { recursive: true });
  });
  return child;
}
const echo = `const { config, send } = childProcess<{ answer: number }, any, any>(message => send(message));`;

test('passes the configuration and messages both ways', async () => {
  const child = start(`${echo} send({ type: 'ready', value: config.answer });`);
  expect(await child.expect('ready', 10_000)).toEqual({ type: 'ready', value: 42 });
  child.send({ type: 'done' });
  expect(await child.expect('done', 10_000)).toEqual({ type: 'done' });
});

test('keeps a message that comes before it is expected', async () => {
  const child = start(`${echo} send({ type: 'ready', value: 1 }); send({ type: 'done', value: 2 });`);
  expect((await child.expect('done', 10_000)).value).toBe(2);
  expect((await child.expect('ready', 10_000)).value).toBe(1);
});

test('a child that dies tells its last words', async () => {
  const child = start(`throw new TypeError('the disk is on fire');`);
  await expect(child.expect('ready', 10_000)).rejects.toThrow(
    'worker: ended by exit code 1: TypeError: the disk is on fire',
  );
  await expect(child.expect('done', 10_000)).rejects.toThrow('the disk is on fire');
});

test('a child that is killed says by what', async () => {
  const child = start(`${echo} send({ type: 'ready', value: 1 });`);
  await child.expect('ready', 10_000);
  const done = child.expect('done', 10_000);
  process.kill(child.pid, 'SIGKILL');
  await expect(done).rejects.toThrow('worker: ended by SIGKILL: no error output');
});

test('a child that reports its own failure ends the wait with its reason', async () => {
  const child = start(`${echo} send({ type: 'failed', reason: 'no more topics' });`);
  await expect(child.expect('ready', 10_000)).rejects.toThrow('worker: no more topics');
});

test('a child that never gets ready is given up', async () => {
  const child = start(`${echo}`);
  await expect(child.expect('ready', 100)).rejects.toThrow('worker: no "ready" within 0.1 s');
});

test('a command that does not exist is a failure like another', async () => {
  const child = start(echo, ['/no/such/program']);
  await expect(child.expect('ready', 10_000)).rejects.toThrow('worker: spawn /no/such/program ENOENT');
});

test('stop ends one that ignores it', async () => {
  const child = start(
    `process.on('message', () => {}); process.send?.({ type: 'ready' }); setInterval(() => {}, 1000);`,
  );
  await child.expect('ready', 10_000);
  await child.stop();
  expect(isAlive(child.pid)).toBe(false);
});

test('stop ends one that is stopped by a signal', async () => {
  const child = start(`${echo} send({ type: 'ready', value: 1 });`);
  await child.expect('ready', 10_000);
  process.kill(child.pid, 'SIGSTOP');
  await child.stop();
  expect(isAlive(child.pid)).toBe(false);
});

test('kill ends one that does not move, and whoever waits for it', async () => {
  const child = start(`${echo} send({ type: 'ready', value: 1 });`);
  await child.expect('ready', 10_000);
  const done = child.expect('done', 60_000);
  process.kill(child.pid, 'SIGSTOP');
  await Promise.all([child.kill(), expect(done).rejects.toThrow('worker: killed')]);
  expect(isAlive(child.pid)).toBe(false);
});

test('stop can be asked twice, and of one that is gone', async () => {
  const child = start(`process.exit(3);`);
  await expect(child.expect('ready', 10_000)).rejects.toThrow('worker: ended by exit code 3');
  await Promise.all([child.stop(), child.stop()]);
});

test('a child ends when the bench is gone, however it went', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'pushlab-orphan-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const pidFile = join(folder, 'pid');
  const orphan = join(folder, 'orphan.ts');
  writeFileSync(
    orphan,
    `import { writeFileSync } from 'node:fs'; import { childProcess } from ${childModule};
     childProcess(() => {}); setInterval(() => {}, 1000); writeFileSync(${JSON.stringify(pidFile)}, String(process.pid));`,
  );
  const bench = start(
    `import { startChild } from ${JSON.stringify(join(ROOT, 'bench/processes/start-child.ts'))};
     startChild({ name: 'orphan', entry: ${JSON.stringify(relative(ROOT, orphan))}, config: null, prefix: [] });
     process.send?.({ type: 'ready' });`,
  );
  await bench.expect('ready', 10_000);
  const pid = () => (existsSync(pidFile) ? Number(readFileSync(pidFile, 'utf8')) : 0);
  await expect.poll(pid, { timeout: 10_000 }).toBeGreaterThan(0);
  process.kill(bench.pid, 'SIGKILL');
  await expect.poll(() => isAlive(pid()), { timeout: 10_000 }).toBe(false);
});

test('a wait that nobody needs any more ends, and its time limit fails nobody', async () => {
  const child = start(echo);
  const controller = new AbortController();
  const abandoned = child.expect('ready', 50, controller.signal);
  controller.abort();
  await expect(abandoned).rejects.toThrow('worker: nobody waits for "ready" any more');
  const replaced = child.expect('ready', 50);
  const waiting = child.expect('ready', 10_000);
  await expect(replaced).rejects.toThrow('worker: "ready" was asked for again');
  // Longer than both time limits.
  await expect(child.expect('done', 200)).rejects.toThrow('worker: no "done" within 0.2 s');
  await expect(waiting).rejects.toThrow('worker: no "done"');
});
