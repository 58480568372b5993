import { expect, onTestFinished, test } from 'vitest';
import { DEMO_TOPIC } from '../../../servers/demo.ts';
import { describeInBrowsers, until } from '../../harness/browsers.ts';
import { demonstrations, STATES, shown } from '../../harness/demo-page.ts';

const QUEUED = `document.querySelector('.short-polling').dataset.state === 'queued'`;

describeInBrowsers('several tabs of the demonstration', (newPage, program) => {
  const { serve, openTab } = demonstrations(newPage);

  test('the third tab says that its polls wait for a connection, until another tab is closed', async () => {
    const { running, url } = await serve();
    onTestFinished(() => running.close());
    const first = await openTab(url);
    const second = await openTab(url);
    await until(second.page, `${STATES}.endsWith('open,open')`);
    expect(await second.page.evaluate(QUEUED)).toBe(false);
    const third = await openTab(url);
    await until(third.page, QUEUED);
    const panel = `document.querySelector('.short-polling')`;
    expect(await third.page.evaluate(`${panel}.querySelector('[data-show="state"]').textContent`)).toBe(
      'waits for one of the browser’s six connections',
    );
    await until(third.page, `${shown('tabs')}.startsWith('3,')`);
    expect(await third.page.evaluate(`${panel}.innerText`)).toContain('Close a tab');
    // An open WebSocket is not one of the six.
    expect(await third.page.evaluate(STATES)).toMatch(/,open$/);
    await first.page.close();
    await until(
      third.page,
      `!(${QUEUED}) && Number(${panel}.querySelector('[data-show="requests"]').textContent) > 1`,
    );
    expect(third.faults).toEqual([]);
  });

  test('a fourth tab says it too', async () => {
    const { running, url } = await serve();
    onTestFinished(() => running.close());
    for (let count = 0; count < 3; count++) await openTab(url);
    // Chromium loads the page when a long poll has ended. Which requests then get the freed
    // connections depends on their order, so only the short polls are sure to wait for a while.
    const { page } = await openTab(url);
    await until(page, QUEUED);
  });

  const way = program === 'chromium' ? 'says that it waits too' : 'gets a connection beyond the six';
  test(`an order of the third tab ${way}`, async () => {
    const { feed, running, url } = await serve();
    onTestFinished(() => running.close());
    await openTab(url);
    await openTab(url);
    const { page } = await openTab(url);
    await until(page, QUEUED);
    await page.click('[data-do="publish"]');
    const says = (text: string) =>
      until(page, `document.querySelector('[role="status"]').textContent.includes('${text}')`);
    if (program === 'chromium') {
      await says('six connections');
      // An answered long poll gives its connection to the next request in line.
      feed.append({ topic: DEMO_TOPIC, payload: { text: 'frees three' } });
    }
    await says('Published #');
  });
});
