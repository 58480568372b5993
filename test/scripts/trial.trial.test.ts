import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import { trialFault } from '../../results/format/run-file.ts';
import type { Trial } from '../../results/format/trial.ts';
import { ROOT } from '../../root.ts';

async function trial(...args: string[]) {
  const child = spawn(process.execPath, ['scripts/trial.ts', ...args], { cwd: ROOT });
  const [output, errors, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'close'),
  ]);
  return { code, output, errors };
}

const SMOKE = ['--preset', 'smoke', '--seed', '5', '--network', 'loopback'];

test.concurrent('measures one cell; with --json standard output is the trial as run.json has it, and nothing else', async () => {
  const { code, output, errors } = await trial('notifications', 'sse', ...SMOKE, '--json');
  const made = JSON.parse(output) as Trial;
  expect(trialFault(made)).toBeUndefined();
  expect(made).toMatchObject({ scenario: 'notifications', transport: 'sse', block: 0, attempt: 0 });
  expect(['valid', 'invalid']).toContain(made.status);
  expect(errors).toMatch(/^notifications, .*: SSE, preset smoke, seed 5\nnetwork: loopback/);
  expect(code).toBe(0);
});

test.concurrent('prints its values, every gate with its bound, and whether they count', async () => {
  const { code, output } = await trial('echo', 'websocket', ...SMOKE);
  expect(output).toMatch(/latency from schedule/);
  expect(output).toMatch(/processing/);
  expect(output).toMatch(/CPU \(µs per delivery\)/);
  expect(output).toMatch(/gate .* measured .* bound/);
  expect(output).toMatch(/\n(valid|INVALID, these values do not count: .+)\n$/);
  expect(code).toBe(0);
});

test.concurrent('a trial that breaks off is one line, and exit code 1', async () => {
  const { code, output, errors } = await trial('restart', 'sse', '--point', 'cut', ...SMOKE);
  expect(output).toBe('');
  expect(errors).toMatch(/\nerror while: \S+: a cable can be cut only on the isolated network\n$/);
  expect(code).toBe(1);
});

test.concurrent('wrong use is one line that says what would be right, and exit code 2', async () => {
  const { code, output, errors } = await trial('ticker');
  expect([code, output]).toEqual([2, '']);
  expect(errors).toBe('usage: npm run trial -- SCENARIO TRANSPORT, as in npm run trial -- ticker sse\n');
});
