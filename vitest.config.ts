import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    pool: 'forks',
    maxWorkers: 2,
    // No test measures time; this only ends one that waits for what never comes.
    testTimeout: 20_000,
    hookTimeout: 20_000,
  },
});
