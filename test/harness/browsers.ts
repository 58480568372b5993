import puppeteer, { type Browser, type Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe } from 'vitest';
import { type BrowserProcess, startBrowserProcess } from '../../clients/browser/browser-process.ts';
import { findBrowser, missingBrowser } from '../../clients/browser/browser-program.ts';
import { BROWSERS, type BrowserName } from '../../scenarios/load/browser.ts';

/**
 * A suite for each browser, which it starts once. The suite's name says which browser is missing on
 * this machine.
 */
export function describeInBrowsers(
  what: string,
  suite: (newPage: () => Promise<Page>, program: BrowserName) => void,
): void {
  describe.each(BROWSERS)(`${what} in %s`, program => {
    const reason = findBrowser(program) ? '' : `left out: ${missingBrowser(program)}`;
    describe.skipIf(reason !== '')(reason || 'for real', { timeout: 120_000 }, () => {
      let child: BrowserProcess;
      let browser: Browser;

      beforeAll(async () => {
        child = await startBrowserProcess(program);
        browser = await puppeteer.connect({
          browserWSEndpoint: child.endpoint,
          protocol: program === 'firefox' ? 'webDriverBiDi' : 'cdp',
          defaultViewport: null,
          // Nobody signed those of the tests.
          acceptInsecureCerts: true,
        });
      }, 120_000);
      afterAll(async () => {
        child?.kill();
        await child?.ended;
      });

      suite(() => browser.newPage(), program);
    });
  });
}

/**
 * Waits for a condition in the page. The library's own waiting needs eval there, which the page's
 * policy forbids.
 */
export async function until(page: Page, condition: string): Promise<void> {
  await page.evaluate(`new Promise(resolve => {
    const look = () => (${condition} ? resolve() : setTimeout(look, 50));
    look();
  })`);
}
