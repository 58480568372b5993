import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Page } from 'puppeteer-core';
import { beforeAll, expect, onTestFinished, test } from 'vitest';
import { bundlePage } from '../../../report/bundle.ts';
import { renderReport } from '../../../report/render.ts';
import { packed } from '../../../report/text/packed.ts';
import { describeInBrowsers } from '../../harness/browsers.ts';
import { runOf } from '../../made/costs.ts';
import { madeRun, madeScenario, pointTrials } from '../../made/run.ts';

/** The default of Jenkins for files of a build (`hudson.model.DirectoryBrowserSupport.CSP`). */
const BUILD_SERVER = `sandbox; default-src 'none'; img-src 'self'; style-src 'self'`;

/** A viewer of files that allows a page's own style, but no script. */
const STYLE_ALONE = `default-src 'none'; style-src 'unsafe-inline'; sandbox`;

/** Forbids style and script, but no scripts as such: a browser shows no `noscript` then. */
const NO_SANDBOX = `default-src 'none'; img-src data:`;

const NO_PICTURE = 'The picture needs JavaScript. The table below has its values.';

const UNSTYLED = 'This viewer forbids the report’s style';

let report: string;
beforeAll(async () => {
  const costs = runOf();
  const run = madeRun(
    [madeScenario('ticker', 5), madeScenario('sweep', 5, ['1 KiB', '4 KiB']), ...costs.scenarios],
    [
      ...pointTrials('ticker', 'p0', 5),
      ...['p0', 'p1'].flatMap(point => pointTrials('sweep', point, 5)),
      ...costs.trials,
    ],
  );
  report = renderReport(run, await bundlePage(), null, packed);
}, 120_000);

/** Opens the report by HTTP, as a build server delivers it. */
async function openUnder(policy: string | null, newPage: () => Promise<Page>): Promise<Page> {
  const server = createServer((_request, response) =>
    response
      .writeHead(200, {
        'content-type': 'text/html; charset=utf-8',
        ...(policy && { 'content-security-policy': policy }),
      })
      .end(report),
  );
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const page = await newPage();
  onTestFinished(async () => {
    await page.close();
    server.closeAllConnections();
    server.close();
  });
  await page.setViewport({ width: 1280, height: 900 });
  await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
  return page;
}

const unfoldAll = (page: Page) =>
  page.evaluate('for (const one of document.querySelectorAll("details")) one.open = true');

const textOf = (page: Page, selector: string) =>
  page.evaluate(`document.querySelector('${selector}').innerText`) as Promise<string>;

/** Words that stand in no single text of the page: two texts run into each other. */
const RUN_TOGETHER = `(() => {
  const wordsOf = text => text.split(/\\s+/).map(word => word.replace(/^[^\\p{L}\\p{N}]+|[^\\p{L}\\p{N}]+$/gu, ''));
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const single = new Set();
  while (walker.nextNode()) for (const word of wordsOf(walker.currentNode.data)) single.add(word);
  return [...new Set(wordsOf(document.body.innerText))].filter(word => !single.has(word));
})()`;

