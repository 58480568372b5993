import { expect, test } from 'vitest';
import { readThrottledMs, throttledBetween, throttledMs } from '../../../bench/meters/throttled-time.ts';

const V2 = (micros: number) => `usage_usec 900000
user_usec 700000
system_usec 200000
nr_periods 22
nr_throttled 21
throttled_usec ${micros}
nr_bursts 0
burst_usec 0
`;
const V1 = (nanos: number) => `nr_periods 22
nr_throttled 21
throttled_time ${nanos}
nr_bursts 0
burst_time 0
`;

const read = (files: Record<string, string>) => readThrottledMs(path => files[path] ?? null);

test('version 2 counts in µs, version 1 in ns', () => {
  expect(throttledMs(V2(1_500_000))).toBe(1500);
  expect(throttledMs(V1(1_500_000_000))).toBe(1500);
});

test('a group that no quota can stop has no such time, nor has one that is not there', () => {
  expect(throttledMs('usage_usec 900000\nuser_usec 700000\nsystem_usec 200000\n')).toBeNull();
  expect(throttledMs(null)).toBeNull();
});

test('of nested groups, that which was stopped longest in between counts', () => {
  const at = (labMicros: number, podMicros: number) =>
    read({
      '/proc/self/cgroup': '0::/pod/lab\n',
      '/sys/fs/cgroup/pod/lab/cpu.stat': V2(labMicros),
      '/sys/fs/cgroup/pod/cpu.stat': V2(podMicros),
      '/sys/fs/cgroup/cpu.stat': 'usage_usec 900000\n',
    });
  expect([...at(5000, 80_000).keys()]).toEqual(['/sys/fs/cgroup/pod/lab', '/sys/fs/cgroup/pod']);
  expect(throttledBetween(at(5000, 80_000), at(6000, 120_000))).toBe(40);
  expect(throttledBetween(at(5000, 80_000), at(35_000, 81_000))).toBe(30);
  expect(throttledBetween(at(5000, 80_000), at(5000, 80_000))).toBe(0);
});

test('a parent of version 1 alone may have the quota', () => {
  const at = (podNanos: number) =>
    read({
      '/proc/self/cgroup': '2:cpuacct:/\n1:cpu:/pod/lab\n0::/\n',
      '/sys/fs/cgroup/cpu/pod/lab/cpu.stat': V1(0),
      '/sys/fs/cgroup/cpu/pod/cpu.stat': V1(podNanos),
      '/sys/fs/cgroup/cpu/cpu.stat': V1(0),
    });
  expect(throttledBetween(at(0), at(1_750_000_000))).toBe(1750);
});

test('it is unknown where no group has it, or the group changed in between', () => {
  const none = read({ '/proc/self/cgroup': '0::/lab\n' });
  const other = read({ '/proc/self/cgroup': '0::/lab\n', '/sys/fs/cgroup/lab/cpu.stat': V2(1) });
  expect(throttledBetween(none, none)).toBeNull();
  expect(throttledBetween(none, other)).toBeNull();
});
