import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { packed } from '../../../report/text/packed.ts';
import { hasChromium, inChromium, reportPages, until } from '../../harness/report-page.ts';
import { sampleOf, sampleSets } from '../../harness/samples.ts';
import { runOf } from '../../made/costs.ts';
import { hostileRun, madeRun, madeScenario, pointTrials } from '../../made/run.ts';

/** How many sheets a page takes: Chromium writes one object of this type for each. */
async function sheetsOf(page: Page): Promise<number> {
  const pdf = await page.pdf({ format: 'A4' });
  return [...pdf.toString('latin1').matchAll(/\/Type\s*\/Page\b/g)].length;
}

/** A run with a planner and with needs. */
function costsAndTicker() {
  const costs = runOf();
  return madeRun(
    [madeScenario('ticker', 5), ...costs.scenarios],
    [...pointTrials('ticker', 'p0', 5), ...costs.trials],
  );
}

const choose = (page: Page, what: string) => page.selectOption('#print-what', what);

/** Which parts have a size on paper. */
const onPaper = (page: Page) =>
  page.evaluate<string[]>(
    `[...document.querySelectorAll('h2, .record-page, .matrices > .scroll, .answer figure')]
      .filter(one => one.checkVisibility())
      .map(one => one.id || one.className || one.tagName)`,
  );

describe.skipIf(!hasChromium)(inChromium('printing'), { timeout: 240_000 }, () => {
  const { open } = reportPages();
  const sample = sampleOf('review');
  const run = costsAndTicker();

  test.each(sampleSets)('gives a summary of at most 8 sheets for the sample of %s', async set => {
    const { page, faults } = await open(sampleOf(set), { pack: packed });
    const sheets = await sheetsOf(page);
    expect(sheets).toBeGreaterThan(1);
    expect(sheets).toBeLessThanOrEqual(8);
    // A summary does not draw hundreds of charts.
    expect(await page.evaluate('Number(document.documentElement.dataset.chartsDrawn)')).toBeLessThan(10);
    expect(faults).toEqual([]);
  });

  test('has what each scenario of the sample found, in the summary alone', async () => {
    const { page } = await open(sample, { pack: packed });
    const answers = page.locator('.paper-answers li');
    expect(await answers.first().isVisible()).toBe(false);
    await page.emulateMedia({ media: 'print' });
    const texts = await answers.allInnerTexts();
    const titles = sample.scenarios.map(({ title }) => title);
    expect(titles.filter(title => !texts.some(text => text.startsWith(`${title}: `)))).toEqual([]);
    for (const text of texts) expect(text).toMatch(/\.$/);
    for (const what of ['everything', 'record']) {
      await page.evaluate(`document.documentElement.dataset.print = '${what}'`);
      expect(await answers.first().isVisible()).toBe(false);
    }
  });

  test('gives everything on request, and the summary again', async () => {
    const { page, faults } = await open(run, { pack: packed });
    const summary = await sheetsOf(page);
    await choose(page, 'everything');
    expect(await sheetsOf(page)).toBeGreaterThan(summary + 5);
    await choose(page, 'summary');
    expect(await sheetsOf(page)).toBe(summary);
    expect(faults).toEqual([]);
  });

  test('the summary has the answer, the record, the claims and the environment, and no more', async () => {
    for (const javaScriptEnabled of [true, false]) {
      const { page } = await open(run, { javaScriptEnabled });
      await page.emulateMedia({ media: 'print' });
      if (javaScriptEnabled) {
        await page.evaluate(`dispatchEvent(new Event('beforeprint'))`);
      }
      const seen = await onPaper(page);
      const answers = 'scenario-answers';
      expect(seen).toEqual(['answer', 'scroll', 'chart', answers, 'record-page', 'claims', 'environment']);
      expect(await page.locator('.facts').first().isVisible()).toBe(true);
      const cells = page.locator('.answer .scroll:first-child td');
      expect(await cells.evaluateAll(all => all.every(one => one.checkVisibility()))).toBe(true);
    }
  });

  test('the trade-off is printed in the size in which it was drawn, and fills its frame', async () => {
    const { page } = await open(run);
    const sizeOf = (selector: string) =>
      page.evaluate<{ width: number; height: number }>(`(() => {
        const { width, height } = document.querySelector('${selector}').getBoundingClientRect();
        return { width, height };
      })()`);
    await page.evaluate(`dispatchEvent(new Event('beforeprint'))`);
    const drawn = await sizeOf('.answer .frame.tradeoff canvas');
    await page.emulateMedia({ media: 'print' });
    const frame = await sizeOf('.answer .frame.tradeoff');
    // A narrower frame shrinks the picture, and leaves room below it.
    expect(drawn.width / frame.width).toBeGreaterThan(0.9);
    expect(drawn.width / frame.width).toBeLessThan(1.03);
    expect(drawn.height / frame.height).toBeGreaterThan(0.95);
    expect(drawn.width).toBeGreaterThan(340);
    expect(drawn.width / drawn.height).toBeLessThan(2);
  });

  test('a record takes one sheet, and nothing else is on it', async () => {
    const all = 'soon.rare-cpu.stream-cpu.rare-bytes.stream-bytes.both-ways.waiting.start.back';
    const far = `#record?subscribers=20000&events=6&latency=2000&cores=2&core=25&needs=${all}`;
    for (const [one, at] of [
      [sample, '#record'],
      [sample, far],
      [run, '#record'],
    ] as const) {
      const { page, faults } = await open(one, { at });
      await page.evaluate(
        `globalThis.print = () => { globalThis.asked = document.documentElement.dataset.print; }`,
      );
      await page.click('[data-record="print"]');
      expect(await page.evaluate('globalThis.asked')).toBe('record');
      expect(await sheetsOf(page)).toBe(1);
      await until(page, `document.documentElement.dataset.print === 'summary'`);
      expect(faults).toEqual([]);
    }
  });

  test('a record has its bars on paper, with their fills', async () => {
    const { page } = await open(run, { at: '#record' });
    await page.evaluate(`document.documentElement.dataset.print = 'record'`);
    await page.emulateMedia({ media: 'print' });
    const bars = page.locator('#record-page .cost-bar');
    expect(await bars.count()).toBe(4);
    expect(await bars.first().isVisible()).toBe(true);
    // A browser paints no fill of a part that is not displayed.
    const shown = `document.getElementById(document.querySelector('#record-page .cost-part').getAttribute('fill').slice(5, -1)).closest('svg').checkVisibility()`;
    expect(await page.evaluate(shown)).toBe(true);
  });

  test('is light on paper, also where the screen is dark and without a script', async () => {
    const { page } = await open(run, { colorScheme: 'dark', javaScriptEnabled: false });
    const colour = () => page.evaluate('getComputedStyle(document.body).color');
    expect(await colour()).toBe('rgb(232, 237, 244)');
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
    expect(await colour()).toBe('rgb(22, 32, 46)');
  });

  test('hostile texts stay on the paper of a summary', async () => {
    const { page, faults } = await open(hostileRun());
    expect(await sheetsOf(page)).toBeLessThanOrEqual(8);
    expect(faults).toEqual([]);
  });
});
