import { expect, test } from 'vitest';
import { describeLimits, groupFolder, processLimit, quotaCores } from '../../../bench/machine/limits.ts';

const LIMITS = `Limit                     Soft Limit           Hard Limit           Units
Max processes             unlimited            95946                processes
Max open files            20000                20000                files
`;

test('a soft limit is a number, or none', () => {
  expect(processLimit(LIMITS, 'Max open files')).toBe(20_000);
  expect(processLimit(LIMITS, 'Max processes')).toBeNull();
  expect(processLimit(null, 'Max open files')).toBeNull();
});

test('the control group is found in version 2, in version 1, and in neither', () => {
  expect(groupFolder('0::/user.slice/lab\n', 'cpu')).toBe('/sys/fs/cgroup/user.slice/lab');
  expect(groupFolder('3:cpu,cpuacct:/lab\n0::/\n', 'cpu')).toBe('/sys/fs/cgroup/cpu/lab');
  expect(groupFolder(null, 'cpu')).toBeNull();
});

test('a quota is told in cores; max and -1 are none', () => {
  expect(quotaCores('150000 100000\n', null, null)).toBe(1.5);
  expect(quotaCores('max 100000\n', null, null)).toBeNull();
  expect(quotaCores(null, '50000\n', '100000\n')).toBe(0.5);
  expect(quotaCores(null, '-1\n', '100000\n')).toBeNull();
  expect(quotaCores(null, null, null)).toBeNull();
});

test('this machine says how many files a process may open', () => {
  expect(describeLimits().openFiles).toBeGreaterThan(0);
});
