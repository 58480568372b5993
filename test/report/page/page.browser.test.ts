import { describe, expect, test } from 'vitest';
import type { Run } from '../../../results/format/run.ts';
import type { MeasuredTrial } from '../../../results/format/trial.ts';
import {
  drawAll,
  hasChromium,
  inChromium,
  reportPages,
  until,
  violations,
} from '../../harness/report-page.ts';
import { madePhases, madeRecovery, madeStalled, madeVisits } from '../../made/outcomes.ts';
import {
  failedTrial,
  hostileRun,
  invalidTrial,
  madeRun,
  madeScenario,
  pointTrials,
  spreadMs,
  USUAL,
} from '../../made/run.ts';

/**
 * Everything a report can show: a sweep, a late publisher, invalid and broken trials, references,
 * the wire, drift.
 */
function fullRun(): Run {
  const late = { ...USUAL, sse: { latenciesMs: spreadMs(1, 2), lagMs: 1.5 }, 'bare-reader': {} };
  const wired = {
    'short-polling': { ...USUAL['short-polling'], wire: 600 },
    'long-polling': { ...USUAL['long-polling'], wire: 640 },
    sse: { ...USUAL.sse, wire: 266, driftPercent: 40 },
    websocket: { ...USUAL.websocket, wire: 236 },
  };
  const trials = [
    ...pointTrials('ticker', 'p0', 2),
    ...pointTrials('ticker', 'p1', 2, late),
    ...pointTrials('chat', 'p0', 2, wired),
    invalidTrial({ scenario: 'chat', point: 'p0', transport: 'long-polling', block: 0 }, { lagMs: 5 }),
    failedTrial({ scenario: 'chat', point: 'p0', transport: 'websocket', block: 0 }, ['ECONNREFUSED']),
  ];
  const run = madeRun([madeScenario('ticker', 2, ['1 KiB', '4 KiB']), madeScenario('chat', 2)], trials);
  run.run.status = 'interrupted';
  return run;
}

/**
 * A run of the scenarios that do more than deliver: phases, visits, a fault, stalled readers,
 * silence, a search and an axis.
 */
function outcomesRun(): Run {
  const scenario = madeScenario('outcomes', 2, ['a', 'b', 'c', 'a long label of the fourth setting']);
  const [sent, visited, broken] = scenario.points;
  if (visited) visited.load.visits = { connection: 'cold', closing: 'handshake', backlog: 1 };
  if (broken) broken.load.fault = { kind: 'cut', atSeconds: 1, forSeconds: 2 };
  if (sent) sent.load.senders = { upstream: 'own' };
  const outcomes: Record<string, Partial<MeasuredTrial>> = {
    p0: { phases: madePhases({ forward: 0.4, processing: 0.1, back: 0.3, handling: 0.2 }) },
    p1: {
      visits: madeVisits(),
      latencyMs: null,
      phases: madePhases({ tcp: 1, request: 1, first: 1, 'to-first': 3, confirmation: 1, closed: 1 }),
    },
    p2: { recovery: madeRecovery() },
    p3: { stalled: madeStalled() },
  };
  const search = madeScenario('search', 2, ['100', '200', '400']);
  search.search = { objectiveP99Ms: 1000, maxSubscribers: 400, halvings: 1 };
  const idle = madeScenario('idle', 2, ['few', 'more', 'many']);
  for (const { points } of [search, idle])
    for (const [index, point] of points.entries()) point.load.subscribers = 100 * 2 ** index;
  for (const { load } of idle.points) load.arrivals = { kind: 'none' };
  const silent = {
    'short-polling': { received: 0, latenciesMs: null, requests: 80 },
    sse: { received: 0, latenciesMs: null },
  };
  const variants = madeScenario('variants', 2, ['kept', 'not kept']);
  const trials = [
    ...['p0', 'p1'].flatMap(point => pointTrials('variants', point, 2)),
    ...['p0', 'p1', 'p2', 'p3'].flatMap(point =>
      pointTrials('outcomes', point, 2).map(trial => ({ ...trial, ...outcomes[point] })),
    ),
    ...['p0', 'p1', 'p2'].flatMap(point => pointTrials('search', point, 2)),
    ...['p0', 'p1', 'p2'].flatMap(point => pointTrials('idle', point, 2, silent)),
  ];
  return madeRun([scenario, search, idle, variants], trials);
}

const CANVASES = 'document.querySelectorAll(".frame canvas")';
/** How many canvases have at least two colours on them. */
const PAINTED = `[...${CANVASES}].filter(canvas => {
  const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
  return new Set(new Uint32Array(data.buffer)).size > 2;
}).length`;

