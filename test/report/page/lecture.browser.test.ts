import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { packed } from '../../../report/text/packed.ts';
import { readRun } from '../../../results/format/run-file.ts';
import { ROOT } from '../../../root.ts';
import { hasChromium, inChromium, reportPages, until, violations } from '../../harness/report-page.ts';
import { madeRun, madeScenario, pointTrials } from '../../made/run.ts';

const run = madeRun(
  [madeScenario('ticker', 5), madeScenario('sweep', 5, ['1 KiB', '4 KiB'])],
  [...pointTrials('ticker', 'p0', 5), ...pointTrials('sweep', 'p0', 5), ...pointTrials('sweep', 'p1', 5)],
);

const title = (page: Page) => page.textContent('#slide-title');
const count = (page: Page) => page.textContent('.slide-count');
const keys = (page: Page) => page.locator('.slide-keys kbd').allTextContents();
const hash = (page: Page) => page.evaluate<string>('location.hash');
const isPainted = `(() => {
  const canvas = document.querySelector('.slide-frame canvas');
  if (!canvas) return false;
  const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
  return new Set(new Uint32Array(data.buffer)).size > 2;
})()`;

/** Guesses an order by clicks, lowest first, and a number, in a panel or on a slide. */
async function guess(page: Page, where: string, order: string[], number: string): Promise<void> {
  for (const transport of order) await page.locator(`${where} [data-transport="${transport}"]`).click();
  await page.locator(`${where} input[inputmode="decimal"]`).fill(number);
}

