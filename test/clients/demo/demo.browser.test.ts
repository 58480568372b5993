import axe from 'axe-core';
import { expect, onTestFinished, test } from 'vitest';
import { DEMO_TOPIC } from '../../../servers/demo.ts';
import { describeInBrowsers, until } from '../../harness/browsers.ts';
import { count, demonstrations, shown } from '../../harness/demo-page.ts';

describeInBrowsers('the demonstration', (newPage, program) => {
  const { open, serve } = demonstrations(newPage);

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
    const restarted = await serve(running.port);
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
