import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { NETWORK_MODES, type NetworkMode } from '../../bench/network/network.ts';
import type { Run } from '../../results/format/run.ts';
import { readRun } from '../../results/format/run-file.ts';
import { readTrace } from '../../scenarios/load/trace.ts';
import { oneOf, UsageError } from './usage-error.ts';

/** A run and the network of its repetition: both runs have the same plan. */
export interface Repeated {
  run: Run;
  network: NetworkMode;
}

/** Throws one line if a trace of the run can no longer be read. */
function checkTraces({ scenarios }: Run): void {
  for (const { load } of scenarios.flatMap(({ points }) => points)) {
    if (load.arrivals.kind === 'trace') readTrace(load.arrivals.file);
  }
}

/** Reads the run to repeat. Throws UsageError if it cannot be repeated. */
export function readRepeated(folder: string): Repeated {
  if (!existsSync(folder)) throw new UsageError(`--repeat: folder ${folder} does not exist`);
  if (!existsSync(join(folder, 'run.json'))) throw new UsageError(`--repeat: no run.json in ${folder}`);
  try {
    const run = readRun(folder);
    checkTraces(run);
    return { run, network: oneOf('network', run.environment.network, NETWORK_MODES) };
  } catch (error) {
    throw new UsageError(`--repeat: ${(error as Error).message}`);
  }
}
