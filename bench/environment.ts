import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { availableParallelism, cpus, release, totalmem, type, version } from 'node:os';
import { join } from 'node:path';
import type { Environment } from './environment-schema.ts';
import type { CoreSplit, Network } from './network.ts';
import type { Run } from './results.ts';

const ROOT = join(import.meta.dirname, '..');

function dependencies(): Record<string, string> {
  const manifest = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
  return { ...manifest.dependencies };
}

function openFilesLimit(): number | null {
  try {
    const line = readFileSync('/proc/self/limits', 'utf8').match(/^Max open files\s+(\d+)/m);
    return line ? Number(line[1]) : null;
  } catch {
    return null; // Only Linux tells.
  }
}

function operatingSystem(): string {
  try {
    const name = readFileSync('/etc/os-release', 'utf8').match(/^PRETTY_NAME="?(.*?)"?$/m);
    return name?.[1] ?? type();
  } catch {
    return `${type()} ${version()}`; // Not Linux.
  }
}

/** Describes the machine and the programs of a run. */
export function describeEnvironment(
  network: Network,
  cores: CoreSplit,
  hiccups: Environment['hiccups'],
): Environment {
  return {
    cpu: {
      model: cpus()[0]?.model ?? 'unknown',
      cores: availableParallelism(),
      serverCores: cores.server,
      clientCores: cores.clients,
    },
    memoryBytes: totalmem(),
    os: operatingSystem(),
    kernel: release(),
    openFilesLimit: openFilesLimit(),
    node: process.versions.node,
    v8: process.versions.v8,
    dependencies: dependencies(),
    network: network.mode,
    hiccups,
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
