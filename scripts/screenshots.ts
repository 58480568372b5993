import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium, type Page } from 'playwright-core';
import { CHROMIUM_ARGS, findBrowser, missingBrowser } from '../clients/browser/browser-program.ts';

/** The README's pictures: the top of the report, or a section from its heading down. */
const PICTURES = [
  { file: 'report.png', id: null, colorScheme: 'light', height: 900 },
  { file: 'report-planner.png', id: 'plan', colorScheme: 'light', height: 900 },
] as const;

/** Goes to a section, or stays at the top, and waits until all charts in sight are drawn. */
async function show(page: Page, id: string | null): Promise<void> {
  if (id !== null) await page.evaluate(`location.hash = ${JSON.stringify(id)}`);
  await page.evaluate(`new Promise(resolve => {
    let drawn = '', calm = 0;
    const look = () => {
      const now = document.documentElement.dataset.chartsDrawn + ' ' + scrollY;
      calm = now === drawn ? calm + 1 : 0;
      drawn = now;
      if (calm > 30) resolve();
      else requestAnimationFrame(look);
    };
    look();
  })`);
}

/** Saves the pictures of a report in a folder and returns their paths. Rejects without Chromium. */
export async function takeScreenshots(report: string, folder: string): Promise<string[]> {
  const executablePath = findBrowser('chromium');
  if (!executablePath) throw new Error(`no pictures: ${missingBrowser('chromium')}`);
  const browser = await chromium.launch({ executablePath, args: CHROMIUM_ARGS });
  try {
    const paths: string[] = [];
    for (const { file, id, colorScheme, height } of PICTURES) {
      const page = await browser.newPage({ viewport: { width: 1280, height }, colorScheme });
      await page.goto(pathToFileURL(report).href);
      await show(page, id);
      const path = join(folder, file);
      await page.screenshot({ path });
      paths.push(path);
      await page.close();
    }
    return paths;
  } finally {
    await browser.close();
  }
}
