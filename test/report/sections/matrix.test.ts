import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { needRows, pointRows } from '../../../report/model/matrix.ts';
import type { Measure } from '../../../report/model/metric.ts';
import { answersOf } from '../../../report/model/needs.ts';
import { viewPoint } from '../../../report/model/point.ts';
import { rank } from '../../../report/model/rank.ts';
import { renderReport } from '../../../report/render.ts';
import { renderMatrix, renderMatrixKey } from '../../../report/sections/matrix.ts';
import { times, withUnit } from '../../../report/text/format.ts';
import type { Run } from '../../../results/format/run.ts';
import { readRun } from '../../../results/format/run-file.ts';
import { ROOT } from '../../../root.ts';
import { TRANSPORTS } from '../../../scenarios/load/transport.ts';
import { textOf } from '../../harness/report-text.ts';
import { comparedSets, sampleOf } from '../../harness/samples.ts';
import { withoutKnownSpreads } from '../../harness/session-alone.ts';
import { madeRun, madeScenario, madeTrial, pointTrials, spreadMs } from '../../made/run.ts';

withoutKnownSpreads();

function matrixOf(run: Run): string {
  const views = run.scenarios.map(scenario => scenario.points.map(point => viewPoint(run, scenario, point)));
  return renderMatrix(answersOf(views, 'standard'), views.flat(), 'standard')?.text ?? '';
}

/** The classes and the words of the cells of the median latency, by transport. */
function cellsOf(page: string): Record<string, { classes: string; text: string; href: string | undefined }> {
  const [, table = ''] = page.split('<span>Median latency in every scenario</span>');
  const [rows = ''] = table.split('</table>', 1);
  const cells = [...rows.matchAll(/<td data-transport="([a-z-]+)"[^>]*? ?class="([^"]*)">([\s\S]*?)<\/td>/g)];
  return Object.fromEntries(
    cells.map(([, transport = '', classes = '', text = '']) => [
      transport,
      { classes, text: textOf(text).trim(), href: /href="([^"]+)"/.exec(text)?.[1] },
    ]),
  );
}

const timesRun = (blocks: number) =>
  madeRun(
    [madeScenario('ticker', blocks)],
    pointTrials('ticker', 'p0', blocks, {
      websocket: { latenciesMs: spreadMs(1, 2) },
      sse: { latenciesMs: spreadMs(1.4, 2.8) },
      'long-polling': { latenciesMs: spreadMs(2, 4) },
      'short-polling': { latenciesMs: spreadMs(20, 40) },
    }),
  );

