import type { Environment } from '../../results/format/environment.ts';
import type { Stage } from '../../results/format/trial.ts';
import type { Load } from '../../scenarios/load/load.ts';
import type { Tool } from '../../scenarios/load/tool.ts';
import type { Transport } from '../../scenarios/load/transport.ts';
import type { CoreSplit } from '../machine/cores.ts';
import type { Network } from '../network/network.ts';

/** One measurement to be made. */
export interface TrialPlan {
  scenario: string;
  point: string;
  transport: Transport;
  block: number;
  order: number;
  attempt: number;
  /** In a run against itself (--aa): which of the two names. */
  arm: 'a' | 'b' | null;
  /** The tool that takes the place of the lab's clients; none where nothing is said. */
  tool?: Tool | null;
  load: Load;
  seed: number;
  warmUpSeconds: number;
  windowSeconds: number;
}

/** One process of a trial that runs. */
export interface RunningProcess {
  role: 'server' | 'publisher' | 'client';
  pid: number;
}

export interface TrialSettings {
  network: Network;
  cores: CoreSplit;
  /** 0 takes any free port. */
  serverPort: number;
  hiccups: Environment['hiccups'];
  /** One way over bare TCP on the idle machine, for the models; null where it is not known. */
  transitMs: number | null;
  /** Called at the start of each stage, with the processes that the trial has then. */
  onStage?: (stage: Stage, processes: readonly RunningProcess[]) => void;
  /** Ends the trial early; it then counts as an error. */
  signal: AbortSignal;
}
