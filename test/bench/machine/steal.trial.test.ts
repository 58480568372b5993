import { mkdtempSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { onlyRun, startBench } from '../../harness/bench-command.ts';

// A guest cannot make its hypervisor take time from it. The kernel's own report is therefore put in
// the place of /proc/stat, in a mount namespace of one bench, with a third of every core's time
// added as stolen.

const STOLEN_SHARE = 0.33;
const TICKS_PER_MS = 0.1;
const STEAL_FIELD = 8;
const folder = mkdtempSync(join(tmpdir(), 'pushlab-steal-'));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/**
 * The lines of the cores, each of the same length every time: the file is rewritten in place while
 * it is read.
 */
function stolenFrom(stat: string, stolenTicks: number): string {
  const lines = stat.split('\n').filter(line => /^cpu\d/.test(line));
  const padded = lines.map(line => {
    const [name, ...fields] = line.split(' ');
    fields[STEAL_FIELD - 1] = String(Math.round(Number(fields[STEAL_FIELD - 1]) + stolenTicks));
    return [name, ...fields.map(field => field.padStart(12, '0'))].join(' ');
  });
  return `${padded.join('\n')}\n`;
}

test.skipIf(process.getuid?.() !== 0)(
  'time that the hypervisor takes makes a trial invalid (mounting needs root)',
  async () => {
    const file = join(folder, 'stat');
    const fd = openSync(file, 'w');
    const startedMs = performance.now();
    const write = () => {
      const stolenTicks = STOLEN_SHARE * TICKS_PER_MS * (performance.now() - startedMs);
      writeSync(fd, stolenFrom(readFileSync('/proc/stat', 'utf8'), stolenTicks), 0);
    };
    write();
    const writing = setInterval(write, 10);
    const results = join(folder, 'results');
    const bench = startBench(
      ['ticker', '--preset', 'smoke', '--transports', 'sse', '--network', 'loopback', '--results', results],
      {
        prefix: ['unshare', '--mount', 'sh', '-c', 'mount --bind "$0" /proc/stat && exec "$@"', file],
      },
    );
    const { output } = await bench.ended;
    clearInterval(writing);
    const [trial] = onlyRun(results).run.trials;
    expect(trial?.status, output).toBe('invalid');
    expect(trial?.reasons).toContainEqual(
      expect.stringMatching(/the hypervisor took (2|3|4)\d% of the window/),
    );
  },
);
