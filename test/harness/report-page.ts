import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import axe from 'axe-core';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll } from 'vitest';
import {
  CHROMIUM_ARGS,
  findBrowser,
  firstOnPath,
  missingBrowser,
} from '../../clients/browser/browser-program.ts';
import { bundlePage, type PageAssets } from '../../report/bundle.ts';
import { renderReport } from '../../report/render.ts';
import { type Pack, unpacked } from '../../report/text/packed.ts';
import type { Run } from '../../results/format/run.ts';

/** Without the windows that nobody sees it takes three quarters of Chromium's processor time. */
const executablePath = firstOnPath(['chromium-headless-shell']) ?? findBrowser('chromium');

/** Whether this machine can open a report at all. */
export const hasChromium = executablePath !== undefined;

/** The name of a suite, with the reason where it is left out. */
export const inChromium = (what: string): string =>
  hasChromium ? `${what} in Chromium` : `${what} in Chromium: left out, ${missingBrowser('chromium')}`;

export interface OpenedReport {
  page: Page;
  /** Whatever a page must not do: errors, words in the console, requests. */
  faults: string[];
}

export interface OpenOptions extends BrowserContextOptions {
  pack?: Pack;
  /** What follows the file in its address: `?predict`, `#plan`. */
  at?: string;
  /** The file beside the report that has its run; without it the report holds the run. */
  runFile?: string;
}

/** Opens reports from disk in one browser, which ends with the suite that calls this. */
export function reportPages(): {
  open(run: Run, options?: OpenOptions): Promise<OpenedReport>;
  folder(): string;
} {
  let browser: Browser;
  let folder: string;
  let assets: PageAssets;
  const opened: { close(): Promise<void> }[] = [];
  const paths = new Map<Run, { pack: Pack; runFile: string | null; path: string }[]>();
  let count = 0;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'pushlab-browser-'));
    assets = await bundlePage();
    browser = await chromium.launch({ ...(executablePath && { executablePath }), args: CHROMIUM_ARGS });
  }, 120_000);

  // Each page that stays open takes its share of the processor.
  afterEach(async () => {
    await Promise.all(opened.splice(0).map(context => context.close()));
  });

  afterAll(async () => {
    await browser?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  /** Renders a run to a file, once for each way of packing it. */
  function written(run: Run, pack: Pack, runFile: string | null): string {
    const known = paths.get(run) ?? [];
    const same = known.find(one => one.pack === pack && one.runFile === runFile);
    if (same) return same.path;
    const path = join(folder, `report-${count++}.html`);
    writeFileSync(path, renderReport(run, assets, null, pack, runFile));
    paths.set(run, [...known, { pack, runFile, path }]);
    return path;
  }

  return {
    folder: () => folder,
    async open(run, { pack = unpacked, at = '', runFile, ...options } = {}) {
      const path = written(run, pack, runFile ?? null);
      const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
      opened.push(context);
      const page = await context.newPage();
      const faults: string[] = [];
      const url = pathToFileURL(path).href;
      page.on('console', message => faults.push(`console: ${message.text()}`));
      page.on('pageerror', error => faults.push(`error: ${error.message}`));
      page.on('request', request => {
        // A download comes from the page itself.
        const isOwn = request.url().startsWith(url) || request.url().startsWith('blob:');
        if (!isOwn) faults.push(`request: ${request.url()}`);
      });
      await page.goto(url + at);
      return { page, faults };
    },
  };
}

/**
 * Waits for a condition in the page. Playwright's own waiting needs eval there, which the page's
 * policy forbids.
 */
export async function until(page: Page, condition: string): Promise<void> {
  await page.evaluate(`new Promise(resolve => {
    const look = () => (${condition} ? resolve() : requestAnimationFrame(look));
    look();
  })`);
}

/** Opens every fold: what is folded has no size, and nothing in it can be clicked. */
export async function unfoldAll(page: Page): Promise<void> {
  await page.evaluate('for (const details of document.querySelectorAll("details")) details.open = true');
}

/** Removes what is in a closed fold: nobody sees it, and axe-core looks at it all the same. */
export async function withoutFolded(page: Page): Promise<void> {
  await page.evaluate(`for (const one of document.querySelectorAll('main details:not([open]) > :not(summary)'))
    one.remove()`);
}

/** Opens every fold and shows each chart, so that all are drawn; returns how many there are. */
export async function drawAll(page: Page): Promise<number> {
  await unfoldAll(page);
  const count = await page.locator('.frame canvas').count();
  // In the page: a command from outside for each chart costs twice the processor time.
  await page.evaluate(`(async () => {
    for (const canvas of document.querySelectorAll('.frame canvas')) {
      canvas.scrollIntoView({ block: 'center', behavior: 'instant' });
      await new Promise(resolve => requestAnimationFrame(() => requestAnimationFrame(resolve)));
    }
  })()`);
  await until(page, `document.documentElement.dataset.chartsDrawn === '${count}'`);
  return count;
}

/** What axe-core objects to. */
export async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  const results = await page.evaluate<axe.AxeResults>(`axe.run({ resultTypes: ['violations'] })`);
  return results.violations.flatMap(({ id, nodes }) =>
    nodes.map(node => `${id}: ${node.html.slice(0, 120)}`),
  );
}
