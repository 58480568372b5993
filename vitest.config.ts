import { join } from 'node:path';
import { defineConfig } from 'vitest/config';
import { KindsInOrder } from './test/harness/kinds-in-order.ts';
import { RetriesReporter } from './test/harness/retries-reporter.ts';

/**
 * The kinds of tests that a suffix tells, in the order in which their files start. The first ones
 * take longest; the tests without a suffix are short and fill what is left. CONTRIBUTING.md says
 * which kind is for what.
 */
const KINDS = ['browser', 'server', 'trial'] as const;
const filesOf = (kind: string) => `test/**/*.${kind}.test.ts`;

/** Trials mostly wait for their windows to end: more of them than cores. */
const FILES_AT_ONCE = 4;
/**
 * A test of real processes, which another one may disturb, is made again; the reporter prints it.
 */
const RETRIES = 2;

export default defineConfig({
  test: {
    // No test measures time; this only ends one that waits for what never comes.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    // The default of a second is too short where other tests keep both cores busy.
    expect: { poll: { timeout: 20_000 } },
    reporters: ['default', new RetriesReporter()],
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
          // Of the trials within one file.
          maxConcurrency: 3,
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
          maxConcurrency: 5,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
