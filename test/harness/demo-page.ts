import type { Page } from 'puppeteer-core';
import { beforeAll, expect, onTestFinished } from 'vitest';
import { TESTED_TRANSPORTS } from '../../scenarios/load/transport.ts';
import { demoPage } from '../../scripts/demo-page.ts';
import { createFeed, type Feed } from '../../servers/feed/feed.ts';
import type { Page as ServedPage } from '../../servers/page.ts';
import { type RunningServer, startServer } from '../../servers/start.ts';
import { until } from './browsers.ts';

export interface Demonstration {
  feed: Feed;
  running: RunningServer;
  url: string;
}

export interface OpenedDemonstration extends Demonstration {
  page: Page;
  /** Whatever the page must not do: errors, words in the console, requests to others. */
  faults: string[];
}

export interface Demonstrations {
  /** A server whose publisher rests. The test closes it. */
  serve(port?: number): Promise<Demonstration>;
  /** A new server, open in a tab. Both are closed when the test is over. */
  open(viewport?: { width: number; height: number }): Promise<OpenedDemonstration>;
  /** One more tab of a server. It is closed when the test is over. */
  openTab(
    url: string,
    viewport?: { width: number; height: number },
  ): Promise<{ page: Page; faults: string[] }>;
}

/** Serves the demonstration, and opens it in tabs of one browser. */
export function demonstrations(newPage: () => Promise<Page>): Demonstrations {
  let served: ServedPage;
  beforeAll(async () => {
    served = await demoPage(TESTED_TRANSPORTS);
  });

  async function serve(port = 0): Promise<Demonstration> {
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
    await order(url, { do: 'rate', perSecond: 0 });
    return { feed, running, url };
  }

  async function openTab(url: string, viewport = { width: 1280, height: 900 }) {
    const page = await newPage();
    const faults: string[] = [];
    onTestFinished(async () => {
      if (!page.isClosed()) await page.close();
    });
    page.on('console', message => faults.push(message.text()));
    page.on('pageerror', error => faults.push(String(error)));
    page.on('request', request => {
      const isOwn = /^data:/.test(request.url()) || request.url().startsWith(url);
      if (!isOwn) faults.push(request.url());
    });
    await page.setViewport(viewport);
    await page.goto(url);
    return { page, faults };
  }

  return {
    serve,
    openTab,
    async open(viewport) {
      const demonstration = await serve();
      onTestFinished(() => demonstration.running.close());
      const { page, faults } = await openTab(demonstration.url, viewport);
      await until(page, 'document.querySelectorAll(\'[data-state="open"]\').length === 2');
      return { ...demonstration, page, faults };
    },
  };
}

/** Gives an order to the publisher of a demonstration, as its page does. */
export async function order(url: string, body: object): Promise<void> {
  const response = await fetch(`${url}demo`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  expect(response.status).toBe(200);
}

/** What all panels show of one thing, in order. */
export const shown = (name: string) =>
  `[...document.querySelectorAll('[data-show="${name}"]')].map(one => one.textContent).join()`;

/** The sum over all panels of a number that they show. */
export const count = (name: string) =>
  `[...document.querySelectorAll('[data-show="${name}"]')].reduce((sum, one) => sum + Number(one.textContent), 0)`;

/** The state of each panel, in order. */
export const STATES = `[...document.querySelectorAll('.panel')].map(one => one.dataset.state).join()`;
