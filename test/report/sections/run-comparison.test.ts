import { describe, expect, test } from 'vitest';
import { compareRuns } from '../../../analysis/runs/compare-runs.ts';
import { runFromText } from '../../../report/page/loaded-run.ts';
import {
  renderLoadedRun,
  renderRunComparison,
  renderRunComparisonForm,
} from '../../../report/sections/run-comparison.ts';
import { type Run, SCHEMA_VERSION } from '../../../results/format/run.ts';
import type { Transport } from '../../../scenarios/load/transport.ts';
import { runComparisonText } from '../../../scripts/terminal/run-comparison-text.ts';
import { PLAIN } from '../../../scripts/terminal/terminal.ts';
import { textOf } from '../../harness/report-text.ts';
import { withoutKnownSpreads } from '../../harness/session-alone.ts';
import { failedTrial, HOSTILE, hostileRun, madeRun, madeScenario, madeTrial } from '../../made/run.ts';

withoutKnownSpreads();

const STEADY = [10, 10.1, 9.9, 10, 10.05];
const place = (transport: Transport, block: number) => ({
  scenario: 'ticker',
  point: 'p0',
  transport,
  block,
});

/** A run in which SSE and the floor cost so many times as much as in another. */
function runOf(id: string, sse: number, floor: number, cores = 2): Run {
  const trials = STEADY.flatMap((micros, block) => [
    madeTrial(place('sse', block), { cpuMicrosPerDelivery: micros * sse }),
    madeTrial(place('tcp-floor', block), { cpuMicrosPerDelivery: micros * floor }),
  ]);
  const run = madeRun([madeScenario('ticker', 5)], trials);
  run.run.id = id;
  run.environment.cpu.cores = cores;
  return run;
}

const first = runOf('first', 1, 1);
const page = (before: Run, after: Run) => textOf(renderRunComparison(compareRuns(before, after)).text);

describe('what is said of two runs', () => {
  test('which they are, and that the machine was the same', () => {
    const text = page(first, runOf('second', 1.5, 1));
    expect(text).toMatch(/First: first, started 2026-03-01 12:00:00 UTC, preset standard/);
    expect(text).toMatch(/Second: second, started/);
    expect(text).toMatch(/the machine was the same, so verdicts compare the values directly/);
    expect(text).not.toMatch(/Different circumstances|fail in the second run|Both are the same run/);
    expect(page(first, first)).toMatch(/Both are the same run, so nothing can differ/);
  });

  test('a regression with both figures, both ratios and the verdict', () => {
    expect(page(first, runOf('second', 1.5, 1))).toMatch(
      /The ticker: 10 subscribers SSE Server CPU per delivery 10\.0 µs 15\.0 µs ×1\.50 \([\d.]+–[\d.]+\) ×1\.50 \([\d.]+–[\d.]+\) higher: a regression/,
    );
  });

  test('an improvement, and how many came out equal', () => {
    const text = page(runOf('second', 1.5, 1), first);
    expect(text).toMatch(/lower: an improvement/);
    expect(text).toMatch(
      /4 comparisons of transports under test: 0 higher \(regressions\), 1 lower \(improvements\)/,
    );
    expect(text).toMatch(/Equal or not decided: 7 comparisons/);
  });

  test('how many would differ by chance', () => {
    expect(page(first, first)).toMatch(
      /chance alone would still make up to 0\.1 of them “higher” and as many “lower”/,
    );
  });

  test('that the floor moved', () => {
    expect(page(first, runOf('second', 1.5, 1.5))).toMatch(/The TCP floor itself differs in 1 of 4/);
    expect(page(first, runOf('second', 1.5, 1))).not.toMatch(/The TCP floor itself/);
  });

  test('that machines differ, in what, and what verdicts rest on then', () => {
    const text = page(first, runOf('second', 2, 2, 8));
    expect(text).toMatch(/Different circumstances\. cores: 2, then 8/);
    expect(text).toMatch(
      /two ratios that agree: that of the values, and that of their ratios to the TCP floor\. Bytes are compared directly/,
    );
    expect(text).toMatch(/0 lower \(improvements\), 3 equal within 5%, 1 not decided/);
    expect(text).not.toMatch(/The TCP floor itself/);
  });

  test('that a single block concludes nothing', () => {
    const one = runOf('one', 1, 1);
    one.trials = one.trials.filter(({ block }) => block === 0);
    expect(page(first, one)).toMatch(/No conclusion: no transport under test has values in two blocks/);
    expect(page(first, one)).toMatch(/4 more comparisons of transports under test without a verdict/);
  });

  test('the same in the terminal', () => {
    const text = runComparisonText(compareRuns(first, runOf('second', 1.5, 1)), true, {
      ...PLAIN,
      columns: 160,
    });
    expect(text).toMatch(/ higher: a regression$/m);
    expect(text).toMatch(/ equal within 5%$/m);
    expect(text).toMatch(/4 comparisons of transports under test: 1 higher/);
    expect(text).toMatch(/Not compared:\n {2}The ticker: 10 subscribers, short polling: not tried/);
  });
});

