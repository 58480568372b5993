import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { onlyRun, startBench } from '../harness/bench-command.ts';
import { burnAllCores } from '../harness/burning.ts';
import { hasTerminals, openShell, without } from '../harness/shell.ts';

// The machine is made busy for real. Where the system does not report the CPU time of all
// processes, nothing can be said about it.
const knowsOthers = existsSync('/proc/stat');
const unknown = knowsOthers ? '' : ' (needs /proc/stat)';

function resultsFolder(): string {
  const results = mkdtempSync(join(tmpdir(), 'pushlab-results-'));
  onTestFinished(() => rmSync(results, { recursive: true, force: true }));
  return results;
}

const smoke = (results: string, ...names: string[]) => [
  ...names,
  ...['--preset', 'smoke', '--seed', '1', '--network', 'loopback', '--results', results],
];

const BUSY = /^The machine is too busy to measure: .*other processes used .* cores for \d+% of the watch/;
const DISTURBED = /^The machine is too busy to measure: the last 5 trials were disturbed\. The latest: \S/;
const GOES_ON = 'There is no terminal to ask at, so the run goes on.';

test.runIf(knowsOthers)(
  `without a terminal a busy machine is said after the calibration and after five disturbed trials, and the run goes on${unknown}`,
  async () => {
    const stopBurning = await burnAllCores();
    const results = resultsFolder();
    const bench = startBench(smoke(results, 'notifications', 'ticker'));
    await bench.line(BUSY);
    await bench.line(DISTURBED);
    await stopBurning();
    const { code, output } = await bench.ended;
    expect(code).toBe(0);
    expect(output.split('\n').filter(line => line === GOES_ON)).toHaveLength(2);
    const { run } = onlyRun(results);
    expect(run.run.status).toBe('complete');
    expect(run.trials.filter(({ status }) => status === 'invalid').length).toBeGreaterThanOrEqual(5);
  },
);

test.runIf(knowsOthers && hasTerminals).each([
  ['n\n', 'keeps what was measured', 'interrupted', 130],
  ['\n', 'goes on', 'complete', 0],
  ['\x03', 'keeps what was measured', 'interrupted', 130],
] as const)(
  `on a terminal a busy machine is asked about, and %j ${unknown}${without}%s`,
  async (keys, _, status, code) => {
    const stopBurning = await burnAllCores();
    const results = resultsFolder();
    const shell = openShell();
    const words = smoke(results, 'ticker', '--transports', 'sse').join(' ');
    shell.type(`${process.execPath} scripts/bench.ts ${words}; echo "code $?"\n`);
    await shell.shows(/Go on\? \[Y\/n\] \(goes on after 60 s\) /);
    await stopBurning();
    shell.type(keys);
    const [, ended] = await shell.shows(/\ncode (\d+)/);
    expect(Number(ended)).toBe(code);
    const { run, files } = onlyRun(results);
    expect(run.run.status).toBe(status);
    expect(run.trials.length > 0).toBe(status === 'complete');
    expect(files).toEqual(['report.html', 'run.json']);
  },
);
