import puppeteer, { type Browser, type Page } from 'puppeteer-core';
import { nowMicros } from '../../scenarios/load/notification.ts';
import type { ClockReading } from '../page/clock-offset.ts';
import type { MeasuredPageApi } from '../page/records.ts';
import type { Target } from '../transports/subscriber.ts';
import type { BrowserProcess } from './browser-process.ts';

/** The page of a browser, led from outside. */
export interface BrowserPage {
  /** As the browser names itself. */
  version: string;
  /** Opens the server's page and puts the script into it. */
  open(target: Target, script: string): Promise<void>;
  /** Calls a function of the script; what it returns must be JSON. */
  call<K extends keyof MeasuredPageApi>(
    name: K,
    ...words: Parameters<MeasuredPageApi[K]>
  ): Promise<Awaited<ReturnType<MeasuredPageApi[K]>>>;
  /** Reads the page's clock so many times, each between two readings of the lab's. */
  readClock(count: number): Promise<ClockReading[]>;
  /** Puts another tab in front of it. */
  hide(): Promise<void>;
  show(): Promise<void>;
  /** Whether the page itself takes itself for hidden. */
  isHidden(): Promise<boolean>;
}

/** Connects to a browser that has been started, and opens a tab. `onGone` hears when tab or browser break down. */
export async function openBrowserPage(
  { endpoint, ended }: BrowserProcess,
  protocol: 'cdp' | 'webDriverBiDi',
  onGone: (reason: string) => void,
): Promise<BrowserPage> {
  const browser: Browser = await puppeteer.connect({
    browserWSEndpoint: endpoint,
    protocol,
    defaultViewport: null,
    // Else the browser reports each of the page's messages to us, which takes time that the page then lacks.
    networkEnabled: false,
  });
  const page: Page = await browser.newPage();
  page.on('error', error => onGone(`the tab broke down: ${error.message}`));
  page.on('close', () => onGone('the tab was closed'));
  void ended.then(onGone);

  return {
    version: await browser.version(),
    async open({ host, port }, script) {
      await page.goto(`http://${host}:${port}/`);
      await page.evaluate(script);
    },
    async call(name, ...words) {
      // As text, so that nothing is lost or added on the way.
      const given = words.map(word => JSON.stringify(word)).join();
      const text = await page.evaluate(
        `Promise.resolve(pushlab.${name}(${given})).then(value => JSON.stringify(value) ?? 'null')`,
      );
      return JSON.parse(text as string);
    },
    async readClock(count) {
      const readings: ClockReading[] = [];
      for (let index = 0; index < count; index++) {
        const beforeMs = nowMicros() / 1000;
        const theirsMs = (await page.evaluate('performance.now()')) as number;
        readings.push({ beforeMs, theirsMs, afterMs: nowMicros() / 1000 });
      }
      return readings;
    },
    async hide() {
      const other = await browser.newPage();
      await other.bringToFront();
    },
    show: () => page.bringToFront(),
    isHidden: async () => (await page.evaluate('document.hidden')) === true,
  };
}
