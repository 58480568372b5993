import type { Environment } from '../../results/format/environment.ts';
import type { Stage } from '../../results/format/trial.ts';
import type { Load } from '../../scenarios/load/load.ts';
import type { Tool } from '../../scenarios/load/tool.ts';
import type { Transport } from '../../scenarios/load/transport.ts';
import type { CoreSplit } from '../machine/cores.ts';
import type { Network } from '../network/network.ts';

/** One planned trial. */
export interface TrialPlan {
  scenario: string;
  point: string;
  transport: Transport;
  block: number;
  order: number;
  attempt: number;
  /** In an A/A run (--aa), which of the two names; else null. */
  arm: 'a' | 'b' | null;
  /** The tool that replaces the lab's clients; missing or null for the lab's clients. */
  tool?: Tool | null;
  load: Load;
  seed: number;
  warmUpSeconds: number;
  windowSeconds: number;
}

/** One running process of a trial. */
export interface RunningProcess {
  role: 'server' | 'proxy' | 'broker' | 'publisher' | 'client';
  pid: number;
}

export interface TrialSettings {
  network: Network;
  cores: CoreSplit;
  /** Whether the server's cores are kept awake; only cores of its own can be. */
  keepAwake?: boolean;
  /** 0 for any free port. */
  serverPort: number;
  hiccups: Environment['hiccups'];
  /**
   * Time of one way over bare TCP on the idle machine, and over the path if the load has one, for
   * the models; null if not known.
   */
  transitMs: number | null;
  /** What the calibration of the load's path did not recover; empty or missing if it did. */
  pathFaults?: readonly string[];
  /** Why the load's path cannot be had; the trial is then an error. */
  pathFailure?: string;
  /** Called at each stage, with all processes started so far, also one that a fault killed. */
  onStage?: (stage: Stage, processes: readonly RunningProcess[]) => void;
  /** Aborts the trial, which then counts as an error. */
  signal: AbortSignal;
}