describe.skipIf(!hasChromium)(inChromium('the page'), { timeout: 120_000 }, () => {
  const { open } = reportPages();
  const [full, outcomes] = [fullRun(), outcomesRun()];

  test('draws every chart, when it is first seen, without an error or a request', async () => {
    const { page, faults } = await open(full);
    await until(page, `Number(document.documentElement.dataset.chartsDrawn) >= 0`);
    const count = await page.locator('.frame canvas').count();
    // The trade-off of the single point beside the matrix. The answer of each scenario. Two points
    // of a sweep and what they say together, a point by itself; the planner left out.
    expect(count).toBe(1 + 2 + 4 + 5 + 6 + 5);
    expect(await page.evaluate('Number(document.documentElement.dataset.chartsDrawn)')).toBeLessThan(count);
    await drawAll(page);
    expect(await page.evaluate(PAINTED)).toBe(count);
    expect(faults).toEqual([]);
  });

  test('draws its first chart at once, however far below the fold it lies', async () => {
    const { page, faults } = await open(full, { viewport: { width: 360, height: 200 } });
    expect(await page.evaluate('document.documentElement.dataset.chartsDrawn')).toBe('1');
    expect(
      await page.evaluate(`${CANVASES}[0].getBoundingClientRect().top`),
      'as near as charts are drawn by being near',
    ).toBeGreaterThan(500);
    expect(await page.evaluate(PAINTED)).toBe(1);
    expect(faults).toEqual([]);
  });

  test('shows what trials do besides delivering', async () => {
    const { page, faults } = await open(outcomes, { colorScheme: 'dark' });
    await page.evaluate('for (const details of document.querySelectorAll("details")) details.open = true');
    const count = await drawAll(page);
    expect(await page.evaluate(PAINTED)).toBe(count);
    for (const kind of ['stack', 'timeline', 'curve', 'settings'])
      expect(await page.locator(`.frame.${kind}`).count()).toBeGreaterThan(0);
    expect(await violations(page)).toEqual([]);
    expect(faults).toEqual([]);
  });

  test('a link to a folded point opens it', async () => {
    const { page } = await open(outcomes);
    await page.evaluate(`location.hash = 'point.outcomes.p2'`);
    await until(page, `document.getElementById('point.outcomes.p2').closest('details').open`);
  });

  test('a click on a claim opens its evidence', async () => {
    const { page, faults } = await open(full);
    const isOpen = (id: string) => page.evaluate<boolean>(`document.getElementById('claim.${id}').open`);
    expect(await isOpen('C3')).toBe(false);
    await page.locator('.claims-section summary').first().click();
    await page.locator('.claims-table a[href="#claim.C3"]').click();
    await until(page, `document.getElementById('claim.C3').open`);
    expect(await isOpen('C4')).toBe(false);
    await page.locator('[id="claim.C4"] > summary').click();
    expect(await isOpen('C4')).toBe(true);
    expect(await violations(page)).toEqual([]);
    expect(faults).toEqual([]);
  });

  test('draws the measured distribution, and the model over it', async () => {
    const { page } = await open(full, { colorScheme: 'light' });
    await drawAll(page);
    const colours = await page.evaluate<string[]>(`(() => {
      const canvas = document.querySelector('.frame.cdf canvas');
      const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
      const found = new Set();
      for (let at = 0; at < data.length; at += 4) {
        if (data[at + 3] === 255) found.add(data.slice(at, at + 3).join(' '));
      }
      return [...found];
    })()`);
    // --short-polling and --text of the light colours.
    expect(colours).toEqual(expect.arrayContaining(['194 65 12', '22 32 46']));
  });

  test.each(['light', 'dark'] as const)('has nothing that axe-core objects to in %s', async colorScheme => {
    const { page, faults } = await open(full, { colorScheme });
    await drawAll(page);
    await page.evaluate('for (const details of document.querySelectorAll("details")) details.open = true');
    expect(await violations(page)).toEqual([]);
    expect(faults).toEqual([]);
  });

  test('draws its charts again when the colours of the system change', async () => {
    const { page } = await open(full, { colorScheme: 'light' });
    const count = await drawAll(page);
    const before = await page.evaluate(
      `globalThis.before = [...${CANVASES}].map(canvas => canvas.toDataURL())`,
    );
    expect(before).toHaveLength(count);
    await page.emulateMedia({ colorScheme: 'dark' });
    await until(page, `[...${CANVASES}].every((canvas, i) => canvas.toDataURL() !== globalThis.before[i])`);
    expect(await page.evaluate(PAINTED)).toBe(count);
  });

  test.each([360, 768])('is no wider than a screen of %i px', async width => {
    for (const run of [full, outcomes]) {
      const { page } = await open(run, { viewport: { width, height: 740 } });
      await page.evaluate('for (const details of document.querySelectorAll("details")) details.open = true');
      await drawAll(page);
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width);
    }
  });

  test('prints no table beyond the edge of a sheet', async () => {
    // What A4 leaves at 96 pixels an inch with margins of 1 cm.
    const width = 718;
    for (const run of [full, outcomes]) {
      const { page } = await open(run, { viewport: { width, height: 740 } });
      await page.selectOption('#print-what', 'everything');
      await page.emulateMedia({ media: 'print' });
      await page.evaluate('for (const details of document.querySelectorAll("details")) details.open = true');
      const wide = await page.evaluate<string[]>(`[...document.querySelectorAll('table')]
        .filter(table => table.getBoundingClientRect().right > ${width})
        .map(table => table.caption.textContent)`);
      expect(wide).toEqual([]);
    }
  });

  test('prints no chart over what follows it', async () => {
    const { page } = await open(full);
    await drawAll(page);
    await page.selectOption('#print-what', 'everything');
    await page.setViewportSize({ width: 718, height: 740 });
    await page.emulateMedia({ media: 'print' });
    const over = await page.evaluate<number>(`[...document.querySelectorAll('.frame')].filter(frame => {
      const canvas = frame.querySelector('canvas').getBoundingClientRect();
      return canvas.bottom > frame.getBoundingClientRect().bottom + 1;
    }).length`);
    expect(over).toBe(0);
  });

  test('prints with everything drawn, and folds up again afterwards', async () => {
    const { page, faults } = await open(full, { colorScheme: 'dark' });
    await page.selectOption('#print-what', 'everything');
    const count = await page.locator('.frame canvas').count();
    await page.evaluate(`addEventListener('beforeprint', () => {
      globalThis.atPrint = {
        drawn: document.documentElement.dataset.chartsDrawn,
        folded: document.querySelectorAll('details:not([open])').length,
        page: getComputedStyle(document.documentElement).getPropertyValue('--page'),
      };
    })`);
    const pdf = await page.pdf({ format: 'A4' });
    expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
    expect(await page.evaluate('globalThis.atPrint')).toEqual({
      drawn: String(count),
      folded: 0,
      page: '#f6f7f9',
    });
    await until(page, 'document.querySelectorAll("main details[open]").length === 0');
    expect(faults).toEqual([]);
  });

  test('can be used by keyboard', async () => {
    const { page } = await open(full);
    await page.keyboard.press('Tab');
    expect(await page.evaluate('document.activeElement.className')).toBe('skip');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await until(page, 'location.hash === "#answer"');
    await page.locator('main summary').first().focus();
    await page.keyboard.press('Enter');
    await until(page, 'document.querySelector("main details").open');
  });

  test('keeps its tables in reach without JavaScript', async () => {
    const { page } = await open(full, { javaScriptEnabled: false });
    expect(await page.locator('.unscripted').isVisible()).toBe(true);
    // The matrix is in sight, its rows by measure one click away, the contents beside it.
    expect(await page.locator('table.matrix').first().isVisible()).toBe(true);
    await page.locator('main summary').first().click();
    expect(await page.locator('main details table').first().isVisible()).toBe(true);
    await page.locator('nav a[href="#method"]').click();
    expect(page.url()).toMatch(/#method$/);
  });

  test('hostile texts break nothing, run nothing and fetch nothing', async () => {
    const { page, faults } = await open(hostileRun(), { viewport: { width: 360, height: 740 } });
    await drawAll(page);
    expect(await page.evaluate('typeof globalThis.broken')).toBe('undefined');
    expect(
      await page
        .locator(
          'img, svg:not(.swatch, .swatch-shapes, .verdict-mark, .marks, .tradeoff-picture, .fills, .cost-bar, .cost-key)',
        )
        .count(),
    ).toBe(0);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(360);
    expect(await violations(page)).toEqual([]);
    expect(faults).toEqual([]);
  });

  test('a run without a single trial is a page all the same', async () => {
    const { page, faults } = await open(madeRun([madeScenario('untried', 3)], []));
    expect(await page.locator('.frame canvas').count()).toBe(0);
    expect(await page.textContent('main')).toContain('The run ended before this scenario had a trial');
    expect(faults).toEqual([]);
  });
});
