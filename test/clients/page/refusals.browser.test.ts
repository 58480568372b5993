import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { type BrowserPage, openBrowserPage } from '../../../clients/browser/browser-page.ts';
import { type BrowserProcess, startBrowserProcess } from '../../../clients/browser/browser-process.ts';
import { findBrowser, missingBrowser } from '../../../clients/browser/browser-program.ts';
import { bundlePageScript } from '../../../clients/browser/page-script.ts';
import { BROWSERS } from '../../../scenarios/load/browser.ts';
import { TESTED_TRANSPORTS, type TestedTransport } from '../../../scenarios/load/transport.ts';
import { EMPTY_PAGE } from '../../../servers/page.ts';

// EventSource and WebSocket hide from a page why they were refused.

const PROTOCOLS = { chromium: 'cdp', firefox: 'webDriverBiDi' } as const;

describe.each(BROWSERS)('a page in %s', program => {
  const absent = findBrowser(program) ? '' : `left out: ${missingBrowser(program)}`;

  describe.skipIf(absent !== '')(absent || 'for real', { timeout: 120_000 }, () => {
    let child: BrowserProcess;
    let page: BrowserPage;
    let script: string;
    beforeAll(async () => {
      script = await bundlePageScript('page/measured.ts');
      child = await startBrowserProcess(program);
      page = await openBrowserPage(child, PROTOCOLS[program], () => {});
    }, 120_000);
    afterAll(async () => {
      child?.kill();
      await child?.ended;
    });

    /** Goes to a server that answers each request for notifications by `refuse`, and follows it. */
    async function follow(transport: TestedTransport, refuse: RequestListener): Promise<void> {
      const server = createServer((request, response) => {
        if (request.url?.startsWith('/notifications')) refuse(request, response);
        else response.setHeader('content-type', 'text/html').end(EMPTY_PAGE.html);
      });
      server.listen(0, '127.0.0.1');
      await once(server, 'listening');
      onTestFinished(() => {
        server.close();
        server.closeAllConnections();
      });
      await page.open({ host: '127.0.0.1', port: (server.address() as AddressInfo).port }, script);
      await page.call('follow', {
        transport,
        topics: ['t'],
        intervalMs: 50,
        waitSeconds: 1,
        reconnects: true,
      });
    }

    test.each(TESTED_TRANSPORTS)('%s that is refused for good ends, with the reason', async transport => {
      await follow(transport, (_, response) => {
        response.writeHead(403, { 'content-type': 'text/html' }).end('<h1>no</h1> entry');
      });
      const ended = async () => (await page.call('progress')).ended;
      await expect.poll(ended, { timeout: 20_000 }).toEqual(['the server answered 403: no entry']);
    });

    test.each(TESTED_TRANSPORTS)('%s that is refused for now tries again', async transport => {
      const { promise: triedAgain, resolve } = Promise.withResolvers<void>();
      let requestCount = 0;
      await follow(transport, (_, response) => {
        // EventSource and WebSocket ask for the reason between two attempts.
        if (++requestCount === 4) resolve();
        response.writeHead(503).end();
      });
      await triedAgain;
      expect((await page.call('progress')).ended).toEqual([null]);
    });
  });
});
