import { expect, test } from 'vitest';
import { smokeRun } from '../../harness/smoke-run.ts';

test('without k6 the run says so, goes on, and is complete', { timeout: 300_000 }, async () => {
  const args = ['cross-check', '--transports', 'websocket', '--seed', '3'];
  const { code, output, run, report } = await smokeRun(args, ['env', 'PUSHLAB_K6=/nowhere/k6']);
  expect(
    (run.toolTrials ?? [])
      .filter(({ point }) => point === 'few')
      .map(({ tool, transport, status }) => `${tool} ${transport} ${status}`),
  ).toEqual(['k6 websocket error']);
  expect(run.trials.map(({ status }) => status)).not.toContain('error');
  expect(output).toMatch(/by k6, block 1: error: .*there is no k6 at \/nowhere\/k6/);
  expect(report).toMatch(/k6, WebSocket, block 1: error, .*there is no k6 at \/nowhere\/k6/);
  expect(run.run.status).toBe('complete');
  expect(code).toBe(0);
});
