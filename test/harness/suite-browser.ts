import puppeteer, { type Browser } from 'puppeteer-core';
import { afterAll, beforeAll } from 'vitest';
import { type BrowserProcess, startBrowserProcess } from '../../clients/browser/browser-process.ts';
import { findBrowser, missingBrowser } from '../../clients/browser/browser-program.ts';
import type { BrowserName } from '../../scenarios/load/load.ts';

const START_MS = 120_000;

/** How each browser is driven. */
export const PROTOCOLS = { chromium: 'cdp', firefox: 'webDriverBiDi' } as const;

/** Why tests in a browser are left out here; empty if it is installed. */
export const absence = (program: BrowserName): string =>
  findBrowser(program) ? '' : `left out: ${missingBrowser(program)}`;

/** Runs a browser while the tests of the suite that calls this do; the function returns it then. */
export function suiteProcess(program: BrowserName): () => BrowserProcess {
  let child: BrowserProcess;
  beforeAll(async () => {
    child = await startBrowserProcess(program);
  }, START_MS);
  afterAll(async () => {
    child?.kill();
    await child?.ended;
  });
  return () => child;
}

/** The same, with a connection to the browser. */
export function suiteBrowser(program: BrowserName): () => Browser {
  const child = suiteProcess(program);
  let browser: Browser;
  beforeAll(async () => {
    browser = await puppeteer.connect({
      browserWSEndpoint: child().endpoint,
      protocol: PROTOCOLS[program],
      defaultViewport: null,
    });
  }, START_MS);
  return () => browser;
}
