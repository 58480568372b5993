import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { hasChromium, inChromium, reportPages, until, violations } from '../../harness/report-page.ts';
import { runOf } from '../../made/costs.ts';
import { hostileRun, madeRun, madeScenario, pointTrials } from '../../made/run.ts';

/** A run with a planner and with three needs. */
function costsAndTicker() {
  const costs = runOf();
  return madeRun(
    [madeScenario('ticker', 5), ...costs.scenarios],
    [...pointTrials('ticker', 'p0', 5), ...costs.trials],
  );
}

const text = (page: Page, selector: string) => page.locator(selector).innerText();

describe.skipIf(!hasChromium)(inChromium('the decision record'), { timeout: 120_000 }, () => {
  const { open } = reportPages();
  const run = costsAndTicker();

  test('follows the planner’s numbers and the needs', async () => {
    const { page, faults } = await open(run, { at: '#record' });
    expect(await text(page, '#record-page')).toContain('subscribers 2,000');
    await page.evaluate(`for (const details of document.querySelectorAll('details')) details.open = true`);
    await page.fill('#plan-subscribers', '700');
    await until(page, `document.getElementById('record-page').textContent.includes('subscribers 700')`);
    await page.locator('#record-form input[value="soon"]').uncheck();
    expect(await text(page, '#record-page')).not.toMatch(/count: lowest latency/i);
    expect(await page.getAttribute('#record-link', 'href')).toMatch(
      /^#record\?subscribers=700&.*&needs=(?!soon)/,
    );
    expect(faults).toEqual([]);
  });

  test('begins with the numbers and the needs of a link, and shows itself', async () => {
    const { page, faults } = await open(run, { at: '#record?subscribers=321&needs=soon' });
    expect(await text(page, '#record-page')).toContain('subscribers 321');
    expect(await text(page, '#record-page')).toMatch(/Needs that count: lowest latency\./);
    expect(await page.inputValue('#plan-subscribers')).toBe('321');
    await until(
      page,
      `Math.abs(document.getElementById('record').getBoundingClientRect().top) < innerHeight`,
    );
    expect(faults).toEqual([]);
  });

  test('begins with the needs that fit the events, until the reader chooses', async () => {
    const { page } = await open(run, { at: '#record' });
    const chosen = () =>
      page.evaluate(`[...document.querySelectorAll('#record-form input:checked')].map(({ value }) => value)`);
    expect(await chosen()).toEqual(['soon', 'rare-cpu', 'rare-bytes', 'waiting']);
    await page.evaluate(`location.hash = '#plan?events=36000'`);
    await until(page, `document.querySelectorAll('#record-form input:checked').length === 3`);
    expect(await chosen()).toEqual(['soon', 'stream-cpu', 'stream-bytes']);
  });

  test('what the reader chose stays, unless the numbers decide otherwise on that need', async () => {
    const { page, faults } = await open(run, { at: '#record' });
    await page.evaluate(`for (const details of document.querySelectorAll('details')) details.open = true`);
    const chosen = () =>
      page.evaluate(`[...document.querySelectorAll('#record-form input:checked')].map(({ value }) => value)`);
    const own = page.locator('#record-own-needs');
    const enter = async (events: string) => {
      await page.fill('#plan-events', events);
      await page.press('#plan-events', 'Tab');
      await until(page, `document.getElementById('plan-link').hash.includes('events=${events}&')`);
      await until(page, `/per hour/.test(document.getElementById('record-page').textContent)`);
    };
    expect(await own.isVisible()).toBe(false);
    await page.locator('#record-form input[value="soon"]').uncheck();
    await page.locator('#record-form input[value="rare-cpu"]').uncheck();
    await page.locator('#record-form input[value="stream-cpu"]').check();
    expect(await own.isVisible()).toBe(true);
    await enter('61');
    expect(await chosen()).toEqual(['stream-cpu', 'rare-bytes', 'waiting']);
    await enter('36000');
    expect(await chosen()).toEqual(['stream-cpu', 'stream-bytes']);
    expect(await own.isVisible()).toBe(true);
    await own.locator('button').click();
    expect(await chosen()).toEqual(['soon', 'stream-cpu', 'stream-bytes']);
    expect(await own.isVisible()).toBe(false);
    await page.locator('#record-form input[value="soon"]').uncheck();
    await page.click('#plan-form [type="reset"]');
    await until(page, `document.querySelector('#record-form input[value="soon"]').checked`);
    await until(page, `document.querySelector('#record-form input[value="waiting"]').checked`);
    expect(await chosen()).toEqual(['soon', 'rare-cpu', 'rare-bytes', 'waiting']);
    expect(faults).toEqual([]);
  });

  test('is not handed out while a number is not valid', async () => {
    const { page, faults } = await open(run, { at: '#record?subscribers=321&needs=soon' });
    const disabled = () => page.locator('#record-form button:disabled').count();
    expect(await disabled()).toBe(0);
    // The link leaves out the other numbers.
    expect(await text(page, '#record-invalid')).toMatch(/^The link leaves out numbers, .*: events, /);
    await page.fill('#plan-payload', '1');
    await until(page, `document.getElementById('record-invalid').textContent.startsWith('A number')`);
    expect(await text(page, '#record-invalid')).toBe(
      'A number of the planner is not valid. This record is for the last valid numbers.',
    );
    expect(await disabled()).toBe(3);
    await page.fill('#plan-payload', '100');
    await until(page, `document.getElementById('record-invalid').textContent === ''`);
    expect(await disabled()).toBe(0);
    expect(faults).toEqual([]);
  });

  test('has the title and the file name of what it is for, and names needs that are not there', async () => {
    const { page, faults } = await open(run, { at: '#record?needs=soon.gone&for=Order%20%3Cb%3Estatus' });
    expect(await text(page, '#record-invalid')).toContain('needs that this report does not have: gone.');
    expect(await text(page, '#record-page h3')).toContain(' for Order <b>status');
    await page.fill('input[name="system"]', 'Ticker');
    await page.press('input[name="system"]', 'Tab');
    expect(await text(page, '#record-page h3')).toMatch(/ for Ticker\b/);
    expect(await text(page, '#record-invalid')).toBe('');
    const download = page.waitForEvent('download');
    await page.click('[data-record="save"]');
    expect((await download).suggestedFilename()).toMatch(/^decision-record-.*-ticker\.md$/);
    expect(faults).toEqual([]);
  });

  test('a damaged link gives no record, until its numbers are right', async () => {
    const { page } = await open(run, { at: '#record?subscribers=-4&latency=2000&needs=soon' });
    expect(await page.locator('#record-page').isVisible()).toBe(false);
    expect(await text(page, '#record-invalid')).toContain('there is no record yet');
    await page.fill('#plan-subscribers', '400');
    await until(page, `document.getElementById('record-page').checkVisibility()`);
    await until(page, `document.getElementById('record-page').textContent.includes('subscribers 400')`);
    expect(await text(page, '#record-page')).toContain('acceptable p99 latency 2,000 ms');
  });

  // So many subscribers that cells have a reason of several words.
  const FAR = '#record?subscribers=100000&cores=2&needs=soon.stream-cpu.stream-bytes';
  /** How many tables are wider than their box, or have a text beyond its cell. */
  const WIDE = `[...document.querySelectorAll('#record-page table')].filter(table => {
    const range = document.createRange();
    const within = (one, box) => one.left >= box.left - 1 && one.right <= box.right + 1;
    const fits = cell => { range.selectNodeContents(cell); return within(range.getBoundingClientRect(), cell.getBoundingClientRect()); };
    const box = table.closest('.scroll').getBoundingClientRect();
    return !within(table.getBoundingClientRect(), box) || ![...table.querySelectorAll('th, td')].every(fits);
  }).length`;
  /** How many bars are not apart from their label and their cost. */
  const NARROW_GAPS = `[...document.querySelectorAll('#record-page .cost-bars li:has(.cost-bar)')].filter(row => {
    const box = one => { const range = document.createRange(); range.selectNodeContents(one); return range.getBoundingClientRect(); };
    const [label, bar, cost] = [box(row.firstElementChild), row.querySelector('.cost-bar').getBoundingClientRect(), box(row.querySelector('.cost'))];
    const apart = (a, b) => a.right + 3 <= b.left || a.bottom <= b.top;
    return !(apart(label, bar) && (apart(bar, cost) || apart(cost, bar)));
  }).length`;

  test.each([360, 1280, 703])('no table is wider than its box at %i px; 703 is paper', async width => {
    const { page } = await open(run, { viewport: { width, height: 740 }, at: FAR });
    if (width === 703) {
      await page.evaluate(`document.documentElement.dataset.print = 'record'`);
      await page.emulateMedia({ media: 'print' });
    }
    expect(await text(page, '#record-page')).toContain('times the most to which the model was fitted');
    expect(await page.locator('#record-page table').count()).toBeGreaterThan(0);
    expect(await page.evaluate(WIDE)).toBe(0);
  });

  test.each([360, 1280, 703])('no bar touches its label or its cost at %i px', async width => {
    const { page } = await open(run, { viewport: { width, height: 740 }, at: '#record?needs=soon' });
    if (width === 703) {
      await page.evaluate(`document.documentElement.dataset.print = 'record'`);
      await page.emulateMedia({ media: 'print' });
    }
    expect(await page.locator('#record-page .cost-bar').count()).toBe(4);
    expect(await page.evaluate(NARROW_GAPS)).toBe(0);
  });

  // Costs of five digits and more, with their ranges.
  const DEAR =
    '#record?subscribers=5000&events=60&followers=1&payload=9000&latency=100&cores=128&core=500&gb=1&gbin=1&needs=soon.rare-cpu';
  /** The numbers within which a line ends; on paper the ranges too. */
  const brokenNumbers = (page: Page, pattern: string) =>
    page.evaluate<string[]>(`(() => {
      const walker = document.createTreeWalker(document.getElementById('record-page'), NodeFilter.SHOW_TEXT);
      const range = document.createRange();
      const broken = [];
      while (walker.nextNode()) {
        const { data, parentElement } = walker.currentNode;
        if (!parentElement.checkVisibility() || parentElement.closest('.source')) continue;
        for (const match of data.matchAll(${pattern})) {
          range.setStart(walker.currentNode, match.index);
          range.setEnd(walker.currentNode, match.index + match[0].length);
          const tops = [...range.getClientRects()].map(({ top }) => Math.round(top));
          if (new Set(tops).size > 1) broken.push(match[0]);
        }
      }
      return broken;
    })()`);

  test.each([360, 1280, 703])('dear costs stay whole, apart from bar and label, at %i px', async width => {
    const { page, faults } = await open(run, { viewport: { width, height: 740 }, at: DEAR });
    if (width === 703) {
      await page.evaluate(`document.documentElement.dataset.print = 'record'`);
      await page.emulateMedia({ media: 'print' });
    }
    expect(await page.locator('#record-page .cost').allInnerTexts()).toContainEqual(
      expect.stringMatching(/^\d{2,},\d{3}/),
    );
    expect(await page.evaluate(NARROW_GAPS)).toBe(0);
    expect(await brokenNumbers(page, String.raw`/\d[\d.,]*\d/g`)).toEqual([]);
    const whole = String.raw`/\d[\d.,]*–[\d.,]*\d|± [\d.,]+%|\d (ms|s|B|GB)\b/g`;
    if (width !== 360) expect(await brokenNumbers(page, whole)).toEqual([]);
    expect(faults).toEqual([]);
  });

  test('is copied and saved as the Markdown of what is shown', async () => {
    const { page, faults } = await open(run, { at: '#record?subscribers=321&needs=soon' });
    await page.evaluate(`navigator.clipboard.writeText = async text => { globalThis.copied = text; }`);
    await page.click('[data-record="copy"]');
    await until(page, 'globalThis.copied');
    const copied = String(await page.evaluate('globalThis.copied'));
    expect(await text(page, '#record-form [role="status"]')).toBe('done');
    const [download] = await Promise.all([page.waitForEvent('download'), page.click('[data-record="save"]')]);
    expect(download.suggestedFilename()).toBe(`decision-record-${run.run.id}.md`);
    expect(readFileSync(await download.path()).toString()).toBe(copied);
    expect(copied).toContain('subscribers 321');
    // The file's name and not its folder.
    expect(copied).toMatch(/- Link: `report-\d+\.html#record\?subscribers=321&.*&needs=soon`\n$/);
    expect(copied).toMatch(/^Decision record, proposed on \d{4}-\d\d-\d\d$/m);
    const title = copied.slice(2).split('\n', 1)[0];
    expect(await text(page, '#record-page h3')).toBe(title);
    expect(faults).toEqual([]);
  });

  test.each([360, 1280])('fits a screen of %i px, and axe-core objects to nothing', async width => {
    const { page } = await open(run, { viewport: { width, height: 740 }, at: '#record' });
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width);
    expect(await violations(page)).toEqual([]);
  });

  test('hostile texts break nothing, and a link with unknown needs neither', async () => {
    const at = '#record?subscribers=1e99&needs=%3Cimg%3E.soon.soon.%00';
    const { page, faults } = await open(hostileRun(), { at });
    expect(await page.evaluate('typeof globalThis.broken')).toBe('undefined');
    expect(await page.locator('#record-page img').count()).toBe(0);
    expect(faults).toEqual([]);
  });
});
