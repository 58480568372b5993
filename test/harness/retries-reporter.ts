import type { Reporter, TestCase, TestModule } from 'vitest/node';

/**
 * Prints each test that was made again, and what failed before: none passes at the second attempt
 * unseen.
 */
export class RetriesReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    for (const module of modules) for (const test of module.children.allTests()) this.#print(test);
  }

  #print(test: TestCase): void {
    const retries = test.diagnostic()?.retryCount ?? 0;
    if (retries === 0) return;
    const reasons = test.result().errors?.map(({ message }) => `\n  ${message}`) ?? [];
    process.stdout.write(`made again ${retries}x: ${test.fullName}${reasons.join('')}\n`);
  }
}
