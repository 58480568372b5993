import type { Tool } from '../../scenarios/load/tool.ts';

/**
 * Entry files of the lab's processes, relative to the root. The bench starts them by path and
 * imports none.
 */
export const ENTRIES = {
  server: 'servers/main.ts',
  publisher: 'bench/publisher/publisher.ts',
  worker: 'clients/worker.ts',
  autocannon: 'clients/tools/autocannon-worker.ts',
  k6: 'clients/tools/k6-worker.ts',
  hiccups: 'bench/calibration/hiccups.ts',
  idleLoop: 'bench/calibration/idle-loop.ts',
  workloads: 'bench/calibration/workload-process.ts',
  relay: 'bench/network/path/relay.ts',
  probe: 'bench/calibration/path/probe.ts',
  part: 'bench/topology/part-process.ts',
} as const satisfies Record<
  | Tool
  | 'server'
  | 'publisher'
  | 'worker'
  | 'hiccups'
  | 'idleLoop'
  | 'workloads'
  | 'relay'
  | 'probe'
  | 'part',
  string
>;
