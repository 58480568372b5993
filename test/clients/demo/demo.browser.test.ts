import axe from 'axe-core';
import puppeteer, { type Browser, type Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { type BrowserProcess, startBrowserProcess } from '../../../clients/browser/browser-process.ts';
import { findBrowser, missingBrowser } from '../../../clients/browser/browser-program.ts';
import { BROWSERS } from '../../../scenarios/load/load.ts';
import { TESTED_TRANSPORTS } from '../../../scenarios/load/transport.ts';
import { demoPage } from '../../../scripts/demo-page.ts';
import { DEMO_TOPIC } from '../../../servers/demo.ts';
import { createFeed } from '../../../servers/feed/feed.ts';
import type { Page as ServedPage } from '../../../servers/page.ts';
import { startServer } from '../../../servers/start.ts';

let served: ServedPage;
beforeAll(async () => {
  served = await demoPage(TESTED_TRANSPORTS);
});

describe.each(BROWSERS)('the demonstration in %s', program => {
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
      });
    }, 120_000);
    afterAll(async () => {
      child?.kill();
      await child?.ended;
    });

    async function open(viewport = { width: 1280, height: 900 }) {
      const { feed, running, url } = await demonstration();
      const page = await browser.newPage();
      const faults: string[] = [];
      onTestFinished(async () => {
        await page.close();
        await running.close();
      });
      page.on('console', message => faults.push(message.text()));
      page.on('pageerror', error => faults.push(String(error)));
      page.on(
        'request',
        request =>
          /^data:/.test(request.url()) || request.url().startsWith(url) || faults.push(request.url()),
      );
      await page.setViewport(viewport);
      await page.goto(url);
      await until(page, 'document.querySelectorAll(\'[data-state="open"]\').length === 2');
      return { feed, running, page, faults };
    }

    /** A server whose publisher rests. */
    async function demonstration(port = 0) {
      const feed = createFeed();
      const running = await startServer({
        transports: TESTED_TRANSPORTS,
        feed,
        host: '127.0.0.1',
        port,
        page: served,
        demo: true,
      });
      const url = `http://127.0.0.1:${running.port}/`;
      const rest = await fetch(`${url}demo`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: '{"do":"rate","perSecond":0}',
      });
      expect(rest.status).toBe(200);
      return { feed, running, url };
    }

    test('all four panels follow the stream', async () => {
      const { feed, page, faults } = await open();
      await until(page, `${count('requests')} >= 4`);
      for (let index = 0; index < 3; index++)
        feed.append({ topic: DEMO_TOPIC, payload: { text: `news ${index}` } });
      await until(page, `${shown('seq')} === '${['#3', '#3', '#3', '#3'].join()}'`);
      expect(await page.evaluate(shown('text'))).toBe(Array(4).fill('news 2').join());
      await until(page, `${shown('notifications')} === '3,3,3,3'`);
      for (const bytes of String(await page.evaluate(shown('bytes'))).split(','))
        expect(bytes).toMatch(/^\d+(\.\d)? k?B$/);
      for (const delay of String(await page.evaluate(shown('delay'))).split(','))
        expect(delay).toMatch(/^\d.* m?s$/);
      expect(faults).toEqual([]);
    });

    test('publish now reaches all, and a panel that was cut off reconnects without a loss', async () => {
      const { feed, page } = await open();
      await page.click('[data-do="publish"]');
      await until(page, `${shown('seq')} === '#1,#1,#1,#1'`);
      await page.click('[data-do="cut"]');
      await until(page, `/^Cut [1-9]/.test(document.querySelector('[role="status"]').textContent)`);
      for (let index = 0; index < 2; index++) feed.append({ topic: DEMO_TOPIC, payload: { text: 'missed' } });
      await until(page, `${shown('seq')} === '#3,#3,#3,#3'`);
      await until(page, `${shown('notifications')} === '3,3,3,3'`);
    });

    test('a panel ends where the server lost its feed, though the new one holds as much, and starts over', async () => {
      const { feed, running, page } = await open();
      for (const text of ['old', 'older']) feed.append({ topic: DEMO_TOPIC, payload: { text } });
      await until(page, `${shown('seq')} === '#2,#2,#2,#2'`);
      await page.evaluate(`globalThis.ended = new Set();
        new MutationObserver(changes => {
          for (const { target } of changes) if (target.dataset.state === 'ended') ended.add(target.dataset.transport);
        }).observe(document.body, { subtree: true, attributes: true, attributeFilter: ['data-state'] })`);
      await running.close();
      const restarted = await demonstration(running.port);
      onTestFinished(() => restarted.running.close());
      const publish = (text: string) => restarted.feed.append({ topic: DEMO_TOPIC, payload: { text } });
      for (let count = 0; count < 4; count++) publish('unheard');
      await until(page, 'ended.size === 4');
      const publishing = setInterval(() => publish('heard'), 100);
      onTestFinished(() => clearInterval(publishing));
      await until(page, `${shown('text')} === 'heard,heard,heard,heard'`);
    });

    test('the rate is set by keyboard', async () => {
      const { feed, page } = await open();
      await page.focus('[name="rate"]');
      await page.keyboard.press('End');
      await until(page, `document.querySelector('output').textContent === '20 a second'`);
      await expect.poll(() => feed.newestSeq(DEMO_TOPIC)).toBeGreaterThan(3);
    });

    test('has nothing that axe-core objects to, and fits a phone', async () => {
      const { feed, page } = await open({ width: 360, height: 740 });
      feed.append({ topic: DEMO_TOPIC, payload: { text: 'x'.repeat(200) } });
      await until(page, `${shown('seq')} === '#1,#1,#1,#1'`);
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(360);
      await page.evaluate(axe.source);
      for (const scheme of program === 'chromium' ? ['light', 'dark'] : ['as it is']) {
        if (program === 'chromium') {
          await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
        }
        const { violations } = (await page.evaluate('axe.run()')) as axe.AxeResults;
        const found = violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
        expect(found, scheme).toEqual([]);
      }
    });
  });
});

/** What all panels show of one thing, in order. */
const shown = (name: string) =>
  `[...document.querySelectorAll('[data-show="${name}"]')].map(one => one.textContent).join()`;

/** The sum over all panels of a number that they show. */
const count = (name: string) =>
  `[...document.querySelectorAll('[data-show="${name}"]')].reduce((sum, one) => sum + Number(one.textContent), 0)`;

/**
 * Waits for a condition in the page. The library's own waiting needs eval there, which the page's
 * policy forbids.
 */
async function until(page: Page, condition: string): Promise<void> {
  await page.evaluate(`new Promise(resolve => {
    const look = () => (${condition} ? resolve() : setTimeout(look, 50));
    look();
  })`);
}