test('keeps a value and its unit together', () => {
  expect(matrixOf(timesRun(5))).toMatch(/<strong class="amount">1\.\d+\u00a0ms<\/strong> <small>/);
  expect(readFileSync(join(ROOT, 'report/page/style.css'), 'utf8')).toMatch(
    /\.matrix \.amount \{\s*white-space: nowrap;/,
  );
});

test('colours the best, and each further multiple of it, in steps', () => {
  const cells = cellsOf(matrixOf(timesRun(5)));
  expect(cells.websocket).toMatchObject({ classes: 'step-0 leads', text: expect.stringMatching(/ best$/) });
  expect(cells.sse).toMatchObject({ classes: 'step-1', text: expect.stringMatching(/ ×1\.40$/) });
  expect(cells['long-polling']).toMatchObject({
    classes: 'step-2',
    text: expect.stringMatching(/ ×2\.00$/),
  });
  expect(cells['short-polling']).toMatchObject({
    classes: 'step-4',
    text: expect.stringMatching(/ ×20\.0$/),
  });
});

test('is sorted by the ratios that it shows, with best and tied as 1', () => {
  const run = readRun(join(ROOT, 'results/sample/review'));
  const views = run.scenarios.map(scenario => scenario.points.map(point => viewPoint(run, scenario, point)));
  const page = renderMatrix(answersOf(views, 'quick'), views.flat(), 'quick')?.text ?? '';
  const cells = [...page.matchAll(/data-times="([^"]*)"[^>]*>.*?<small>(.*?)<\/small>/g)];
  expect(cells.length).toBeGreaterThan(100);
  for (const [, by = '', shown = ''] of cells) {
    if (/^(best|best \?|tied)( here)?$/.test(shown)) expect(by).toBe('1');
    else if (shown.startsWith('?')) expect(by).toBe('');
    else expect(shown.replace(' here', '')).toBe(times(Number(by)));
  }
});

test('draws values of fewer than three blocks in half-tone', () => {
  const classesOf = (blocks: number) => cellsOf(matrixOf(timesRun(blocks))).websocket?.classes;
  expect(classesOf(2)).toBe('step-0 leads few');
  expect(classesOf(3)).toBe('step-0 leads');
});

test('has a question mark where blocks contradict each other, and calls nothing best there', () => {
  const trials = [1, 1.2, 0.8, 1.1, 0.9].flatMap((factor, block) =>
    (['sse', 'websocket'] as const).map(transport =>
      madeTrial(
        { scenario: 'ticker', point: 'p0', transport, block },
        { latenciesMs: spreadMs(transport === 'sse' ? factor : 2.05 - factor, 3) },
      ),
    ),
  );
  const cells = cellsOf(matrixOf(madeRun([madeScenario('ticker', 5)], trials)));
  for (const transport of ['sse', 'websocket']) {
    const { classes = '', text = '' } = cells[transport] ?? {};
    // Nothing leads a point that decides nothing, and no colour says how much more it has.
    expect(classes).toBe('open');
    expect(text).toMatch(/ \?$/);
    expect(text).not.toMatch(/best|lowest/);
  }
});

test('leads from each value to its point, and has none where there is no valid trial', () => {
  const run = timesRun(5);
  run.trials = run.trials.map(trial =>
    trial.transport === 'sse' && trial.status === 'valid'
      ? { ...trial, status: 'invalid', reasons: ['other processes'] }
      : trial,
  );
  const cells = cellsOf(matrixOf(run));
  expect(cells.websocket?.href).toBe('#point.ticker.p0');
  expect(cells.sse).toEqual({ classes: 'none', text: '–', href: undefined });
});

test('an edge marks what its legend says: in the needs, and at each point', () => {
  const run = readRun(join(ROOT, 'results/sample/review'));
  const views = run.scenarios.map(scenario => scenario.points.map(point => viewPoint(run, scenario, point)));
  const answers = answersOf(views, 'quick');
  const page = renderMatrix(answers, views.flat(), 'quick')?.text ?? '';
  const edges = (table: string) =>
    [...table.matchAll(/<td data-transport="([a-z-]+)"[^>]*class="[^"]*leads[^"]*"/g)].map(([, one]) => one);
  const [needs = '', ...measures] = page.split('</table>');
  const decided = answers.filter(({ best }) => best.length > 0);
  // More than half of a need's decided points, counted here point by point.
  const counted = answers.flatMap(({ decided: own }) =>
    TRANSPORTS.filter(one => own.filter(({ front }) => front.includes(one)).length > own.length / 2),
  );
  expect(decided.flatMap(({ best }) => best)).toEqual(counted);
  expect(edges(needs).toSorted()).toEqual(counted.toSorted());
  const key = renderMatrixKey(true).text;
  expect(key).toContain('Bold or green edge: best or tied in more than half of the deciding tests.');
  expect(key).toContain('“tied”: surely under 3 times apart, lower one not decided.');
  expect(key).toContain('“best ?”: below all but “?”.');
  expect(key).toContain('“here”: at this point, unlike in most tests.');
  expect(key).toContain('TCP floor: bare lines, for reference.');
  // Where the picture has no reference, none is explained.
  expect(renderMatrixKey(false).text).not.toContain('TCP floor');
  const rows = views.flat().flatMap(view => pointRows(view, 'quick'));
  for (const { view, measure, cells } of rows) {
    const outcome = rank(view, measure as Measure, 'quick');
    if (outcome.kind === 'not-compared') throw new Error('a row without a comparison');
    const leading = cells.filter(({ leads }) => leads).map(({ transport }) => transport);
    // Known to have less than three times as much, and nothing may have a third of the lowest.
    const unlike = outcome.rivals.filter(({ against }) => against.verdict !== 'more' && against.interval);
    const isDecided =
      outcome.rivals.some(({ against }) => against.verdict === 'more') &&
      unlike.every(({ against: { interval } }) => Number(interval?.low) > 1 / 3);
    const near = unlike.filter(({ against: { interval } }) => Number(interval?.high) < 3);
    // What has more than one that is known to be worse is not decided to a reader.
    const worse = outcome.rivals.filter(({ against }) => against.verdict === 'more');
    const leastWorse = Math.min(...worse.map(({ spread }) => spread.value));
    const shown = near.filter(({ spread }) => spread.value <= leastWorse);
    const expected = [outcome.first, ...shown].map(({ transport }) => transport);
    expect(leading.toSorted()).toEqual(isDecided ? expected.toSorted() : []);
  }
  const leading = rows.flatMap(({ cells }) => cells.filter(({ leads }) => leads));
  expect(edges(measures.join(''))).toHaveLength(leading.length);
});

test('each × on the first screen says what it is a multiple of', () => {
  const page = renderReport(timesRun(5), { script: 'void 0', style: 'a{}' });
  const [matrix = ''] = page.split('</table>').filter(part => part.includes('<table class="matrix"'));
  expect(textOf(matrix)).toMatch(/Need × of the lowest Short polling/);
  const [, cards = ''] = page.split('<div class="cards">');
  const [needs = ''] = cards.split('</details>');
  const multiples = textOf(needs).match(/×[\d.,/]+[^;)]*/g) ?? [];
  expect(multiples.length).toBeGreaterThan(2);
  for (const multiple of multiples) expect(multiple).toMatch(/^×[\d.,/]+ of \p{L}/u);
});

