import { systemFile } from '../machine/system-file.ts';

/**
 * The program that keeps a core awake: it writes without end to nowhere, so it enters the kernel
 * all the time and touches little memory.
 */
export const KEEPER = 'yes';

/** Unit of /proc/<pid>/stat on every Linux that Node runs on. */
const TICK_MICROS = 10_000;

/** CPU time of the processes that keep cores awake for a command, by their ids. */
export function awakeCpuMicros(commandPid: number): Map<number, number> {
  const children = systemFile(`/proc/${commandPid}/task/${commandPid}/children`) ?? '';
  const times = new Map<number, number>();
  for (const pid of children.split(' ').filter(Boolean).map(Number)) {
    const stat = systemFile(`/proc/${pid}/stat`);
    // The name is in brackets; user and system time follow it as fields 12 and 13.
    const [name, rest] = [stat?.match(/\((.*)\)/)?.[1], stat?.slice(stat.lastIndexOf(')') + 2).split(' ')];
    if (name !== KEEPER || rest === undefined) continue;
    times.set(pid, (Number(rest[11]) + Number(rest[12])) * TICK_MICROS);
  }
  return times;
}

/** A killed server takes its keeper along, so the keepers are read more often than at the ends. */
const AWAKE_INTERVAL_MS = 200;

/** Adds up the CPU time of the processes that keep cores awake for these servers, in ms. */
export function watchAwake(serverPids: () => readonly number[]): { stop(): number } {
  const first = new Map<number, number>();
  const last = new Map<number, number>();
  const read = (isFirst: boolean) => {
    for (const [pid, micros] of serverPids().flatMap(server => [...awakeCpuMicros(server)])) {
      // A keeper that appears later began from 0.
      if (!first.has(pid)) first.set(pid, isFirst ? micros : 0);
      last.set(pid, micros);
    }
  };
  read(true);
  // An interrupted command does not wait for the end of a window.
  const timer = setInterval(() => read(false), AWAKE_INTERVAL_MS).unref();
  return {
    stop() {
      clearInterval(timer);
      read(false);
      return [...last].reduce((sum, [pid, micros]) => sum + (micros - (first.get(pid) ?? 0)) / 1000, 0);
    },
  };
}
