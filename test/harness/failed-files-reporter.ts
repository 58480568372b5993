import { writeFileSync } from 'node:fs';
import type { Reporter, TestModule } from 'vitest/node';

/**
 * Writes the paths of the test files that failed into a file, one a line, for `scripts/test.ts`. A
 * file of the kind pure makes it empty: what only computes fails again.
 */
export class FailedFilesReporter implements Reporter {
  readonly #file: string;

  constructor(file: string) {
    this.#file = file;
  }

  onTestRunEnd(modules: readonly TestModule[], errors: readonly unknown[]): void {
    const failed = modules.filter(module => module.state() === 'failed');
    const canBeDisturbed = errors.length === 0 && failed.every(({ project }) => project.name !== 'pure');
    const paths = canBeDisturbed ? failed.map(({ moduleId }) => `${moduleId}\n`) : [];
    writeFileSync(this.#file, paths.join(''));
  }
}
