import { expect, test } from 'vitest';
import { groupFolders } from '../../../bench/machine/control-groups.ts';
import { describeLimits, processLimit, quotaCores } from '../../../bench/machine/limits.ts';

const LIMITS = `Limit                     Soft Limit           Hard Limit           Units
Max processes             unlimited            95946                processes
Max open files            20000                20000                files
`;

/** A system that has only these files. */
const systemOf = (files: Record<string, string>) => (path: string) => files[path] ?? null;

test('a soft limit is a number, or none', () => {
  expect(processLimit(LIMITS, 'Max open files')).toBe(20_000);
  expect(processLimit(LIMITS, 'Max processes')).toBeNull();
  expect(processLimit(null, 'Max open files')).toBeNull();
});

test('the control group and those above it are found in version 2, in version 1, and in neither', () => {
  expect(groupFolders('0::/user.slice/lab\n', 'cpu')).toEqual([
    '/sys/fs/cgroup/user.slice/lab',
    '/sys/fs/cgroup/user.slice',
    '/sys/fs/cgroup',
  ]);
  expect(groupFolders('3:cpu,cpuacct:/lab\n0::/\n', 'cpu')).toEqual([
    '/sys/fs/cgroup/cpu/lab',
    '/sys/fs/cgroup/cpu',
  ]);
  expect(groupFolders('0::/\n', 'cpu')).toEqual(['/sys/fs/cgroup']);
  expect(groupFolders(null, 'cpu')).toEqual([]);
});

test('the name of a group may have colons', () => {
  expect(groupFolders('0::/a.slice:cri-containerd:0a1b\n', 'cpu')[0]).toBe(
    '/sys/fs/cgroup/a.slice:cri-containerd:0a1b',
  );
});

test('a quota is told in cores; max and -1 are none', () => {
  expect(quotaCores('150000 100000\n', null, null)).toBe(1.5);
  expect(quotaCores('max 100000\n', null, null)).toBeNull();
  expect(quotaCores(null, '50000\n', '100000\n')).toBe(0.5);
  expect(quotaCores(null, '-1\n', '100000\n')).toBeNull();
  expect(quotaCores(null, null, null)).toBeNull();
});

test('of nested groups of version 2 the tightest limits apply', () => {
  const { quotaCores: cores, memoryBytes } = describeLimits(
    systemOf({
      '/proc/self/cgroup': '0::/pod/lab\n',
      '/sys/fs/cgroup/pod/lab/cpu.max': '150000 100000\n',
      '/sys/fs/cgroup/pod/lab/memory.max': 'max\n',
      '/sys/fs/cgroup/pod/cpu.max': '25000 100000\n',
      '/sys/fs/cgroup/pod/memory.max': '1073741824\n',
    }),
  );
  expect(cores).toBe(0.25);
  expect(memoryBytes).toBe(1024 ** 3);
});

test('of nested groups of version 1 the tightest limits apply', () => {
  const quota = (folder: string, micros: number) => ({
    [`/sys/fs/cgroup/cpu${folder}/cpu.cfs_quota_us`]: `${micros}\n`,
    [`/sys/fs/cgroup/cpu${folder}/cpu.cfs_period_us`]: '100000\n',
  });
  const { quotaCores: cores, memoryBytes } = describeLimits(
    systemOf({
      '/proc/self/cgroup': '4:memory:/pod\n1:cpu,cpuacct:/pod/lab\n0::/\n',
      ...quota('/pod/lab', -1),
      ...quota('/pod', 75_000),
      ...quota('', -1),
      '/sys/fs/cgroup/memory/pod/memory.limit_in_bytes': '9223372036854771712\n',
      '/sys/fs/cgroup/memory/memory.limit_in_bytes': '9223372036854771712\n',
    }),
  );
  expect(cores).toBe(0.75);
  expect(memoryBytes).toBeNull();
});

test('in a container that sees its own groups as the topmost, their limit applies', () => {
  // The name is that of the host; only the container's folder is there, as the topmost.
  const read = systemOf({
    '/proc/self/cgroup': '1:cpu:/docker/0a1b2c\n',
    '/sys/fs/cgroup/cpu/cpu.cfs_quota_us': '50000\n',
    '/sys/fs/cgroup/cpu/cpu.cfs_period_us': '100000\n',
  });
  expect(describeLimits(read).quotaCores).toBe(0.5);
});

test('a system without control groups has no limits', () => {
  expect(describeLimits(() => null)).toEqual({
    openFiles: null,
    processes: null,
    quotaCores: null,
    memoryBytes: null,
  });
});

test('this machine says how many files a process may open', () => {
  expect(describeLimits().openFiles).toBeGreaterThan(0);
});
