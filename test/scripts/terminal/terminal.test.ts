import { Writable } from 'node:stream';
import { stripVTControlCharacters } from 'node:util';
import { expect, test } from 'vitest';
import { type PlannedTrial, planTrials } from '../../../bench/run/plan.ts';
import { machineTodayInWords } from '../../../scripts/terminal/machine-today.ts';
import { createProgress, type Progress } from '../../../scripts/terminal/progress.ts';
import { resultTable } from '../../../scripts/terminal/result-table.ts';
import { invalidTrial, madeRun, madeScenario, pointTrials } from '../../made/run.ts';
import { madeWorkloads } from '../../made/workloads.ts';

/** What progress writes where there is no terminal. */
function linesOf(
  planned: readonly PlannedTrial[],
  write: (progress: Progress) => void,
  isTTY = false,
): string {
  let written = '';
  const output = new Writable({
    write(chunk, _encoding, done) {
      written += chunk;
      done();
    },
  });
  Object.assign(output, { isTTY, columns: 80 });
  write(createProgress(output, { planned, preset: 'quick' }));
  return written;
}

test('progress names the arm of an A/A trial, and of no other', () => {
  const started = (aa: boolean) => {
    const planned = planTrials([madeScenario('ticker', 1)], 7, aa);
    return linesOf(planned, progress => {
      for (const [index, plan] of planned.entries()) progress.start(plan, index);
    });
  };
  expect(started(true)).toMatch(/ticker\/p0 sse as a, block 1/);
  expect(started(true)).toMatch(/ticker\/p0 sse as b, block 1/);
  expect(started(false)).toMatch(/ticker\/p0 sse, block 1/);
});

test('progress names the arm of a trial that failed', () => {
  const place = { scenario: 'ticker', point: 'p0', transport: 'sse', block: 1 } as const;
  const trial = { ...invalidTrial(place, { lagMs: 5 }), arm: 'b' as const };
  expect(linesOf([], progress => progress.end(trial))).toMatch(
    /^ticker\/p0 sse as b, block 2: invalid: publisher late/,
  );
});

test('a terminal shows a reason whole, on lines that fit, though more is said just before the end', () => {
  const place = { scenario: 'ticker', point: 'p0', transport: 'sse', block: 1 } as const;
  const reason = 'other processes used the server’s cores for 60% of the window, over 10%';
  const trial = { ...invalidTrial(place, { lagMs: 5 }), reasons: [reason, reason, reason] };
  const planned = planTrials([madeScenario('ticker', 1)], 7);
  const shown = linesOf(
    planned,
    progress => {
      if (planned[0]) progress.start(planned[0], 0);
      progress.end(trial);
      progress.stop();
    },
    true,
  );
  const lines = stripVTControlCharacters(shown).split('\n');
  expect(lines.filter(({ length }) => length > 80)).toEqual([]);
  expect(lines.join(' ').replaceAll(/ +/g, ' ')).toContain([reason, reason, reason].join('; '));
});

test('time left grows when trials are made again', () => {
  const planned = planTrials([madeScenario('ticker', 1)], 7);
  const lines = (attempts: readonly number[]) =>
    linesOf(planned, progress => {
      for (const attempt of attempts) if (planned[0]) progress.start({ ...planned[0], attempt }, 0);
    });
  const secondsOf = (text: string) => Number(/.*, (\d+) s left/s.exec(text)?.[1]);
  expect(secondsOf(lines([0]))).toBeGreaterThan(10);
  expect(secondsOf(lines([0, 1]))).toBe(2 * secondsOf(lines([0])));
});

test('the table has wire bytes where they were counted, and says how much was measured', () => {
  const tableOf = (wire: number | null) =>
    resultTable(madeRun([madeScenario('s', 2)], pointTrials('s', 'p0', 2, { sse: { wire } })));
  expect(tableOf(252)).toMatch(/ app B\/ +wire B\/ /);
  expect(tableOf(252)).toMatch(/^SSE .* 120 +252 /m);
  expect(tableOf(null)).not.toMatch(/wire B/);
  // A figure that is not compared is marked.
  const few = pointTrials('s', 'p0', 2, { sse: {} });
  for (const trial of few) trial.generator.scheduledInWindow = 22;
  expect(resultTable(madeRun([madeScenario('s', 2)], few))).toMatch(/ ~2\.\d+ /);
  expect(tableOf(null)).not.toMatch(/ ~\d/);
  expect(tableOf(null)).toMatch(/^The s: 10 subscribers \(2 blocks, window 4 s\)\n/);
});

test('the table of an A/A run has the share of false differences by metric', () => {
  const run = madeRun([madeScenario('s', 2)], pointTrials('s', 'p0', 2));
  run.run.aa = true;
  run.trials = (['a', 'b'] as const).flatMap(arm => run.trials.map(trial => ({ ...trial, arm })));
  expect(resultTable(run)).toMatch(/^Server CPU per delivery +4 +0 +0%$/m);
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
