import type { Page } from 'puppeteer-core';
import { expect, test } from 'vitest';
import { DEMO_TOPIC } from '../../../servers/demo.ts';
import { describeInBrowsers, until } from '../../harness/browsers.ts';
import { demonstrations, order, shown } from '../../harness/demo-page.ts';

/** The places and sizes of everything in the page, one line each. */
const PLACES = `[...document.querySelectorAll('body *')].map(one => {
  const { x, y, width, height } = one.getBoundingClientRect();
  return [one.tagName, one.className, Math.round(x), Math.round(y + scrollY), Math.round(width), Math.round(height)].join(' ');
}).filter(line => !/^(SPAN|STRONG|OUTPUT|DD) /.test(line))`;

/** Hashes of what is drawn. */
const DRAWN = `[...document.querySelectorAll('canvas')].map(one => one.toDataURL()).join()`;

/** The share of the middle row of each lane that is fully in its colour. */
const SOLID = `[...document.querySelectorAll('canvas')].map(one => {
  const { data } = one.getContext('2d').getImageData(0, Math.round(one.height / 2), one.width, 1);
  const alphas = data.filter((_, index) => index % 4 === 3);
  return alphas.filter(alpha => alpha > 200).length / alphas.length;
})`;

const append = (feed: { append(one: { topic: string; payload: unknown }): unknown }, text: string) =>
  feed.append({ topic: DEMO_TOPIC, payload: { text } });

const frame = (page: Page) =>
  page.evaluate('new Promise(resolve => requestAnimationFrame(() => requestAnimationFrame(resolve)))');

describeInBrowsers('the picture of the demonstration', newPage => {
  const { open } = demonstrations(newPage);

  test('stands still while frozen, though delivery goes on, and then shows what came', async () => {
    const { feed, page } = await open();
    append(feed, 'before');
    await until(page, `${shown('seq')} === '#1,#1,#1,#1'`);
    await page.click('[data-do="freeze"]');
    await until(page, `document.querySelector('[data-do="freeze"]').textContent === 'Go on'`);
    await frame(page);
    const before = await page.evaluate(
      `({ drawn: ${DRAWN}, text: document.querySelector('main').innerText })`,
    );
    // A follower of its own knows when the page has been sent these.
    await page.evaluate(`globalThis.seen = [];
      new EventSource('/notifications/stream?topic=${DEMO_TOPIC}&after=1').onmessage = ({ data }) => seen.push(data)`);
    for (const text of ['while frozen', 'the newest']) append(feed, text);
    await until(page, 'seen.length === 2');
    await frame(page);
    expect(
      await page.evaluate(`({ drawn: ${DRAWN}, text: document.querySelector('main').innerText })`),
    ).toEqual(before);
    await page.click('[data-do="freeze"]');
    await until(page, `${shown('seq')} === '#3,#3,#3,#3'`);
    expect(await page.evaluate(shown('text'))).toBe(Array(4).fill('the newest').join());
    expect(await page.evaluate(shown('notifications'))).toBe('3,3,3,3');
    expect(await page.evaluate(DRAWN)).not.toBe((before as { drawn: string }).drawn);
  });

  test.each([1280, 360])('keeps everything in its place at %i px, whatever the numbers', async width => {
    const { feed, page } = await open({ width, height: 900 });
    const before = (await page.evaluate(PLACES)) as string[];
    expect(before.length).toBeGreaterThan(100);
    append(feed, 'a text that is longer than a panel is wide: '.repeat(5));
    for (let index = 0; index < 900; index++) append(feed, 'one more');
    append(feed, 'a text that is longer than a panel is wide: '.repeat(5));
    await until(page, `${shown('notifications')} === '902,902,902,902'`);
    expect(await page.evaluate(PLACES)).toEqual(before);
    await page.click('[data-do="cut"]');
    await until(page, `/^Cut [1-9]/.test(document.querySelector('[role="status"]').textContent)`);
    expect(await page.evaluate(PLACES)).toEqual(before);
    await page.click('[data-do="freeze"]');
    expect(await page.evaluate(PLACES)).toEqual(before);
  });

  test('shows twenty a second as a density, not as a block', async () => {
    const { page, url } = await open();
    await order(url, { do: 'rate', perSecond: 20 });
    await until(
      page,
      `[...document.querySelectorAll('[data-show="notifications"]')].every(one => Number(one.textContent) > 150)`,
    );
    await page.click('[data-do="freeze"]');
    await frame(page);
    for (const share of (await page.evaluate(SOLID)) as number[]) expect(share).toBeLessThan(0.5);
  });

  test('counts empty polls, and extrapolates the rates once ten seconds were seen', async () => {
    const { page } = await open();
    await page.select('[name="interval"]', '500');
    // Streams and sockets cause nothing, once their opening is out of the last minute.
    const all = shown('all-requests');
    await until(page, `${all}.endsWith(',0/s,0/s') && !${all}.includes('–')`);
    await until(page, `${shown('all-bytes')}.endsWith(',0 B/s,0 B/s')`);
    const perSecond = (name: string) =>
      page.evaluate(`[...document.querySelectorAll('[data-show="${name}"]')].map(one => one.textContent)`);
    const requests = (await perSecond('all-requests')) as string[];
    const [short = 0, long = 0] = requests.map(text => Number(text.replace(/\D/g, '')));
    expect(short).toBeGreaterThan(long);
    expect(((await perSecond('all-bytes')) as string[])[0]).toMatch(/^\d+\.\d [kM]B\/s$/);
    expect(((await perSecond('all-hourly')) as string[])[0]).toMatch(/^\d+\.\d [MGT]B\/h$/);
    const [polls, waiting, ...push] = String(await page.evaluate(shown('empty'))).split(',');
    const [empty, answered] = polls?.split(' of ').map(Number) ?? [];
    expect(empty).toBe(answered);
    expect(empty).toBeGreaterThan(5);
    // The first one is answered at once, because it asks where to start; the others wait.
    expect(waiting).toMatch(/^(\d) of \1$/);
    expect(push).toEqual(['–', '–']);
  });
});
