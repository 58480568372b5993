import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { ROOT } from '../../root.ts';

/** Where `.ci/run` installs Python packages; else the machine's own Python is tried. */
const CANDIDATES = [join(ROOT, '.python/bin/python'), 'python3'];

/** A Python that has the module, or why there is none: tests that need it say so in their names. */
export function pythonWith(module: string): string | Error {
  const found = CANDIDATES.find(
    python => spawnSync(python, ['-c', `import ${module}`], { stdio: 'ignore' }).status === 0,
  );
  return found ?? new Error(`no Python with the module ${module}`);
}
