import { expect, test } from 'vitest';
import { allowedCores, coreNumbers, haveOwnPhysicalCores } from '../../../bench/machine/cores.ts';

/** The cores of a system whose files say this; null: it has no such file. */
function coresOf(allowed: string | null, online: string | null): number[] {
  const files: Record<string, string | null> = {
    '/proc/self/status': allowed && `Name:\tnode\nCpus_allowed:\tff\nCpus_allowed_list:\t${allowed}\n`,
    '/sys/devices/system/cpu/online': online && `${online}\n`,
  };
  return allowedCores(path => files[path] ?? null);
}

test('a list of cores has numbers and ranges', () => {
  expect(coreNumbers('0,2-4,7')).toEqual([0, 2, 3, 4, 7]);
});

test.each<[string, string | null, string | null, number[]]>([
  ['all that are allowed, where all are online', '0-3', '0-3', [0, 1, 2, 3]],
  ['none that are offline', '0-7', '0-1', [0, 1]],
  ['none in a gap of those online', '0-5', '0,2,4-7', [0, 2, 4, 5]],
  ['none that are online but not allowed', '1', '0-3', [1]],
  ['all that are allowed, where the system hides which are online', '0-1', null, [0, 1]],
  ['none where the system reports none', null, '0-3', []],
])('a process may use %s', (_, allowed, online, cores) => {
  expect(coresOf(allowed, online)).toEqual(cores);
});

test('a core has a physical core to itself if no other that may be used shares it', () => {
  const siblings = (core: number) => `/sys/devices/system/cpu/cpu${core}/topology/thread_siblings_list`;
  const own = (allowed: string, cores: string) => {
    const files: Record<string, string> = {
      '/proc/self/status': `Cpus_allowed_list:\t${allowed}\n`,
      [siblings(0)]: '0,2\n',
      [siblings(1)]: '1\n',
      [siblings(2)]: '0,2\n',
    };
    return haveOwnPhysicalCores(cores, path => files[path] ?? null);
  };
  expect(own('0-2', '1')).toBe(true);
  expect(own('0-2', '0')).toBe(false);
  expect(own('0-2', '0,2')).toBe(false);
  expect(own('0-1', '0')).toBe(true);
  // Where the system says nothing, each counts as its own.
  expect(own('0-3', '3')).toBe(true);
});