describe.each(comparedSets)('in the sample %s', set => {
  const run = sampleOf(set);
  const views = run.scenarios.map(scenario => scenario.points.map(point => viewPoint(run, scenario, point)));
  const answers = answersOf(views, run.run.preset);
  const page = renderMatrix(answers, views.flat(), run.run.preset)?.text ?? '';
  const cells = [
    ...page.matchAll(/<td data-transport="[a-z-]+"[^>]*? ?class="([^"]*)">([\s\S]*?)<\/td>/g),
  ].map(([, classes = '', text = '']) => ({ classes, text: textOf(text).trim() }));

  test('what is not decided has no colour, and is nowhere tied with more than what is worse', () => {
    expect(cells.length).toBeGreaterThan(50);
    for (const { classes, text } of cells) {
      if (/(^|\s)\?( here)?$/.test(text) && !text.endsWith('best ?')) {
        expect(classes, text).toMatch(/\bopen\b/);
        expect(classes, text).not.toMatch(/step-|near/);
      }
    }
    for (const { cells: own } of [
      ...views.flat().flatMap(view => pointRows(view, run.run.preset)),
      ...needRows(answers, run.run.preset),
    ]) {
      const leastWorse = Math.min(
        ...own.flatMap(({ standing, value }) => (standing === 'more' && value !== null ? [value] : [])),
      );
      for (const { counts, value, timesBest } of own) {
        if (counts === 'tied' && timesBest !== 1) expect(value).toBeLessThanOrEqual(leastWorse);
      }
    }
  });

  test('what leads a need but not at its shown point says so', () => {
    const [needs = ''] = page.split('</table>');
    const leading = [...needs.matchAll(/class="([^"]*leads[^"]*)">([\s\S]*?)<\/td>/g)];
    expect(leading.length).toBeGreaterThan(0);
    for (const [, , text = ''] of leading) expect(textOf(text)).toMatch(/(best|best \?|tied|here)\s*$/);
  });

  test('each row of the needs leads to a point of the run, decided or not', () => {
    const [needs = ''] = page.split('</table>');
    const rows = needs.split('<tr>').slice(2);
    expect(rows).toHaveLength(answers.length);
    for (const row of rows) expect(row).toMatch(/<a href="#point\./);
  });
});

test('a need whose best is late says how late', () => {
  const run = sampleOf('review');
  const views = run.scenarios.map(scenario => scenario.points.map(point => viewPoint(run, scenario, point)));
  const answers = answersOf(views, run.run.preset);
  const page = renderMatrix(answers, views.flat(), run.run.preset)?.text ?? '';
  const row = page.split('<tr>').find(one => one.includes('A stream, little traffic'));
  const latency = answers.find(({ id }) => id === 'stream-bytes')?.decided[0]?.price;
  if (!row || !latency) throw new Error('short polling is late');
  expect(textOf(row)).toContain(
    `; short polling: ${withUnit(latency.own.spread.value, 'ms').replace('\u00a0', ' ')} of latency`,
  );
});