describeInBrowsers('a report whose viewer forbids script and style', newPage => {
  test('has its answer and its matrix, and one line says what is missing', async () => {
    const page = await openUnder(BUILD_SERVER, newPage);
    // Neither the style nor the script has an effect.
    expect(await page.evaluate('getComputedStyle(document.body).marginTop')).toBe('8px');
    expect(await page.evaluate('document.documentElement.dataset.chartsDrawn ?? null')).toBeNull();
    const text = await textOf(page, 'body');
    const lines = text.split('\n').filter(line => /forbids|Without JavaScript the charts/.test(line));
    expect(lines).toHaveLength(1);
    expect(lines[0]?.split(UNSTYLED)).toHaveLength(2);
    expect(lines[0]).toContain('Without JavaScript the charts');
    expect(text).toContain('Polling or WebSocket?');
    const headline = /<p class="headline">(?:<b>[^<]+<\/b> )?<strong>([^<]+)</.exec(report)?.[1] as string;
    expect(headline).toMatch(/^\p{Lu}.*\.$/u);
    expect(text).toContain(headline);
    const rows = (await page.evaluate(
      `[...document.querySelectorAll('.matrix')].map(table => [...table.rows].map(row => row.innerText))[0]`,
    )) as string[];
    expect(rows[0]).toMatch(/Need\s+× of the lowest\s+Short polling\s+Long polling\s+SSE\s+WebSocket/);
    expect(rows.length).toBeGreaterThan(3);
    const undecided = /not decided in (its only test|any of \d+ tests)(\s+\?){4}$/;
    const decided = /\d\s\S+ (best|tied|×[\d.]+)/;
    const open = rows.slice(1).filter(row => undecided.test(row));
    for (const row of rows.slice(1)) if (!open.includes(row)) expect(row).toMatch(decided);
    expect(open.length).toBeLessThan(rows.length - 1);
  });

  test('tells what leads a row by bold letters, as the legend says', async () => {
    const page = await openUnder(BUILD_SERVER, newPage);
    const amounts = (await page.evaluate(`[...document.querySelectorAll('.matrix .amount')].map(one => ({
      leads: one.closest('td').classList.contains('leads'),
      isBold: Number(getComputedStyle(one).fontWeight) > Number(getComputedStyle(one.parentElement).fontWeight),
    }))`)) as { leads: boolean; isBold: boolean }[];
    expect(amounts.map(({ leads }) => leads)).toContain(true);
    expect(amounts.map(({ leads }) => leads)).toContain(false);
    for (const { leads, isBold } of amounts) expect(isBold).toBe(leads);
    expect(await textOf(page, '.matrix-key')).toContain('Bold or green edge:');
  });

  test('has pictures of their own size, and no control that does nothing', async () => {
    const page = await openUnder(BUILD_SERVER, newPage);
    await unfoldAll(page);
    // Bars are as wide as the page allows.
    const wrong = (await page.evaluate(`[...document.querySelectorAll('svg:not(.cost-bar)')].flatMap(one => {
      const { width, height } = one.getBoundingClientRect();
      const is = width + ' × ' + height;
      return is === one.getAttribute('width') + ' × ' + one.getAttribute('height') ? [] : [is];
    })`)) as string[];
    expect(await page.evaluate('document.querySelectorAll("svg").length')).toBeGreaterThan(10);
    expect(wrong).toEqual([]);
    expect(
      await page.evaluate(`[...document.querySelectorAll('canvas')].filter(one => {
        const { width, height } = one.getBoundingClientRect();
        return width * height > 40 * 1280;
      }).length`),
      'an empty picture',
    ).toBe(0);
    expect(
      await page.evaluate(`[...document.querySelectorAll('button, input, select')]
        .filter(one => one.getClientRects().length > 0).map(one => one.outerHTML)`),
    ).toEqual([]);
  });

  test('opens its folds, which say what is compressed, and runs no two texts together', async () => {
    const page = await openUnder(BUILD_SERVER, newPage);
    const fold = (await page.$('.answer > .measured > details > summary')) ?? expect.unreachable();
    await fold.click();
    expect(await textOf(page, '.answer .cards')).toMatch(/Lowest .*, /);
    await unfoldAll(page);
    expect(await textOf(page, '.packed')).toContain('compressed in this file');
    // The texts of a picture have their places, and no order in which they are read.
    await page.evaluate(`for (const one of document.querySelectorAll('.tradeoff-picture')) one.remove()`);
    expect(await page.evaluate(RUN_TOGETHER)).toEqual([]);
  });

  test('keeps its layout where only the script is forbidden, and no room for charts', async () => {
    const page = await openUnder(STYLE_ALONE, newPage);
    expect(await page.evaluate('getComputedStyle(document.body).marginTop')).toBe('0px');
    const text = await textOf(page, 'body');
    expect(text).not.toContain(UNSTYLED);
    expect(text).toContain('Without JavaScript the charts');
    await unfoldAll(page);
    const frames = (await page.evaluate(`[...document.querySelectorAll('.frame:not(:has(svg))')].map(one => ({
      text: one.innerText.trim(),
      height: one.getBoundingClientRect().height,
      legend: one.closest('.chart').querySelector('.legend').getClientRects().length,
    }))`)) as { text: string; height: number; legend: number }[];
    expect(frames.length).toBeGreaterThan(1);
    for (const { text: said, height, legend } of frames) {
      expect(said).toBe(NO_PICTURE);
      expect(height).toBeLessThan(60);
      expect(legend).toBe(0);
    }
  });

  test('has the trade-off as a picture that needs no script', async () => {
    for (const policy of [
      BUILD_SERVER,
      STYLE_ALONE,
      NO_SANDBOX,
      `${NO_SANDBOX}; style-src 'unsafe-inline'`,
    ]) {
      const page = await openUnder(policy, newPage);
      const box = (await page.evaluate(`(() => {
        const { width, height } = document.querySelector('.answer svg.tradeoff-picture').getBoundingClientRect();
        return { width, height };
      })()`)) as { width: number; height: number };
      expect(box.width).toBeGreaterThan(250);
      expect(box.height).toBeGreaterThan(160);
    }
  });

  test('says in place of each chart what is missing, also without a sandbox', async () => {
    for (const policy of [NO_SANDBOX, `${NO_SANDBOX}; style-src 'unsafe-inline'`]) {
      const page = await openUnder(policy, newPage);
      expect(await page.evaluate('document.documentElement.dataset.chartsDrawn ?? null')).toBeNull();
      if (policy === NO_SANDBOX) {
        const lines = (await textOf(page, 'body')).split('\n').filter(line => line.includes(UNSTYLED));
        expect(lines).toHaveLength(1);
        expect(lines[0]).toContain('Without JavaScript the charts');
      }
      await unfoldAll(page);
      const charts =
        (await page.evaluate(`[...document.querySelectorAll('.frame:not(:has(svg))')].map(one => {
        const { width, height } = one.querySelector('canvas').getBoundingClientRect();
        return { text: one.innerText.trim(), room: width * height };
      })`)) as { text: string; room: number }[];
      expect(charts.length).toBeGreaterThan(1);
      for (const { text, room } of charts) {
        expect(text).toBe(NO_PICTURE);
        expect(room).toBeLessThanOrEqual(1);
      }
      // Each has the table that the line names.
      expect(
        await page.evaluate(
          `[...document.querySelectorAll('.frame')].filter(one => !one.closest('.chart').querySelector('table')).length`,
        ),
      ).toBe(0);
    }
  });

  test('says nothing of the kind where they are allowed', async () => {
    const page = await openUnder(null, newPage);
    const text = await textOf(page, 'body');
    expect(text).not.toContain(UNSTYLED);
    expect(text).not.toContain('Without JavaScript');
    expect(text).not.toContain(NO_PICTURE);
    await unfoldAll(page);
    expect(await page.evaluate('document.querySelector("#other-run").getClientRects().length')).toBe(1);
  });
});