describe('a run that is loaded into a report', () => {
  test('comes first if it started earlier', () => {
    const later = runOf('later', 1.5, 1);
    later.run.startedAt = '2026-03-02T12:00:00.000Z';
    for (const [own, loaded] of [
      [first, later],
      [later, first],
    ] as [Run, Run][])
      expect(textOf(renderLoadedRun(own, loaded).text)).toMatch(/First: first.*Second: later.*regression/);
  });

  test('is refused where it measures nothing, or itself', () => {
    const smoke = runOf('smoke', 1, 1);
    smoke.run.preset = 'smoke';
    expect(renderLoadedRun(first, smoke).text).toMatch(/^<p>A smoke run measures nothing/);
    const aa = runOf('aa', 1, 1);
    aa.run.aa = true;
    expect(renderLoadedRun(first, aa).text).toMatch(/^<p>An A\/A run compares each transport with itself/);
  });

  test('has a place in the page, with a label', () => {
    const { text } = renderRunComparisonForm();
    expect(text).toMatch(/<h2 id="compare">/);
    expect(text).toMatch(/<label for="other-run">Load another run<\/label> <input id="other-run" /);
  });
});

describe('a file that is loaded', () => {
  const load = (value: unknown) => runFromText(JSON.stringify(value), SCHEMA_VERSION);
  const small = (): Run =>
    madeRun(
      [madeScenario('ticker', 2)],
      [
        madeTrial(place('sse', 0), { wire: 300 }),
        madeTrial(place('sse', 1), { wire: 300 }),
        failedTrial(place('sse', 1), ['gone']),
      ],
    );

  test('is the run that was written', () => expect(load(small())).toEqual(small()));

  test.each([
    ['no JSON', '<!doctype html><title>report</title>', /^it is not a run\.json \(.*\)$/],
    ['nothing', '', /^it is not a run\.json/],
    ['NaN', '{"schemaVersion": NaN}', /^it is not a run\.json/],
    ['null', 'null', /^the file is null; it must be an object$/],
    ['a list', '[]', /^the file is a list; it must be an object$/],
    ['an older version', '{"schemaVersion": 1}', /^its schemaVersion is 1; this report reads \d+ and \d+$/],
    ['no version', '{}', /^its schemaVersion is undefined; this report reads \d+ and \d+$/],
    ['no more than that', `{"schemaVersion": ${SCHEMA_VERSION}}`, /^\/run is undefined; it must be/],
  ])('%s is told in one line', (_, text, line) => {
    expect(() => runFromText(text, SCHEMA_VERSION)).toThrow(line);
  });

  test('a figure that is none is told with its place', () => {
    const text = JSON.stringify(small()).replace(/"p50":[\d.]+/, '"p50":1e999');
    expect(() => runFromText(text, SCHEMA_VERSION)).toThrow(
      '/trials/0/latencyMs/fromSchedule/p50 is Infinity; it must be a number of at least 0',
    );
    const pigeon = small();
    Object.assign(pigeon.trials[0] ?? {}, { transport: 'pigeon' });
    expect(() => load(pigeon)).toThrow(/^\/trials\/0\/transport is "pigeon"; it must be one of short-/);
  });

  /** Every place in a value, as the keys that lead to it. */
  function placesIn(value: unknown): string[][] {
    if (typeof value !== 'object' || value === null) return [];
    return Object.entries(value).flatMap(([key, one]) => [
      [key],
      ...placesIn(one).map(place => [key, ...place]),
    ]);
  }

  test('whatever is wrong in it is told in one line, or does no harm', () => {
    const own = small();
    const text = JSON.stringify(own);
    for (const path of placesIn(own)) {
      for (const odd of [undefined, null, -1, 'x', [], {}, [null]]) {
        const value = JSON.parse(text);
        const owner = path.slice(0, -1).reduce((one, key) => one[key], value);
        owner[path.at(-1) ?? ''] = odd;
        let run: Run;
        try {
          run = load(value);
        } catch (error) {
          expect((error as Error).message).toMatch(/^(\/|a name in \/|its schemaVersion)[^\n]*$/);
          continue;
        }
        expect(() => renderLoadedRun(own, run), path.join('/')).not.toThrow();
      }
    }
  });

  test('hostile texts stay texts', () => {
    const loaded = load(hostileRun());
    for (const { text } of [renderLoadedRun(first, loaded), renderLoadedRun(loaded, loaded)]) {
      expect(text).not.toMatch(/<(script|img|svg onload)/);
      expect(text).not.toContain(HOSTILE[3]);
    }
  });
});