describe.skipIf(!hasChromium)(inChromium('a lecture'), { timeout: 120_000 }, () => {
  const { open } = reportPages();

  describe('predict first', () => {
    test('shows theory after the guess, the measurement after theory, then all beside each other', async () => {
      const { page, faults } = await open(run, { at: '?predict', pack: packed });
      const scenario = '.scenario:has([id="scenario.ticker"])';
      const seen = (selector: string) => page.locator(`${scenario} ${selector}`).first().isVisible();
      const theory = run.scenarios[0]?.prediction ?? '';
      const visible = () => page.locator(scenario).innerText();
      expect(await seen('.prediction')).toBe(false);
      expect(await seen('.measured')).toBe(false);
      expect(await visible()).not.toContain(theory);
      const go = page.locator(`${scenario} [data-go="on"]`);
      expect(await go.isDisabled()).toBe(true);
      await guess(page, scenario, ['websocket', 'short-polling', 'sse'], '5');
      expect(await page.locator(`${scenario} .chips`).innerText()).toMatch(
        /2\.\s+Short polling\s+4\.\s+Long polling\s+3\.\s+SSE\s+1\.\s+WebSocket/,
      );
      await go.click();
      expect(await visible()).toContain(theory);
      expect(await seen('.measured')).toBe(false);
      await page.locator(`${scenario} [data-on]`).click();
      expect(await seen('.measured')).toBe(true);
      expect(await seen('.guess-result')).toBe(false);
      await page.locator(`${scenario} [data-on]`).click();
      const compared = await page.locator(`${scenario} .guess`).innerText();
      expect(compared).toContain(theory);
      expect(compared).toContain('Your order is off by 3 places, all transports together.');
      expect(compared).toMatch(/You: 5\sms\. Measured: 262\sms/);
      expect(await violations(page)).toEqual([]);
      // Another scenario is still hidden.
      expect(await page.locator('.scenario:has([id="scenario.sweep"]) .measured').isVisible()).toBe(false);
      expect(faults).toEqual([]);
    });

    test('goes on without a guess, by keyboard, and says so', async () => {
      const { page } = await open(run, { at: '?predict' });
      const scenario = '.scenario:has([id="scenario.ticker"])';
      await page.locator(`${scenario} [data-go="without"]`).focus();
      await page.keyboard.press('Enter');
      for (const _ of ['measurement', 'compared']) {
        await page.keyboard.press('Tab');
        await page.keyboard.press('Enter');
      }
      expect(await page.locator(`${scenario} .guess`).innerText()).toContain('No order was guessed.');
    });

    test('takes Enter in the field of a number as the guess, once the order is complete', async () => {
      const { page } = await open(run, { at: '?predict' });
      const scenario = '.scenario:has([id="scenario.ticker"])';
      const field = page.locator(`${scenario} input[inputmode="decimal"]`);
      await field.fill('5');
      await field.press('Enter');
      expect(await field.isVisible()).toBe(true);
      await guess(page, scenario, ['websocket', 'short-polling', 'sse'], '5');
      await field.press('Enter');
      expect(await page.locator(`${scenario} .guess .theory`).isVisible()).toBe(true);
    });

    test('takes an order by keyboard', async () => {
      const { page } = await open(run, { at: '?predict' });
      const scenario = '.scenario:has([id="scenario.ticker"])';
      await page.locator(`${scenario} .chips button`).first().focus();
      await page.keyboard.press('Space');
      await page.keyboard.press('Tab');
      await page.keyboard.press('Enter');
      await page.keyboard.press('Tab');
      await page.keyboard.press('Enter');
      expect(await page.locator(`${scenario} .chips [aria-pressed="true"]`).count()).toBe(4);
    });

    test('hides nothing on paper', async () => {
      const { page } = await open(run, { at: '?predict' });
      await page.selectOption('#print-what', 'everything');
      await page.emulateMedia({ media: 'print' });
      expect(await page.locator('.scenario .prediction').first().isVisible()).toBe(true);
      expect(await page.locator('.scenario .guess').first().isVisible()).toBe(false);
    });
  });

  describe('the presentation', () => {
    test('goes through the charts by keys, one a screen, and ends', async () => {
      const { page, faults } = await open(run, { pack: packed });
      await page.locator('.controls a[href^="#slide."]').click();
      await until(page, isPainted);
      expect(await title(page)).toBe(run.scenarios[0]?.question);
      expect(await count(page)).toMatch(/^1 of 3, chart 1 of \d/);
      expect(await page.locator('main').isVisible()).toBe(true);
      expect(await page.evaluate('document.querySelector("main").inert')).toBe(true);
      await page.keyboard.press('ArrowRight');
      expect(await count(page)).toMatch(/^2 of 3/);
      await page.keyboard.press('PageUp');
      await page.keyboard.press('ArrowDown');
      expect(await count(page)).toMatch(/^1 of 3, chart 2 of/);
      expect(await page.textContent('.slide-where')).toContain('p99 latency');
      await until(page, isPainted);
      await page.keyboard.press('End');
      expect(await count(page)).toBe('3 of 3, chart 1 of 2 (↓)');
      expect(await title(page)).toBe('Polling or WebSocket?');
      // The verdict alone: the values are in the matrix below it.
      const verdict = await page.textContent('.answer .headline strong');
      expect(await page.textContent('.slides .headline')).toBe(verdict);
      const cells = page.locator('.slides table.matrix td');
      expect(await cells.count()).toBe(
        await page.locator('.matrices > .scroll > table.matrix').first().locator('td').count(),
      );
      expect(await page.locator('.slides table.matrix button').count()).toBe(0);
      expect(await violations(page)).toEqual([]);
      await page.keyboard.press('ArrowDown');
      await until(page, isPainted);
      await page.keyboard.press('Home');
      expect(await count(page)).toMatch(/^1 of 3, chart 1/);
      await page.keyboard.press('?');
      expect(await page.locator('.slide-keys').isVisible()).toBe(true);
      expect(await keys(page)).toEqual(expect.arrayContaining(['↓', '↑', 'p']));
      expect(await keys(page)).not.toContain('1 2 3 …');
      await page.keyboard.press('Escape');
      expect(await page.locator('.slide-keys').isVisible()).toBe(false);
      expect(await page.locator('.slides').isVisible()).toBe(true);
      await page.keyboard.press('Escape');
      expect(await page.locator('.slides').isVisible()).toBe(false);
      expect(await hash(page)).toBe('');
      expect(await page.evaluate('document.querySelector("main").inert')).toBe(false);
      expect(faults).toEqual([]);
    });

    test('fits the answer on a projector without scrolling, in letters that a room can read', async () => {
      const sample = readRun(join(ROOT, 'results/sample/review'));
      const options = { pack: packed, viewport: { width: 1280, height: 720 } };
      const { page } = await open(sample, { ...options, at: '#slide.answer' });
      await until(page, `document.querySelector('.slides table.matrix') !== null`);
      const measured = await page.evaluate<{ hidden: number; sizes: Record<string, number> }>(`(() => {
        const body = document.querySelector('.slide-body');
        const least = selector => Math.min(...[...document.querySelectorAll(selector)]
          .filter(one => one.checkVisibility() && one.textContent.trim() !== '')
          .map(one => parseFloat(getComputedStyle(one).fontSize)));
        return {
          hidden: Math.max(body.scrollHeight - body.clientHeight, body.scrollWidth - body.clientWidth),
          sizes: {
            answer: least('.slide-answer .headline'),
            headings: least('.slides h2'),
            body: least('.slide-body *, .slide-where, .slide-count'),
          },
        };
      })()`);
      expect(measured.hidden).toBeLessThanOrEqual(0);
      expect(measured.sizes.answer).toBeGreaterThanOrEqual(24);
      expect(measured.sizes.headings).toBeGreaterThanOrEqual(20);
      expect(measured.sizes.body).toBeGreaterThanOrEqual(18);
    });

    test('draws the picture of an answer that no measure gives, after a guess of it', async () => {
      const sample = readRun(join(ROOT, 'results/sample/review'));
      const { page, faults } = await open(sample, { pack: packed, at: '#slide.echo.answer?predict' });
      expect(await title(page)).toBe(sample.scenarios.find(({ id }) => id === 'echo')?.question);
      await page.locator('.slides input[inputmode="decimal"]').fill('1000,5');
      await page.locator('.slides [data-go="on"]').click();
      await page.keyboard.press('ArrowRight');
      await until(page, isPainted);
      expect(await page.locator('.slides .found').innerText()).toMatch(/^Largest part of the time: /);
      expect(await page.locator('.slides .legend .part').count()).toBeGreaterThan(2);
      expect(await violations(page)).toEqual([]);
      await page.keyboard.press('ArrowRight');
      const compared = await page.locator('.slides .guess-result').innerText();
      expect(compared).toMatch(/You: 1,000\.5\sms\. Measured: .* times the measured value\.$/m);
      expect(faults).toEqual([]);
    });

    test('stays at its slide when the page is loaded again, and unpacks nothing for it', async () => {
      const { page, faults } = await open(run, { pack: packed, at: '#slide.sweep.cpu' });
      await until(page, isPainted);
      expect(await count(page)).toMatch(/^2 of 3, chart [2-9]/);
      await page.keyboard.press('ArrowLeft');
      const before = await hash(page);
      expect(before).toBe('#slide.sweep.p50');
      await page.reload();
      await until(page, isPainted);
      expect(await hash(page)).toBe(before);
      expect(await count(page)).toMatch(/^2 of 3, chart 1/);
      expect(faults).toEqual([]);
    });

    test('with predict first hides theory until the guess, and the chart until theory was shown', async () => {
      const { page, faults } = await open(run, { at: '?predict#slide.ticker.p50' });
      const theory = run.scenarios[0]?.prediction ?? '';
      const shown = () => page.locator('.slides').innerText();
      expect(await hash(page)).toBe('#slide.ticker.p50?predict');
      expect(await shown()).not.toContain(theory);
      expect(await page.locator('.slide-frame').count()).toBe(0);
      await guess(page, '.slides', ['websocket', 'sse', 'long-polling'], '262');
      // An arrow in a field moves within its text.
      await page.keyboard.press('ArrowRight');
      expect(await shown()).not.toContain(theory);
      await page.locator('.slides [data-go="on"]').click();
      expect(await shown()).toContain(theory);
      expect(await page.locator('.slide-frame').count()).toBe(0);
      await page.keyboard.press('ArrowRight');
      await until(page, isPainted);
      expect(await page.locator('.slides .guess-result').count()).toBe(0);
      await page.keyboard.press('PageDown');
      expect(await shown()).toContain('Your order agrees with the measurement.');
      expect(await shown()).toContain('Your guess lies within the range over the blocks.');
      expect(await shown()).toContain(theory);
      await until(page, isPainted);
      expect(await violations(page)).toEqual([]);
      // Back to the theory, and to the guess, which stays.
      for (const _ of ['measurement', 'theory', 'guess']) await page.keyboard.press('ArrowLeft');
      expect(await page.locator('.slides input').inputValue()).toBe('262');
      for (const _ of ['theory', 'measurement', 'compared']) await page.keyboard.press('ArrowRight');
      await page.keyboard.press('ArrowRight');
      expect(await count(page)).toMatch(/^2 of 3/);
      expect(await page.locator('.slide-frame').count()).toBe(0);
      // The first Tab leads to a transport, and no key of it shows the theory.
      await page.keyboard.press('Tab');
      expect(await page.evaluate('document.activeElement.dataset.transport')).toBe('short-polling');
      for (const key of ['Space', 'ArrowRight']) await page.keyboard.press(key);
      expect(await page.locator('.slides .theory').count()).toBe(0);
      await page.keyboard.press('p');
      await until(page, isPainted);
      expect(await hash(page)).toBe('#slide.sweep.p50');
      expect(faults).toEqual([]);
    });

    test('has only the slides of its address, in their order, and stays there when it is loaded again', async () => {
      const { page, faults } = await open(run, {
        pack: packed,
        at: '#slide.sweep.p50?only=sweep.p50,ticker.cpu,none,answer',
      });
      await until(page, isPainted);
      expect(await count(page)).toBe('1 of 3');
      // Each chart is on the main line: none is below another.
      await page.keyboard.press('ArrowDown');
      expect(await count(page)).toBe('1 of 3');
      await page.keyboard.press('?');
      expect(await keys(page)).toContain('→ Page↓ Space');
      expect(await keys(page)).not.toContain('↓');
      await page.keyboard.press('ArrowRight');
      expect(await hash(page)).toBe('#slide.ticker.cpu?only=sweep.p50,ticker.cpu,none,answer');
      await page.reload();
      await until(page, isPainted);
      expect(await count(page)).toBe('2 of 3');
      await page.keyboard.press('ArrowRight');
      expect(await title(page)).toBe('Polling or WebSocket?');
      expect(faults).toEqual([]);
    });

    test('fills a window of any size, and each slide has nothing that axe-core objects to', async () => {
      for (const [width, height] of [
        [1280, 720],
        [1920, 1080],
        [360, 740],
      ] as const) {
        const { page, faults } = await open(run, {
          viewport: { width, height },
          at: '#slide.ticker.p50',
          colorScheme: width === 1920 ? 'dark' : 'light',
        });
        await until(page, isPainted);
        expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width);
        const frame = await page.locator('.slide-frame').boundingBox();
        const canvas = await page.locator('.slide-frame canvas').boundingBox();
        for (const side of ['x', 'y', 'width', 'height'] as const)
          expect(Math.abs((canvas?.[side] ?? 0) - (frame?.[side] ?? 0)), side).toBeLessThan(1);
        expect((frame?.y ?? 0) + (frame?.height ?? 0)).toBeLessThan(height);
        if (width > 1000) expect(frame?.height).toBeGreaterThan(height / 2.5);
        await page.setViewportSize({ width: width - 40, height });
        await until(
          page,
          `Math.abs(document.querySelector('.slide-frame canvas').getBoundingClientRect().width - document.querySelector('.slide-frame').clientWidth) < 1`,
        );
        expect(await violations(page)).toEqual([]);
        expect(faults).toEqual([]);
      }
    });

    test('asks for the full screen, and leaves it', async () => {
      const { page } = await open(run, { at: '#slide.ticker.p50' });
      await page.keyboard.press('f');
      await until(page, `document.fullscreenElement?.className === 'slides'`);
      await until(page, isPainted);
      await page.keyboard.press('f');
      await until(page, 'document.fullscreenElement === null');
      expect(await page.locator('.slides').isVisible()).toBe(true);
    });
  });

  describe('the quiz', () => {
    test('asks one claim after the other, and ends with a score', async () => {
      const { page, faults } = await open(run);
      await page.locator('.controls a[href^="#quiz."]').click();
      const claims = Number(await page.getAttribute('#lecture-data', 'data-claims'));
      expect(await keys(page)).toContain('1 2 3 …');
      expect(await keys(page)).not.toContain('p');
      expect(claims).toBeGreaterThan(2);
      expect(await count(page)).toBe(`1 of ${claims + 1}`);
      expect(await page.locator('.quiz-verdict').count()).toBe(0);
      // A class that votes by hands sees the verdict first, and then the next claim.
      await page.keyboard.press('ArrowRight');
      expect(await count(page)).toBe(`1 of ${claims + 1}`);
      expect(await page.textContent('.quiz-verdict')).toMatch(
        /^This run: (true|false|it depends)( where decided)?\. /,
      );
      expect(await violations(page)).toEqual([]);
      await page.keyboard.press('ArrowRight');
      expect(await count(page)).toBe(`2 of ${claims + 1}`);
      await page.keyboard.press('ArrowLeft');
      // Whoever saw the verdict has no answer that counts.
      await page.keyboard.press('1');
      expect(await page.textContent('.quiz-verdict')).not.toContain('You:');
      await page.locator('[data-redo]').click();
      const id = (await hash(page)).slice('#quiz.'.length);
      await page.keyboard.press('1');
      expect(await page.textContent('.quiz-verdict')).toMatch(
        /You: true\. This run: (true|false|it depends)/,
      );
      // The first answer counts.
      await page.keyboard.press('2');
      expect(await page.textContent('.quiz-verdict')).toContain('You: true.');
      expect(await violations(page)).toEqual([]);
      await page.keyboard.press('ArrowRight');
      await page.locator('[data-answer="it depends"]').click();
      expect(await page.textContent('.quiz-verdict')).toContain('You: it depends.');
      await page.keyboard.press('End');
      expect(await page.textContent('.quiz-score')).toMatch(/^[012] of 2 answers right$/);
      expect(await page.textContent('.slide-body')).toContain(`${claims - 2} claims without an answer`);
      expect(await violations(page)).toEqual([]);
      await page.locator('[data-again]').click();
      expect(await page.textContent('.quiz-score')).toBe('0 of 0 answers right');
      await page.keyboard.press('Home');
      await page.keyboard.press('1');
      await page.locator('[data-redo]').click();
      expect(await page.locator('.quiz-verdict').count()).toBe(0);
      await page.keyboard.press('2');
      expect(await page.textContent('.quiz-verdict')).toContain('You: false.');
      await page.keyboard.press('End');
      await page.locator('.slide-body a[href="#slide.answer"]').click();
      await until(page, `document.querySelector('.slides table.matrix') !== null`);
      await page.evaluate(`location.hash = '#quiz.score'`);
      await until(page, `document.querySelector('.slides .quiz-score') !== null`);
      await page.keyboard.press('Home');
      await page.locator('[data-redo]').click();
      await page.keyboard.press('1');
      // A link leads to the claim in the report, and ends the quiz.
      await page.locator('.slide-body a[href^="#claim."]').click();
      await until(page, `document.querySelector('.slides').hidden`);
      expect(await hash(page)).toBe(`#claim.${id}`);
      expect(faults).toEqual([]);
    });
  });
});
