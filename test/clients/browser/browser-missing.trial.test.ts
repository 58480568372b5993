import { expect, test } from 'vitest';
import { BROWSER_PROGRAMS } from '../../../clients/browser/browser-program.ts';
import { BROWSERS } from '../../../scenarios/load/browser.ts';
import { smokeRun } from '../../harness/smoke-run.ts';

test('without browsers the run says so, goes on, and is complete', { timeout: 300_000 }, async () => {
  const none = ['env', 'CHROMIUM_PATH=/nowhere/browser', 'FIREFOX_PATH=/nowhere/browser'];
  const { code, output, run, report } = await smokeRun(
    ['browser', '--transports', 'sse', '--seed', '3'],
    none,
  );
  expect(run.trials.filter(({ status }) => status !== 'error').map(({ point }) => point)).toEqual(['lab']);
  for (const program of BROWSERS) {
    const why = `no ${program}: ${BROWSER_PROGRAMS[program].variable} is /nowhere/browser, which cannot be run`;
    expect(output).toContain(why);
    expect(report).toContain(why);
  }
  expect(run.run.status).toBe('complete');
  expect(code).toBe(0);
});
