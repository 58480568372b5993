import { execFile, spawn } from 'node:child_process';
import { existsSync, mkdtempDisposableSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import type { Trial } from '../../../results/format/trial.ts';
import { ROOT } from '../../../root.ts';
import { onlyRun, startBench } from '../../harness/bench-command.ts';
import { openQuotaGroup, type QuotaGroup } from '../../harness/quota-group.ts';

// The kernel stops the lab here: it runs in a control group whose parent has a quota.

const SMOKE = ['--preset', 'smoke', '--network', 'loopback'];

/** Why no group with a quota can be made here; null if one can. */
const hindrance = await (async () => {
  try {
    await openQuotaGroup(1)[Symbol.asyncDispose]();
    return null;
  } catch (error) {
    return (error as Error).message;
  }
})();
const notHere = hindrance === null ? '' : ` (${hindrance})`;

function failedGate(trial: Trial | undefined, id: string) {
  if (trial === undefined || trial.status === 'error') throw new Error(`not measured: ${trial?.reasons}`);
  const gate = trial.gates.find(one => one.id === id);
  expect(gate).toMatchObject({ passed: false, bound: 1, unit: '%' });
  expect(trial.status).toBe('invalid');
  return gate;
}

/** Uses up what the lab leaves of a group's quota. Ends with the group, or else by itself. */
function startHog({ prefix }: QuotaGroup): void {
  const busy = 'for (const end = Date.now() + 110_000; Date.now() < end; );';
  const [file, ...words] = [...prefix, 'nice', '-n', '19', process.execPath, '-e', busy];
  spawn(file as string, words, { stdio: 'ignore' });
}

test
  .skipIf(hindrance !== null)
  .concurrent(`a quota that is always used up is warned of, and no trial counts${notHere}`, async () => {
    using folder = mkdtempDisposableSync(join(tmpdir(), 'pushlab-quota-'));
    await using group = openQuotaGroup(0.5);
    startHog(group);
    const results = join(folder.path, 'results');
    const bench = startBench(['ticker', '--transports', 'sse', ...SMOKE, '--results', results], {
      prefix: group.prefix,
    });
    const { output } = await bench.ended;
    expect(existsSync(results), output).toBe(true);
    const { run } = onlyRun(results);
    expect(output).toMatch(/warning, a CPU quota applies: The lab may use the time of 0\.5 of \d+ cores?\./);
    // The quota is the parent's; the lab's own group has none.
    expect(run.environment.limits.quotaCores).toBe(0.5);
    expect(run.trials.length).toBeGreaterThan(0);
    for (const trial of run.trials) {
      expect(failedGate(trial, 'throttled')?.measured).toBeGreaterThan(10);
      expect(failedGate(trial, 'idle-throttled')?.measured).toBe(run.environment.hiccups.throttledPercent);
    }
  });

test
  .skipIf(hindrance !== null)
  .concurrent(`a quota that stops a trial makes it invalid${notHere}`, async () => {
    await using group = openQuotaGroup(0.5);
    // Server and clients would each use a core: polls follow each other without a pause.
    const command = ['scripts/trial.ts', 'request-capacity', 'short-polling', ...SMOKE, '--json'];
    const [file, ...words] = [...group.prefix, process.execPath, ...command] as [string, ...string[]];
    const { stdout, stderr } = await promisify(execFile)(file, words, { cwd: ROOT });
    expect(stderr).toMatch(
      /^warning, a CPU quota applies: The lab may use the time of 0\.5 of \d+ cores?\./m,
    );
    const trial: Trial = JSON.parse(stdout);
    expect(failedGate(trial, 'throttled')?.measured).toBeGreaterThan(10);
    expect(trial.reasons).toContainEqual(
      expect.stringMatching(/^a CPU quota stopped the lab’s processes for .* of the window, over 1%$/),
    );
  });
