import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { allowedCores } from '../../../bench/machine/cores.ts';
import { onlyRun, startBench } from '../../harness/bench-command.ts';

// A test cannot take cores from the machine that others use. The bench reads another list of
// allowed cores instead, in a mount namespace of its own: more than there are.

const folder = mkdtempSync(join(tmpdir(), 'pushlab-cores-'));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Replaces the list in the status of the shell, which becomes the bench. */
const PRETEND = `
sed "s/^Cpus_allowed_list:.*/Cpus_allowed_list:\t$1/" /proc/self/status > "$0" &&
mount --bind "$0" /proc/$$/status && shift && exec "$@"`;

test.skipIf(process.getuid?.() !== 0)(
  'a run uses none of the allowed cores that are offline (mounting needs root)',
  async () => {
    const live = allowedCores();
    const results = join(folder, 'results');
    const prefix = ['unshare', '--mount', 'sh', '-c', PRETEND, join(folder, 'status'), '0-99'];
    const bench = startBench(
      ['ticker', '--preset', 'smoke', '--transports', 'sse', '--network', 'loopback', '--results', results],
      { prefix },
    );
    const { code, output } = await bench.ended;
    expect(code, output).toBe(0);
    const { run } = onlyRun(results);
    const { cores, serverCores, clientCores } = run.environment.cpu;
    expect(cores).toBeGreaterThanOrEqual(live.length);
    expect(cores).toBeLessThan(100);
    // Server and clients share the cores that are online: none is of both, and none is offline.
    const used = [serverCores, clientCores].flatMap(list => list?.split(',') ?? []);
    expect(used.length).toBe(cores > 1 ? cores : 0);
    expect(new Set(used).size).toBe(used.length);
  },
);
