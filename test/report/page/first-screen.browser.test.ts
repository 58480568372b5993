import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import {
  hasChromium,
  inChromium,
  reportPages,
  until,
  violations,
  withoutFolded,
} from '../../harness/report-page.ts';
import { sampleOf, sampleSets } from '../../harness/samples.ts';

/** What the report of a review may have open before a reader has opened anything. */
const MOST_WORDS = 2500;
const MOST_CHARTS = 30;

const sample = sampleOf('review');

/** Words in sight or by scrolling: neither folded nor hidden. The contents do not count. */
const WORDS = `(() => {
  const texts = document.createTreeWalker(document.querySelector('main'), NodeFilter.SHOW_TEXT);
  let count = 0;
  while (texts.nextNode()) {
    const { data, parentElement } = texts.currentNode;
    if (!parentElement.checkVisibility() || parentElement.closest('.hidden, script, noscript')) continue;
    count += data.match(/[\\p{L}\\p{N}]\\S*/gu)?.length ?? 0;
  }
  return count;
})()`;
const CHARTS = `[...document.querySelectorAll('canvas')].filter(one => one.checkVisibility()).length`;

/** The text of the first column of the needs, from top to bottom. */
const needs = (page: Page) => page.locator('table.matrix').first().locator('tbody th').allTextContents();

describe.skipIf(!hasChromium)(inChromium('the first screen'), { timeout: 120_000 }, () => {
  const { open } = reportPages();

  test.each(['review', 'distance', 'layers'])(
    'of the sample %s has question, answer, matrix with its key, and trade-off without scrolling',
    async set => {
      const { page, faults } = await open(sampleOf(set));
      for (const part of ['h1', '.headline', 'table.matrix', '.matrix-key', '.decision .frame']) {
        const box = await page.locator(part).first().boundingBox();
        expect(box, part).not.toBeNull();
        expect((box?.y ?? 0) + (box?.height ?? 0), part).toBeLessThanOrEqual(900);
      }
      expect(faults).toEqual([]);
    },
  );

  test.each(sampleSets)('of the sample %s is followed by no more than a reader looks through', async set => {
    const { page } = await open(sampleOf(set));
    expect(await page.evaluate(WORDS)).toBeLessThanOrEqual(MOST_WORDS);
    expect(await page.evaluate(CHARTS)).toBeLessThanOrEqual(MOST_CHARTS);
  });

  test('sorts its rows by a column, least first, most first, as they were', async () => {
    const { page } = await open(sample);
    const before = await needs(page);
    const head = page.locator('table.matrix').first().locator('th[data-transport="short-polling"]');
    const timesBest = () =>
      page.evaluate<string[]>(
        `[...document.querySelectorAll('table.matrix')[0].querySelectorAll('td[data-transport="short-polling"]')]
          .map(({ dataset }) => dataset.times)`,
      );
    // A reader sees, and hears, what the rows are sorted by.
    expect(await head.getByRole('button').getAttribute('title')).toMatch(/^Sort by × of the lowest/);
    const hint = `getComputedStyle(document.querySelector('table.matrix thead small'), '::after').content`;
    expect(await page.evaluate(hint)).toContain('click a name to sort');
    await head.getByRole('button').click();
    expect(await head.getAttribute('aria-sort')).toBe('ascending');
    // Rows that show no ratio are the last, whichever way.
    const ascending = await timesBest();
    const known = ascending.filter(Boolean);
    const unknown = ascending.slice(known.length);
    expect(known.length).toBeGreaterThan(2);
    expect(unknown.every(times => times === '')).toBe(true);
    expect(known).toEqual(known.toSorted((a, b) => Number(a) - Number(b)));
    await head.getByRole('button').press('Enter');
    expect(await head.getAttribute('aria-sort')).toBe('descending');
    expect(await timesBest()).toEqual([...known.toReversed(), ...unknown]);
    await head.getByRole('button').click();
    expect(await needs(page)).toEqual(before);
  });

  test('leaves columns out, and takes them back', async () => {
    const { page } = await open(sample);
    const cells = page.locator('table.matrix').first().locator('[data-transport="long-polling"]');
    const box = page.locator('.matrices fieldset').getByLabel('Long polling');
    expect(await cells.first().isVisible()).toBe(true);
    await box.uncheck();
    expect(await cells.first().isVisible()).toBe(false);
    await box.check();
    expect(await cells.first().isVisible()).toBe(true);
  });

  test('leads from a cell to its evidence', async () => {
    const { page } = await open(sample);
    const cell = page.locator('table.matrix td a').first();
    const target = (await cell.getAttribute('href'))?.slice(1);
    await cell.click();
    await until(page, `document.getElementById(${JSON.stringify(target)}).checkVisibility()`);
  });

  test('a part with a wide table is no wider than the window', async () => {
    const { page } = await open(sample, { at: '#point.idle.10000' });
    expect(await page.locator('[id="point.idle.10000"]').isVisible()).toBe(true);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(1280);
  });

  test.each(sampleSets)('has nothing that axe-core objects to in the sample of %s', async set => {
    const { page } = await open(sampleOf(set), { colorScheme: 'light' });
    const [shown, all] = await page.evaluate<number[]>(
      `(({ clientHeight, scrollHeight }) => [clientHeight, scrollHeight])(document.querySelector('nav'))`,
    );
    // Contents that are scrolled are what axe-core judges.
    if (set === 'review') expect(all).toBeGreaterThan(shown ?? 0);
    // What is folded takes most of the time; page.browser.test.ts opens all of a small report.
    await withoutFolded(page);
    expect(await violations(page)).toEqual([]);
  });

  test('has its contents in a menu where the window is narrow', async () => {
    const { page } = await open(sample, { viewport: { width: 360, height: 740 } });
    const link = page.locator('nav a[href="#claims"]');
    expect(await link.isVisible()).toBe(false);
    await page.locator('nav summary').click();
    await link.click();
    expect(await link.isVisible()).toBe(false);
    expect(page.url()).toMatch(/#claims$/);
  });
});
