import { type Static, Type } from 'typebox';
import { count, exact, quantity } from './parts.ts';

const values = {
  arithmeticNs: quantity('one step of a chain of integer and floating-point operations in registers'),
  cacheWalkNs: quantity('one step of a walk through 256 KiB in random order, each step on the one before'),
  memoryWalkNs: quantity('one step of a walk through 64 MiB in random order, each step on the one before'),
  systemCallNs: quantity('one call of getuid, which only enters and leaves the kernel'),
  httpRequestNs: quantity('one poll through the HTTP server of Node, in memory and without a socket'),
  warmWorkNs: quantity('50 µs of arithmetic and of a walk in cache, again and again without a pause'),
  coldWorkNs: quantity('the same work, each time after 2 ms of waiting'),
  wakeUpRatio: quantity('coldWorkNs / warmWorkNs'),
  wakeUpArithmeticRatio: quantity('the same ratio for the arithmetic alone'),
  wakeUpWalkRatio: quantity('the same ratio for the walk alone'),
  wakeUpLatenessNs: quantity('how late these waits ended'),
  wakeUpCpuNs: quantity('CPU time of such a wait without work: going to sleep and waking up'),
};

/** A value that the reference workloads measure; its name has the unit. */
export type WorkloadValue = keyof typeof values;
/** One median a value. */
export type WorkloadValues = Record<WorkloadValue, number>;

/** What the machine was like before one block of a run. */
export const ReferenceWorkloads = Type.Object(
  {
    session: Type.Optional(count('as in a trial; only in a joined run')),
    block: count('the block before which they were measured'),
    startedAt: Type.String(),
    ...values,
  },
  {
    ...exact,
    description: 'reference workloads on a core of the server; each value is a median of several times',
  },
);
export type ReferenceWorkloads = Static<typeof ReferenceWorkloads>;
