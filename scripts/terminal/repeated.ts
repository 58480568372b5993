import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { NETWORK_MODES, type NetworkMode } from '../../bench/network/network.ts';
import type { Run } from '../../results/format/run.ts';
import { readRun } from '../../results/format/run-file.ts';
import { readTrace } from '../../scenarios/load/trace.ts';
import { oneOf, UsageError } from './usage-error.ts';

/** What a run settled and its repetition takes over, so that both have the same plan. */
export interface Repeated {
  run: Run;
  network: NetworkMode;
}

/** Throws one line when a trace that the run replays cannot be read any more. */
function checkTraces({ scenarios }: Run): void {
  for (const { load } of scenarios.flatMap(({ points }) => points)) {
    if (load.arrivals.kind === 'trace') readTrace(load.arrivals.file);
  }
}

/** Reads the run that is to be repeated. Throws UsageError where that cannot be done. */
export function readRepeated(folder: string): Repeated {
  if (!existsSync(folder)) throw new UsageError(`--repeat: there is no folder ${folder}`);
  if (!existsSync(join(folder, 'run.json'))) throw new UsageError(`--repeat: no run.json in ${folder}`);
  try {
    const run = readRun(folder);
    checkTraces(run);
    return { run, network: oneOf('network', run.environment.network, NETWORK_MODES) };
  } catch (error) {
    throw new UsageError(`--repeat: ${(error as Error).message}`);
  }
}
