import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, test } from 'vitest';
import { parseProcess, processTree } from '../../../bench/meters/process-tree.ts';

test('reads a process, whatever its name is', () => {
  const fields = Array.from({ length: 49 }, (_, index) => index + 4);
  const stat = `42 (a) b (c) S ${fields.join(' ')}`;
  // Field n of proc_pid_stat(5) holds n here.
  expect(parseProcess(stat)).toEqual({
    parent: 4,
    userTicks: 14 + 16,
    systemTicks: 15 + 17,
    rssPages: 24,
  });
});

test('adds up a process and what it started, and nobody else', async () => {
  const child = spawn(
    'sh',
    ['-c', 'i=0; while [ $i -lt 200000 ]; do i=$((i+1)); done; echo done; exec cat'],
    {
      stdio: ['pipe', 'pipe', 'ignore'],
    },
  );
  await once(child.stdout, 'data');
  const own = processTree(child.pid as number);
  const all = processTree(process.pid);
  child.stdin.end();
  await once(child, 'close');
  expect(own.cpuMicros.user + own.cpuMicros.system).toBeGreaterThan(0);
  expect(own.rssBytes).toBeGreaterThan(0);
  expect(all.rssBytes).toBeGreaterThan(own.rssBytes);
  expect(processTree(child.pid as number)).toEqual({ cpuMicros: { user: 0, system: 0 }, rssBytes: 0 });
});
