import type { WorkloadValue } from '../../results/format/reference-workloads.ts';

/** How a value of the reference workloads is called, its unit, and what it stands for. */
export interface WorkloadWords {
  name: string;
  unit: string;
  standsFor: string;
}

/** In the order in which a reader sees them. */
export const WORKLOADS: Record<WorkloadValue, WorkloadWords> = {
  arithmeticNs: {
    name: 'Arithmetic',
    unit: 'ns per step',
    standsFor: 'The speed of the core itself: integer and floating-point operations in registers.',
  },
  cacheWalkNs: {
    name: 'Cache walk',
    unit: 'ns per step',
    standsFor: 'The core’s own cache: a walk through 256 KiB in random order.',
  },
  memoryWalkNs: {
    name: 'Memory walk',
    unit: 'ns per step',
    standsFor:
      'The memory and the cache that all cores share, other guests included: the same walk through 64 MiB.',
  },
  systemCallNs: {
    name: 'System call',
    unit: 'ns per call',
    standsFor: 'Entering and leaving the kernel (getuid).',
  },
  httpRequestNs: {
    name: 'HTTP request',
    unit: 'ns per request',
    standsFor: 'One empty poll in Node’s HTTP server, from parsing to response, without a socket.',
  },
  warmWorkNs: {
    name: 'Work without a pause',
    unit: 'ns',
    standsFor: 'Short work on a busy core: arithmetic, then a walk through 256 KiB in cache.',
  },
  coldWorkNs: {
    name: 'Work after a wait',
    unit: 'ns',
    standsFor: 'The same work on a core that was idle for 2 ms, like a request at a low rate.',
  },
  wakeUpRatio: {
    name: 'Wake-up ratio',
    unit: 'ratio',
    standsFor: 'How many times as long work takes after a wait as without a pause.',
  },
  wakeUpArithmeticRatio: {
    name: 'Wake-up ratio of the arithmetic',
    unit: 'ratio',
    standsFor: 'Frequency: above 1, the core is slower after it was idle.',
  },
  wakeUpWalkRatio: {
    name: 'Wake-up ratio of the walk',
    unit: 'ratio',
    standsFor: 'Caches: above 1, the core has lost their content while it was idle.',
  },
  wakeUpLatenessNs: {
    name: 'Lateness of a wake-up',
    unit: 'ns',
    standsFor: 'How late a wait of 2 ms ends.',
  },
  wakeUpCpuNs: {
    name: 'CPU time of a wake-up',
    unit: 'ns',
    standsFor: 'Going to sleep and waking up, without any work.',
  },
};

/** The values with their words, in order. */
export const workloadsInOrder = () => Object.entries(WORKLOADS) as [WorkloadValue, WorkloadWords][];
