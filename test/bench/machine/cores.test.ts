import { expect, test } from 'vitest';
import { allowedCores, coreNumbers } from '../../../bench/machine/cores.ts';

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
