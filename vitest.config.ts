import { defineConfig } from 'vitest/config';

/** Tests whose trials feel it when others use the machine's two cores; they run by themselves, after all others. */
const ALONE = [
  'bench/trial/trial-faults',
  'bench/trial/stall',
  'bench/network/isolated',
  'bench/trial/theory-trial',
  'clients/browser/browser-faults',
].map(name => `test/${name}.test.ts`);

export default defineConfig({
  test: {
    pool: 'forks',
    // No test measures time; this only ends one that waits for what never comes.
    testTimeout: 40_000,
    hookTimeout: 40_000,
    projects: [
      {
        extends: true,
        test: {
          name: 'beside each other',
          include: ['test/**/*.test.ts'],
          exclude: ALONE,
          maxWorkers: 3,
          sequence: { groupOrder: 0 },
        },
      },
      {
        extends: true,
        test: { name: 'alone', include: ALONE, maxWorkers: 1, sequence: { groupOrder: 1 } },
      },
    ],
  },
});
