import { Writable } from 'node:stream';
import type { WriteStream } from 'node:tty';
import { expect, test } from 'vitest';
import { planTrials } from '../../../bench/run/plan.ts';
import { machineTodayInWords } from '../../../scripts/terminal/machine-today.ts';
import { createProgress } from '../../../scripts/terminal/progress.ts';
import { resultTable } from '../../../scripts/terminal/result-table.ts';
import { invalidTrial, madeRun, madeScenario, pointTrials } from '../../made/run.ts';
import { madeWorkloads } from '../../made/workloads.ts';

/** What progress writes where there is no terminal. */
function linesOf(write: (progress: ReturnType<typeof createProgress>) => void): string {
  let written = '';
  const output = new Writable({
    write(chunk, _encoding, done) {
      written += chunk;
      done();
    },
  });
  write(createProgress(output as WriteStream));
  return written;
}

test('progress names the arm of an A/A trial, and of no other', () => {
  const started = (aa: boolean) => {
    const planned = planTrials([madeScenario('ticker', 1)], 7, aa);
    return linesOf(progress => {
      for (const [index, plan] of planned.entries()) progress.start(plan, planned, index);
    });
  };
  expect(started(true)).toMatch(/ticker\/p0 sse as a, block 1/);
  expect(started(true)).toMatch(/ticker\/p0 sse as b, block 1/);
  expect(started(false)).toMatch(/ticker\/p0 sse, block 1/);
});

test('progress names the arm of a trial that failed', () => {
  const place = { scenario: 'ticker', point: 'p0', transport: 'sse', block: 1 } as const;
  const trial = { ...invalidTrial(place, { lagMs: 5 }), arm: 'b' as const };
  expect(linesOf(progress => progress.end(trial))).toMatch(
    /^ticker\/p0 sse as b, block 2: invalid: publisher late/,
  );
});

test('the table has wire bytes where they were counted, and says how much was measured', () => {
  const tableOf = (wire: number | null) =>
    resultTable(madeRun([madeScenario('s', 2)], pointTrials('s', 'p0', 2, { sse: { wire } })));
  expect(tableOf(252)).toMatch(/│ app B\/delivery │ wire B\/delivery │/);
  expect(tableOf(252)).toMatch(/SSE .*│ +120 │ +252 │/);
  expect(tableOf(null)).not.toMatch(/wire B/);
  // A figure that is not compared is marked.
  const few = pointTrials('s', 'p0', 2, { sse: {} });
  for (const trial of few) trial.generator.scheduledInWindow = 22;
  expect(resultTable(madeRun([madeScenario('s', 2)], few))).toMatch(/│ +~2\.\d+ │/);
  expect(tableOf(null)).not.toMatch(/│ +~\d/);
  expect(tableOf(null)).toMatch(/^The s: 10 subscribers \(2 blocks, window 4 s\)\n/);
});

test('the table of an A/A run has the share of false differences by metric', () => {
  const run = madeRun([madeScenario('s', 2)], pointTrials('s', 'p0', 2));
  run.run.aa = true;
  run.trials = (['a', 'b'] as const).flatMap(arm => run.trials.map(trial => ({ ...trial, arm })));
  expect(resultTable(run)).toMatch(/│ Server CPU per delivery +│ +4 │ +0 │ +0% │/);
  run.trials = run.trials.filter(({ block }) => block === 0);
  expect(resultTable(run)).not.toMatch(/Differing/);
});

test('one line says what the machine was like, and none where it was not measured', () => {
  const run = madeRun([], []);
  expect(machineTodayInWords(run)).toBe('');
  run.referenceWorkloads = [madeWorkloads(0), madeWorkloads(1, { wakeUpRatio: 3.5 })];
  expect(machineTodayInWords(run).replaceAll('\u00a0', ' ')).toBe(
    'this machine today (medians of 2 blocks): arithmetic 2.50 ns, cache walk 6.00 ns, memory walk 150 ns, ' +
      'system call 160 ns, HTTP request 7,000 ns, wake-up ratio ×3.00\n',
  );
});
