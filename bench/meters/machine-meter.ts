import { allowedCores, coreNumbers } from '../machine/cores.ts';
import { systemFile } from '../machine/system-file.ts';
import { watchAwake } from './awake-cpu.ts';
import { watchThrottling } from './throttled-time.ts';
import { type Window, waitUntil } from './window.ts';

/** What the machine did with its cores in a window. */
export interface MachineLoad {
  /** Largest share that the hypervisor took of any used core, in % of the window. */
  stealPercent: number;
  /**
   * Time for which a CPU quota stopped the control group, or one above it, added over the cores, in
   * % of the window; null if the system does not report it.
   */
  throttledPercent: number | null;
  /**
   * CPU time of all processes, the lab's included, in ms: on the server's cores and on the
   * clients'. The processes that keep the server's cores awake are left out.
   */
  busyMs: { server: number; clients: number };
  /** CPU time that those cores had available, in ms. */
  capacityMs: { server: number; clients: number };
  /** CPU time of the measuring process. */
  ownCpuMicros: number;
}

/** Time of one core since the start of the system, in ms. */
interface CoreTimes {
  busyMs: number;
  stealMs: number;
}

/** Unit of /proc/stat: 1/100 s on every Linux that Node runs on. */
const TICK_MS = 10;

/**
 * Parses /proc/stat (proc_stat(5)): core → time. Busy is the CPU time of processes, without
 * interrupts. On pinned cores the interrupts handle the lab's own packets, partly while no process
 * runs, and no process is charged for them. Some kernels charge the other interrupts to the process
 * that they interrupt, so the lab's processes seem to use more than they did. That underestimates
 * other processes, which is the safer error.
 */
export function parseCoreTimes(text: string): Map<number, CoreTimes> {
  const times = new Map<number, CoreTimes>();
  for (const line of text.split('\n')) {
    const core = line.match(/^cpu(\d+) /)?.[1];
    if (core === undefined) continue;
    const [user = 0, nice = 0, system = 0, , , , , steal = 0] = line.split(' ').slice(1).map(Number);
    times.set(Number(core), { busyMs: (user + nice + system) * TICK_MS, stealMs: steal * TICK_MS });
  }
  return times;
}

function readCoreTimes(): Map<number, CoreTimes> | null {
  const text = systemFile('/proc/stat');
  return text === null ? null : parseCoreTimes(text);
}

/**
 * Measures the cores of the server and of the clients over a window. Both are lists for taskset;
 * null stands for all cores that this process may use. `serverPids` are the servers so far, whose
 * cores may be kept awake. Resolves after the window, with null where the system does not report
 * core times. Rejects if a side has no core that was online throughout.
 */
export async function watchMachine(
  { fromMicros, toMicros }: Window,
  cores: { server: string | null; clients: string | null },
  serverPids: () => readonly number[] = () => [],
): Promise<MachineLoad | null> {
  await waitUntil(fromMicros);
  const before = readCoreTimes();
  const throttled = watchThrottling();
  const cpuBefore = process.cpuUsage();
  const startMs = performance.now();
  const awake = watchAwake(serverPids);
  await waitUntil(toMicros);
  const after = readCoreTimes();
  const awakeMs = awake.stop();
  const throttledPercent = throttled();
  const windowMs = performance.now() - startMs;
  const { user, system } = process.cpuUsage(cpuBefore);
  if (!before || !after) return null;

  const named = (list: string | null) => (list === null ? allowedCores() : coreNumbers(list));
  const load = coreLoad(
    before,
    after,
    { server: named(cores.server), clients: named(cores.clients) },
    windowMs,
  );
  if (load === null) return null;
  load.busyMs.server = Math.max(0, load.busyMs.server - awakeMs);
  return { ...load, throttledPercent, ownCpuMicros: user + system };
}

/**
 * What these cores did in a window, from the times at its two ends. A core that was not online at
 * both has no times: it adds neither work nor capacity. Null if the system gives no times of any of
 * them, as where it numbers its cores in another way. Throws if a side has no other core.
 */
export function coreLoad(
  before: Map<number, CoreTimes>,
  after: Map<number, CoreTimes>,
  cores: { server: readonly number[]; clients: readonly number[] },
  windowMs: number,
): Pick<MachineLoad, 'stealPercent' | 'busyMs' | 'capacityMs'> | null {
  const named = [...cores.server, ...cores.clients];
  if (!named.some(core => before.has(core) || after.has(core))) return null;
  const grown = (core: number): CoreTimes[] => {
    const [start, end] = [before.get(core), after.get(core)];
    return start && end ? [{ busyMs: end.busyMs - start.busyMs, stealMs: end.stealMs - start.stealMs }] : [];
  };
  const [server, clients] = [cores.server.flatMap(grown), cores.clients.flatMap(grown)];
  for (const [side, { length }] of Object.entries({ server, clients })) {
    if (length === 0) throw new Error(`no core of the ${side} was online for the whole window`);
  }
  const busyMs = (side: CoreTimes[]) => side.reduce((sum, core) => sum + core.busyMs, 0);
  const stealMs = [...server, ...clients].map(core => core.stealMs);
  return {
    stealPercent: (100 * Math.max(0, ...stealMs)) / windowMs,
    busyMs: { server: busyMs(server), clients: busyMs(clients) },
    capacityMs: { server: server.length * windowMs, clients: clients.length * windowMs },
  };
}

/**
 * CPU time of other processes, in % of the available time. `labMs` is the CPU time of the lab's
 * processes on either side.
 */
export function otherCpuPercent(
  { busyMs, capacityMs }: MachineLoad,
  labMs: { server: number; clients: number },
  shared: boolean,
): { server: number; clients: number } {
  // If all processes may use all cores, the lab's share covers both sides.
  const labTotalMs = labMs.server + labMs.clients;
  const others = (side: 'server' | 'clients') =>
    Math.max(0, (100 * (busyMs[side] - (shared ? labTotalMs : labMs[side]))) / capacityMs[side]);
  return { server: others('server'), clients: others('clients') };
}
