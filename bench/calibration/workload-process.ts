import { setImmediate as nextTurn } from 'node:timers/promises';
import type { WorkloadValues } from '../../results/format/reference-workloads.ts';
import { childProcess } from '../processes/child-side.ts';
import type { FromWorkloads } from '../processes/messages.ts';
import { arithmetic } from './workloads/arithmetic.ts';
import { httpRequests } from './workloads/http-requests.ts';
import { medianNs } from './workloads/median-time.ts';
import { linesIn, randomCycle, walk } from './workloads/pointer-walk.ts';
import { systemCalls } from './workloads/system-calls.ts';
import { wakeUp } from './workloads/wake-up.ts';

// Measures the reference workloads once, on a core of the server: about a second in all.
const ARITHMETIC_STEPS = 400_000;
/** In the second-level cache of any processor of today, but not in the first. */
const CACHE_BYTES = 256 * 1024;
/** More than a guest's share of a last-level cache. */
const MEMORY_BYTES = 64 * 1024 ** 2;
const CACHE_STEPS = 200_000;
/** All repetitions together are less than one round: no line is read twice. */
const MEMORY_STEPS = 20_000;
const SYSTEM_CALLS = 10_000;
const REQUESTS = 200;
/** What Node's compiler needs for the whole of a request. */
const WARM_UP_REQUESTS = 4_000;
/** About as long as one round through the cache. */
const WAKE_UP_ARITHMETIC_STEPS = 10_000;

const { send } = childProcess<null, { type: 'stop' }, FromWorkloads>(() => {});

/** The median time in ns of one step through memory of so many bytes. */
async function walkNs(cycle: Int32Array, steps: number): Promise<number> {
  let index = 0;
  return await medianNs(steps, () => {
    index = walk(cycle, index, steps);
  });
}

async function httpRequestNs(): Promise<number> {
  const requests = httpRequests();
  await requests.send(WARM_UP_REQUESTS);
  const ns = await medianNs(REQUESTS, () => requests.send(REQUESTS));
  requests.close();
  return ns;
}

async function measured(): Promise<WorkloadValues> {
  const cache = randomCycle(CACHE_BYTES);
  const arithmeticNs = await medianNs(ARITHMETIC_STEPS, () => void arithmetic(ARITHMETIC_STEPS));
  const cacheWalkNs = await walkNs(cache, CACHE_STEPS);
  const memoryWalkNs = await walkNs(randomCycle(MEMORY_BYTES), MEMORY_STEPS);
  await nextTurn(); // A bench that wants to end can say so.
  const systemCallNs = await medianNs(SYSTEM_CALLS, () => systemCalls(SYSTEM_CALLS));
  const requestNs = await httpRequestNs();
  await nextTurn();
  const woken = wakeUp({
    arithmetic: () => void arithmetic(WAKE_UP_ARITHMETIC_STEPS),
    walk: () => void walk(cache, 0, linesIn(CACHE_BYTES)),
  });
  return { arithmeticNs, cacheWalkNs, memoryWalkNs, systemCallNs, httpRequestNs: requestNs, ...woken };
}

send({ type: 'measured', values: await measured() });
