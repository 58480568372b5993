import { join } from 'node:path';
import { defineConfig } from 'vitest/config';
import { FailedFilesReporter } from './test/harness/failed-files-reporter.ts';
import { KindsInOrder } from './test/harness/kinds-in-order.ts';
import { RetriesReporter } from './test/harness/retries-reporter.ts';

/**
 * The kinds of tests that a suffix tells, in the order in which their files start. The first ones
 * take longest; the tests without a suffix are short and fill what is left. CONTRIBUTING.md says
 * which kind is for what.
 */
const KINDS = ['browser', 'server', 'trial'] as const;
const filesOf = (kind: string) => `test/**/*.${kind}.test.ts`;

/** Of `scripts/test.ts`: where it reads which files failed, and whether they run alone now. */
const { PUSHLAB_FAILED_FILES, PUSHLAB_ONE_TEST_AT_A_TIME } = process.env;

/** Trials mostly wait for their windows to end: more of them than cores. */
const FILES_AT_ONCE = PUSHLAB_ONE_TEST_AT_A_TIME ? 1 : 4;
/** Of the trials within one file. */
const TRIALS_AT_ONCE = PUSHLAB_ONE_TEST_AT_A_TIME ? 1 : 3;
const TESTS_AT_ONCE_ALONE = PUSHLAB_ONE_TEST_AT_A_TIME ? 1 : 5;
/**
 * A test of real processes, which another one may disturb, is made again; the reporter prints it.
 */
const RETRIES = 1;

export default defineConfig({
  test: {
    // No test measures time; this only ends one that waits for what never comes.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    // The default of a second is too short where other tests keep both cores busy.
    expect: { poll: { timeout: 20_000 } },
    reporters: [
      'default',
      new RetriesReporter(),
      ...(PUSHLAB_FAILED_FILES ? [new FailedFilesReporter(PUSHLAB_FAILED_FILES)] : []),
    ],
    sequence: { sequencer: KindsInOrder },
    setupFiles: 'test/harness/property-seed.ts',
    // A trial starts four processes: what is bundled and compiled once is there for all of them.
    globalSetup: 'test/harness/bundled-processes.ts',
    env: { NODE_COMPILE_CACHE: join(import.meta.dirname, 'node_modules/.cache/compiled-by-node') },
    projects: [
      ...KINDS.map(kind => ({
        extends: true as const,
        test: {
          name: kind,
          retry: RETRIES,
          include: [filesOf(kind)],
          pool: 'forks' as const,
          maxWorkers: FILES_AT_ONCE,
          maxConcurrency: TRIALS_AT_ONCE,
          sequence: { groupOrder: 0 },
        },
      })),
      {
        extends: true,
        test: {
          name: 'pure',
          include: ['test/**/*.test.ts'],
          exclude: [...KINDS, 'alone'].map(filesOf),
          pool: 'threads',
          isolate: false,
          maxWorkers: FILES_AT_ONCE,
          sequence: { groupOrder: 0 },
        },
      },
      {
        extends: true,
        test: {
          name: 'alone',
          retry: RETRIES,
          include: [filesOf('alone')],
          pool: 'forks',
          maxWorkers: 1,
          maxConcurrency: TESTS_AT_ONCE_ALONE,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
