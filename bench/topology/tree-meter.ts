import { readdirSync, readFileSync } from 'node:fs';
import { processRssBytes } from '../meters/other-process-meter.ts';
import { processCpuMicros } from '../meters/process-cpu.ts';

/** The living children of a process. Throws where the system does not report them. */
const childrenOf = (pid: number): number[] =>
  readdirSync(`/proc/${pid}/task`).flatMap(thread =>
    readFileSync(`/proc/${pid}/task/${thread}/children`, 'utf8').split(' ').filter(Boolean).map(Number),
  );

/** A process and all its living descendants. */
const treeOf = (pid: number): number[] => [pid, ...childrenOf(pid).flatMap(treeOf)];

/** What a program and its descendants have used so far, and what they hold in memory. */
export interface TreeUse {
  cpuMicros: number;
  /** Pages that several of them share count once for each. */
  rssBytes: number;
}

/** Reads both. Throws where the system does not report them, or the program has ended. */
export function treeUse(pid: number): TreeUse {
  const use: TreeUse = { cpuMicros: 0, rssBytes: 0 };
  for (const one of treeOf(pid)) {
    const cpuMicros = processCpuMicros(one);
    if (cpuMicros === null) throw new Error(`the system does not report the CPU time of process ${one}`);
    use.cpuMicros += cpuMicros;
    use.rssBytes += processRssBytes(one);
  }
  return use;
}
