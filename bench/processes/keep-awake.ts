import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { allowedCores, coreNumbers, haveOwnPhysicalCores } from '../machine/cores.ts';
import { describeLimits } from '../machine/limits.ts';
import { KEEPER } from '../meters/awake-cpu.ts';
import { killedWithParent } from './ends-with-parent.ts';

/** Runs only when nothing else of its session wants the core, and gives way at once. */
const IDLE_PRIORITY = ['chrt', '--idle', '0'];

/** Whether the system has what `awakePrefix` and the meter of its CPU time need. */
const hasTools = (): boolean =>
  killedWithParent().length > 0 &&
  spawnSync(IDLE_PRIORITY[0] as string, [...IDLE_PRIORITY.slice(1), KEEPER, '--version']).status === 0 &&
  existsSync(`/proc/self/task/${process.pid}/children`);

/**
 * Whether the server's cores (a list for taskset; null for any) can be kept awake without harm. A
 * keeper on a hyper-thread would slow the other thread of its physical core. Under a CPU quota
 * below the number of cores it would use up what the lab needs.
 */
export function canKeepAwake(cores: string | null): boolean {
  const { quotaCores } = describeLimits();
  const isUnlimited = quotaCores === null || quotaCores >= allowedCores().length;
  return cores !== null && isUnlimited && haveOwnPhysicalCores(cores) && hasTools();
}

/**
 * Prefix of a command that keeps the cores of a list awake as long as the command runs: one process
 * of the lowest priority on each, which ends with the command. A core that sleeps between two
 * pieces of work loses what its caches held, and a virtual one also has to be scheduled again. How
 * much that costs depends on the host of the moment. The processes are children of the
 * command, because the kernel puts each session in a group of its own, and the lowest priority
 * counts only within a group (sched(7), autogroup).
 */
export function awakePrefix(cores: string): string[] {
  // The command may have ended before the kernel was told to end the keeper with it.
  const ifParentLives = `[ "$PPID" = "$0" ] && exec ${IDLE_PRIORITY.join(' ')} ${KEEPER}`;
  const keeper = (core: number) =>
    // The command's pipes must not stay open in the keeper: 3 and 4 lead to publisher and bench.
    `taskset -c ${core} ${killedWithParent().join(' ')} sh -c '${ifParentLives}' $$ >/dev/null 2>&1 3>&- 4>&- &`;
  return ['sh', '-c', `${coreNumbers(cores).map(keeper).join(' ')} exec "$@"`, 'sh'];
}
