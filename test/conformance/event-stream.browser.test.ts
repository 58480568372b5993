import { expect, test } from 'vitest';
import { EMPTY_PAGE } from '../../servers/page.ts';
import { describeInBrowsers } from '../harness/browsers.ts';
import {
  callOfEventSource,
  documentedReaders,
  expectAsDocumented,
  expectNothingNew,
  type Made,
  STREAMS,
  serveVectors,
} from '../harness/event-stream-conformance.ts';

const NAMES = { chromium: 'Chromium', firefox: 'Firefox' };

describeInBrowsers('an event stream', (newPage, program) => {
  test('is read as docs/conformance.md says', async () => {
    const { host, port } = await serveVectors(EMPTY_PAGE.html);
    const address = `http://${host}:${port}`;
    const page = await newPage();
    await page.goto(`${address}/page`);
    const made = (await page.evaluate(callOfEventSource(address))) as Made;
    expect(made).toHaveLength(STREAMS.length);
    const major = /\/(\d+)/.exec(await page.browser().version())?.[1];
    const documented = documentedReaders().find(reader => reader.startsWith(NAMES[program])) ?? '';
    if (documented === `${NAMES[program]} ${major}`) expectAsDocumented(documented, made);
    else expectNothingNew(documented, made);
  });
});
