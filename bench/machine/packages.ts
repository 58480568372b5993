import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../../root.ts';
import { systemFile } from './system-file.ts';

/** Version by package name. */
export type Versions = Record<string, string>;

interface Lock {
  packages?: Record<string, { name?: string; version?: string }>;
}

/**
 * The packages that npm has installed, from its own lock file. Several versions of one package are
 * joined by a comma.
 */
export function installedPackages(lockText: string): Versions {
  const { packages = {} }: Lock = JSON.parse(lockText);
  const versions = new Map<string, Set<string>>();
  for (const [path, { name, version }] of Object.entries(packages)) {
    if (version === undefined) continue; // A link to a folder.
    const package_ = name ?? path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
    versions.set(package_, (versions.get(package_) ?? new Set()).add(version));
  }
  return Object.fromEntries([...versions].map(([name, found]) => [name, [...found].join(', ')]));
}

/** The run-time dependencies in package.json: the packages that this code calls directly. */
export function directPackages(manifestText: string): Versions {
  return JSON.parse(manifestText).dependencies ?? {};
}

function readableOr(instead: Versions, lock: string): Versions {
  try {
    return installedPackages(lock);
  } catch {
    return instead; // An incomplete installation.
  }
}

/** Every installed package, and which of them are direct dependencies. */
export function describePackages(): { dependencies: Versions; directDependencies: string[] } {
  const direct = directPackages(readFileSync(join(ROOT, 'package.json'), 'utf8'));
  // Other package managers than npm leave no such file.
  const lock = systemFile(join(ROOT, 'node_modules', '.package-lock.json'));
  return {
    dependencies: lock === null ? direct : readableOr(direct, lock),
    directDependencies: Object.keys(direct),
  };
}
