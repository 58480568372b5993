import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import { expectedDeliveries } from '../../bench/publisher/expectation.ts';
import { planTrials } from '../../bench/run/plan.ts';
import { withPreset } from '../../bench/run/presets.ts';
import { trialFault } from '../../results/format/run-file.ts';
import type { MeasuredTrial, Trial } from '../../results/format/trial.ts';
import { ROOT } from '../../root.ts';
import { notifications } from '../../scenarios/notifications.ts';
import { evenly, madeEvents, traceLines } from '../made/trace.ts';

async function trial(...args: string[]) {
  const child = spawn('npm', ['run', '--silent', 'trial', '--', ...args], { cwd: ROOT });
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

test.concurrent('a trial that cannot be made is one line, and exit code 1', async () => {
  const { code, output, errors } = await trial('restart', 'sse', '--point', 'cut', ...SMOKE);
  expect(output).toBe('');
  expect(errors).toMatch(
    /\nnothing can be measured: .*; points that cut connections of the lab’s own network are left out\n$/,
  );
  expect(code).toBe(1);
});

test.concurrent('has the schedule that the first block of a run with this seed has', async () => {
  const scenario = withPreset(notifications, 'smoke');
  const planned = planTrials([scenario], 5).find(({ transport }) => transport === 'sse');
  const { output } = await trial('notifications', 'sse', ...SMOKE, '--json');
  const { warmUpSeconds, windowSeconds, load, seed } = planned as NonNullable<typeof planned>;
  const { scheduled } = expectedDeliveries(load, seed, warmUpSeconds, windowSeconds);
  expect((JSON.parse(output) as MeasuredTrial).generator.scheduledInWindow).toBe(scheduled);
  expect(expectedDeliveries(load, 5, warmUpSeconds, windowSeconds).scheduled).not.toBe(scheduled);
});

test.concurrent('replays a trace of one’s own, and says first what it is', async ({ onTestFinished }) => {
  const folder = mkdtempSync(join(tmpdir(), 'pushlab-trial-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = join(folder, 'mine.ndjson');
  writeFileSync(file, traceLines(madeEvents(evenly(40, 500), ['a', 'b'])));
  const how = ['--trace', file, '--subscribers', '4', '--json', ...SMOKE];
  const { code, output, errors } = await trial('trace', 'sse', ...how);
  expect(errors).toMatch(/^trace, all 40 events of mine\.ndjson, .*: SSE, preset smoke, seed 5\n/);
  expect(errors).toMatch(/\ntrace mine\.ndjson: 40 events of 2 topics in 19\.5 s/);
  const { deliveries } = JSON.parse(output) as MeasuredTrial;
  // Two of the four subscribers follow each event; those of the warm-up do not count.
  expect(deliveries).toMatchObject({ missing: 0, duplicate: 0 });
  expect(deliveries.expected % 2).toBe(0);
  expect(deliveries.expected).toBeGreaterThan(40);
  expect(code).toBe(0);
});

test.concurrent.each(['calibrating', 'measure'])(
  'Ctrl-C at “%s” ends it with exit code 130, and starts nothing more',
  async when => {
    const child = spawn(process.execPath, ['scripts/trial.ts', 'ticker', 'sse', ...SMOKE], { cwd: ROOT });
    let errors = '';
    child.stderr.on('data', chunk => {
      errors += chunk;
      if (String(chunk).includes(when)) child.kill('SIGINT');
    });
    const [code] = await once(child, 'close');
    expect(errors).toMatch(/Stopping\.\ninterrupted\n$/);
    expect(code).toBe(130);
  },
);

test.concurrent('wrong use is one line that says what would be right, and exit code 2', async () => {
  const { code, output, errors } = await trial('ticker');
  expect([code, output]).toEqual([2, '']);
  expect(errors).toBe('usage: npm run trial -- SCENARIO TRANSPORT (more with --help)\n');
});
