import { execFileSync } from 'node:child_process';
import { availableParallelism, cpus, release, totalmem, type, version } from 'node:os';
import { join } from 'node:path';
import type { Calibration } from './calibration.ts';
import { detectContainer } from './container.ts';
import type { CoreSplit } from './cores.ts';
import type { Environment } from './environment-schema.ts';
import { detectHypervisor } from './hypervisor.ts';
import type { IdleMachine } from './idle-watch.ts';
import { describeLimits } from './limits.ts';
import type { Network } from './network.ts';
import { describePackages } from './packages.ts';
import type { Run } from './results.ts';
import { systemFile } from './system-file.ts';

const ROOT = join(import.meta.dirname, '..');
const GOVERNOR = '/sys/devices/system/cpu/cpu0/cpufreq/scaling_governor';

function operatingSystem(): string {
  const release = systemFile('/etc/os-release');
  if (release === null) return `${type()} ${version()}`; // Not Linux.
  return release.match(/^PRETTY_NAME="?(.*?)"?$/m)?.[1] ?? type();
}

/** The processor as the system names it, and how many of its cores this process may use. */
export function describeProcessor(): { model: string; cores: number } {
  return { model: cpus()[0]?.model ?? 'unknown', cores: availableParallelism() };
}

/** Describes the machine and the programs of a run. */
export function describeEnvironment(
  network: Pick<Network, 'mode' | 'notice'>,
  cores: CoreSplit,
  calibration: Calibration & IdleMachine,
): Environment {
  return {
    cpu: {
      ...describeProcessor(),
      serverCores: cores.server,
      clientCores: cores.clients,
      clientWorkers: cores.clientWorkers,
      governor: systemFile(GOVERNOR)?.trim() || null,
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
    ...calibration,
  };
}

/** The commit that ran, and whether files differed from it; null outside a git checkout. */
export function describeGit(): Run['run']['git'] {
  const git = (...words: string[]) =>
    execFileSync('git', words, { cwd: ROOT, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
  try {
    return { commit: git('rev-parse', 'HEAD'), dirty: git('status', '--porcelain') !== '' };
  } catch {
    return null; // No git, or no checkout.
  }
}
