import { execFileSync } from 'node:child_process';
import { availableParallelism, cpus, release, totalmem, type, version } from 'node:os';
import type { Environment } from '../../results/format/environment.ts';
import type { Run } from '../../results/format/run.ts';
import { ROOT } from '../../root.ts';
import type { Calibration } from '../calibration/calibration.ts';
import type { IdleMachine } from '../calibration/idle-watch.ts';
import { detectContainer } from '../machine/container.ts';
import { allowedCores, type CoreSplit } from '../machine/cores.ts';
import { detectHypervisor } from '../machine/hypervisor.ts';
import { describeLimits } from '../machine/limits.ts';
import { describePackages } from '../machine/packages.ts';
import { systemFile } from '../machine/system-file.ts';
import { congestionControl } from '../network/congestion-control.ts';
import type { Network } from '../network/network.ts';

/** The frequency governor of the first core that this process may use; null if unknown. */
function frequencyGovernor(): string | null {
  const [core = 0] = allowedCores();
  return systemFile(`/sys/devices/system/cpu/cpu${core}/cpufreq/scaling_governor`)?.trim() || null;
}

function operatingSystem(): string {
  const release = systemFile('/etc/os-release');
  if (release === null) return `${type()} ${version()}`; // Not Linux.
  return release.match(/^PRETTY_NAME="?(.*?)"?$/m)?.[1] ?? type();
}

/**
 * The processor's model as the system names it, and how many cores this process may use. A CPU
 * quota does not lower that number, as it may lower that of `availableParallelism`.
 */
export function describeProcessor(): { model: string; cores: number } {
  return { model: cpus()[0]?.model ?? 'unknown', cores: allowedCores().length || availableParallelism() };
}

/** Describes the machine and the software of a run. */
export function describeEnvironment(
  network: Pick<Network, 'mode' | 'notice' | 'serverPrefix'>,
  cores: CoreSplit & { keepAwake: boolean },
  calibration: Calibration & IdleMachine,
): Environment {
  return {
    cpu: {
      ...describeProcessor(),
      serverCores: cores.server,
      clientCores: cores.clients,
      serverKeptAwake: cores.keepAwake,
      clientWorkers: cores.clientWorkers,
      governor: frequencyGovernor(),
    },
    memoryBytes: totalmem(),
    os: operatingSystem(),
    kernel: release(),
    limits: describeLimits(),
    node: process.versions.node,
    v8: process.versions.v8,
    container: detectContainer(),
    virtualization: detectHypervisor(),
    ...describePackages(),
    network: network.mode,
    networkNotice: network.notice,
    tcpCongestionControl: congestionControl(network),
    garbageCollected: true,
    ...calibration,
  };
}

/** The commit that ran, and whether any file differed from it; null outside a git checkout. */
export function describeGit(): Run['run']['git'] {
  const git = (...args: string[]) =>
    execFileSync('git', args, { cwd: ROOT, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
  try {
    return { commit: git('rev-parse', 'HEAD'), dirty: git('status', '--porcelain') !== '' };
  } catch {
    return null; // No git, or no checkout.
  }
}
