import axe from 'axe-core';
import { type Browser, type BrowserContextOptions, chromium } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { CHROMIUM_ARGS, findBrowser } from '../../clients/browser/browser-program.ts';
import { TESTED_TRANSPORTS } from '../../scenarios/load/transport.ts';
import { callsPage } from '../../scripts/calls-page.ts';
import { hasChromium, inChromium } from '../harness/report-page.ts';
import { serve } from '../harness/serving.ts';

describe.skipIf(!hasChromium)(inChromium('the page of a server’s calls'), () => {
  let browser: Browser;
  beforeAll(async () => {
    const executablePath = findBrowser('chromium');
    browser = await chromium.launch({ ...(executablePath && { executablePath }), args: CHROMIUM_ARGS });
  }, 120_000);
  afterAll(() => browser?.close());

  async function open(options: BrowserContextOptions = {}) {
    const server = await serve(TESTED_TRANSPORTS, {
      callsPage: await callsPage(TESTED_TRANSPORTS),
      echo: true,
    });
    server.publish('news', 'hello');
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
    onTestFinished(() => context.close());
    const page = await context.newPage();
    const faults: string[] = [];
    page.on('console', message => faults.push(message.text()));
    page.on('pageerror', error => faults.push(String(error)));
    const url = `http://127.0.0.1:${server.target.port}/`;
    page.on(
      'request',
      request => request.url() === url || request.url().startsWith('data:') || faults.push(request.url()),
    );
    await page.goto(url);
    return { page, context, faults, server };
  }

  test.each([
    ['light', 1280],
    ['dark', 1280],
    ['light', 360],
    ['dark', 360],
  ] as const)('fits, complains of nothing, and axe finds nothing: %s, %i px', async (colorScheme, width) => {
    const { page, faults } = await open({ colorScheme, viewport: { width, height: 800 } });
    expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
    await page.evaluate(axe.source);
    expect(await page.evaluate('axe.run().then(({ violations }) => violations.map(({ id }) => id))')).toEqual(
      [],
    );
    expect(faults).toEqual([]);
  });

  test('one click selects a whole command', async () => {
    const { page } = await open({ viewport: { width: 360, height: 800 } });
    const command = page.locator('pre', { hasText: 'curl -N' });
    await command.click();
    expect(await page.evaluate('getSelection().toString().trim()')).toBe(
      (await command.textContent())?.trim(),
    );
  });

  test('a link opens a poll in a tab of its own', async () => {
    const { page, context } = await open();
    const opened = context.waitForEvent('page');
    await page.click('text=Poll for the latest three');
    const poll = await opened;
    await poll.waitForLoadState();
    expect(await poll.textContent('body')).toContain('"payload":"hello"');
  });

  test('the event stream can be followed in the console of the page', async () => {
    const { page, server } = await open();
    const code = await page.locator('code', { hasText: 'new EventSource' }).textContent();
    const said = page.waitForEvent('console');
    await page.evaluate(code as string);
    expect((await said).text()).toContain('"payload":"hello"');
    expect(server.feed.listenerCount()).toBe(1);
  });
});
