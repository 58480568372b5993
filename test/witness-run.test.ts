import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { testimonies } from '../bench/agreement.ts';
import type { Run } from '../bench/results.ts';
import { readRun } from '../bench/run-file.ts';
import { onlyRun, startBench } from './bench-command.ts';
import { isThere, k6, without } from './k6-available.ts';
import { reportText } from './report-text.ts';

// The scenarios as they are run from the command line, at smoke.

const TIMEOUT_MS = 180_000;

async function bench(args: string[], prefix: string[] = []) {
  const results = mkdtempSync(join(tmpdir(), 'pushlab-results-'));
  onTestFinished(() => rmSync(results, { recursive: true, force: true }));
  const command = startBench([...args, '--preset', 'smoke', '--seed', '3', '--results', results], { prefix });
  const { code, output } = await command.ended;
  const run = readRun(join(results, onlyRun(results).run.run.id));
  return { code, output, run, report: reportText(run) };
}

const named = ({ witnesses = [] }: Run) =>
  witnesses
    .filter(({ point }) => point === 'few')
    .map(
      ({ witness, transport, status }) =>
        `${witness} ${transport} ${status === 'error' ? status : 'measured'}`,
    )
    .toSorted();

/** Counts on which witness and lab differ, of all points. */
const miscounts = (run: Run) =>
  ['few', 'crowd']
    .flatMap(point => testimonies(run, 'witness', point))
    .flatMap(({ witness, transport, agreements }) =>
      agreements
        .filter(({ tolerance, agrees }) => tolerance === 0 && !agrees)
        .map(
          ({ what, reference, witness: other }) =>
            `${witness} ${transport} ${what}: ${other}, lab ${reference}`,
        ),
    );

test('without k6 the run says so, goes on, and is complete', { timeout: TIMEOUT_MS }, async () => {
  const args = ['witness', '--transports', 'short-polling,websocket'];
  const { code, output, run, report } = await bench(args, ['env', 'PUSHLAB_K6=/nowhere/k6']);
  expect(named(run)).toEqual([
    'autocannon short-polling measured',
    'k6 short-polling error',
    'k6 websocket error',
  ]);
  expect(run.trials.map(({ status }) => status)).not.toContain('error');
  expect(output).toMatch(/by k6, block 1: error: .*k6 is not installed; npm run k6:install/);
  expect(report).toMatch(/k6, WebSocket, block 1: error, .*k6 is not installed/);
  expect(miscounts(run)).toEqual([]);
  expect(run.run.status).toBe('complete');
  expect(code).toBe(0);
});

test.skipIf(!isThere)(`with k6 all see the same deliveries${without}`, { timeout: TIMEOUT_MS }, async () => {
  const { code, run, report } = await bench(['witness']);
  const sse = isThere && 'hasSse' in k6 && k6.hasSse ? 'measured' : 'error';
  expect(named(run)).toEqual([
    'autocannon long-polling measured',
    'autocannon short-polling measured',
    'k6 long-polling measured',
    'k6 short-polling measured',
    `k6 sse ${sse}`,
    'k6 websocket measured',
  ]);
  expect(miscounts(run)).toEqual([]);
  expect(report).toMatch(/What others saw/);
  expect(code).toBe(0);
});

test('autocannon measures the capacity for requests', { timeout: TIMEOUT_MS }, async () => {
  const { code, output, run, report } = await bench(['request-capacity']);
  expect(run.trials).toEqual([]);
  expect(run.witnesses).toHaveLength(9);
  const failed = run.witnesses?.filter(
    trial => trial.status === 'error' || trial.witnessed?.requests?.failed !== 0,
  );
  expect(failed).toEqual([]);
  expect(output).toMatch(/nothing is new: 204\s+│ Short polling/);
  expect(report).toMatch(/Requests as autocannon made them/);
  expect(code).toBe(0);
});
