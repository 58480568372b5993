import puppeteer, { type Browser, type Page } from 'puppeteer-core';
import { nowMicros } from '../../scenarios/load/notification.ts';
import type { ClockReading } from '../page/clock-offset.ts';
import type { MeasuredPageApi } from '../page/records.ts';
import type { Target } from '../transports/subscriber.ts';
import type { BrowserProcess } from './browser-process.ts';

/** The page of a browser, controlled from outside. */
export interface BrowserPage {
  /** The browser's name and version, as it reports them. */
  version: string;
  /** Opens the server's page and injects the script. */
  open(target: Target, script: string): Promise<void>;
  /** Calls a function of the script; its result must be JSON. */
  call<K extends keyof MeasuredPageApi>(
    name: K,
    ...args: Parameters<MeasuredPageApi[K]>
  ): Promise<Awaited<ReturnType<MeasuredPageApi[K]>>>;
  /** Reads the page's clock `count` times, each between two readings of the lab's clock. */
  readClock(count: number): Promise<ClockReading[]>;
  /** Puts another tab in front of the page. */
  hide(): Promise<void>;
  show(): Promise<void>;
  /** Whether the page reports that it is hidden. */
  isHidden(): Promise<boolean>;
}

/**
 * Connects to a running browser and opens a tab. Over TLS it takes any certificate. `onGone` is
 * called when the tab or the browser crashes.
 */
export async function openBrowserPage(
  { endpoint, ended }: BrowserProcess,
  protocol: 'cdp' | 'webDriverBiDi',
  onGone: (reason: string) => void,
  isTls = false,
): Promise<BrowserPage> {
  const browser: Browser = await puppeteer.connect({
    browserWSEndpoint: endpoint,
    protocol,
    defaultViewport: null,
    // The certificate is made for the run, and the browser opens nothing but its server.
    acceptInsecureCerts: isTls,
    // Otherwise the browser reports each of the page's messages, which takes CPU time from the
    // page.
    networkEnabled: false,
  });
  const page: Page = await browser.newPage();
  page.on('error', error => onGone(`the tab crashed: ${error.message}`));
  page.on('close', () => onGone('the tab was closed'));
  void ended.then(onGone);

  return {
    version: await browser.version(),
    async open({ host, port, tls }, script) {
      await page.goto(`${tls ? 'https' : 'http'}://${host}:${port}/`);
      await page.evaluate(script);
    },
    async call(name, ...args) {
      // As text, so that nothing is lost or added in transfer.
      const given = args.map(arg => JSON.stringify(arg)).join();
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
