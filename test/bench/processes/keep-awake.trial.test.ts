import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { allowedCores } from '../../../bench/machine/cores.ts';
import { awakeCpuMicros } from '../../../bench/meters/awake-cpu.ts';
import { awakePrefix, canKeepAwake } from '../../../bench/processes/keep-awake.ts';

/** SCHED_IDLE of sched(7). */
const IDLE_POLICY = '5';

/** Fields of /proc/<pid>/stat from the state on; null once the process has ended. */
function statOf(pid: number): string[] | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return fields[0] === 'Z' ? null : fields;
  } catch {
    return null;
  }
}
const policyOf = (pid: number) => statOf(pid)?.[41 - 3];
const sum = (times: Map<number, number>) => [...times.values()].reduce((total, micros) => total + micros, 0);

const some = allowedCores().slice(0, 2);

test.runIf(canKeepAwake(some.join()))(
  'one process of the lowest priority a core, until the command ends',
  async () => {
    const cores = some;
    const [file, ...words] = [...awakePrefix(cores.join()), 'sh', '-c', 'echo ready; exec cat'];
    const command = spawn(file as string, words, { stdio: ['pipe', 'pipe', 'ignore'], detached: true });
    await once(command.stdout, 'data');
    const pid = command.pid as number;
    await expect.poll(() => awakeCpuMicros(pid).size, { timeout: 10_000 }).toBe(cores.length);
    const keepers = [...awakeCpuMicros(pid).keys()];
    await expect.poll(() => keepers.map(policyOf), { timeout: 10_000 }).toEqual(cores.map(() => IDLE_POLICY));
    const before = sum(awakeCpuMicros(pid));
    await expect.poll(() => sum(awakeCpuMicros(pid)), { timeout: 10_000 }).toBeGreaterThan(before);
    // No chance to clean up: the kernel has to end them.
    command.kill('SIGKILL');
    await once(command, 'close');
    await expect.poll(() => keepers.map(statOf), { timeout: 10_000 }).toEqual(cores.map(() => null));
  },
);

test('a process that is not there keeps nothing awake', () => {
  expect(awakeCpuMicros(2 ** 22 + 1).size).toBe(0);
});

test('without cores of its own a server is not kept awake', () => {
  expect(canKeepAwake(null)).toBe(false);
});
