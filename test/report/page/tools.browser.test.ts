import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { costModelOf } from '../../../analysis/cost-model/fit.ts';
import { answerInWords } from '../../../report/planner/answer-words.ts';
import { FIRST_INPUT, type PlanInput } from '../../../report/planner/controls.ts';
import { planOf } from '../../../report/planner/plan.ts';
import { tracesOf } from '../../../report/planner/traces.ts';
import { packed } from '../../../report/text/packed.ts';
import type { Run } from '../../../results/format/run.ts';
import {
  drawAll,
  hasChromium,
  inChromium,
  reportPages,
  unfoldAll,
  until,
  violations,
} from '../../harness/report-page.ts';
import { runOf } from '../../made/costs.ts';
import { replayed } from '../../made/replayed.ts';
import { HOSTILE, madeRun, madeScenario, pointTrials } from '../../made/run.ts';

const twoScenarios = (): Run =>
  madeRun(
    [madeScenario('ticker', 5), madeScenario('sweep', 5, ['1 KiB', '4 KiB'])],
    [...pointTrials('ticker', 'p0', 5), ...pointTrials('sweep', 'p0', 5), ...pointTrials('sweep', 'p1', 5)],
  );

/** A run of the grid that replayed a trace as well. */
function withTrace(): Run {
  const [grid, trace] = [runOf(), replayed()];
  return {
    ...grid,
    scenarios: [...grid.scenarios, ...trace.scenarios],
    trials: [...grid.trials, ...trace.trials],
  };
}

/** What a click makes the page hand out. */
async function downloaded(page: Page, selector: string): Promise<{ name: string; bytes: Buffer }> {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.locator(selector).first().click(),
  ]);
  return { name: download.suggestedFilename(), bytes: readFileSync(await download.path()) };
}

describe.skipIf(!hasChromium)(inChromium('what a report can do'), { timeout: 120_000 }, () => {
  const { open, folder } = reportPages();
  // Each is rendered once. A test that changes one makes its own.
  const [two, costs] = [twoScenarios(), runOf()];

  describe('packed', () => {
    test('shows the same as unpacked, a part at a time', async () => {
      const open1 = await open(two);
      const { page, faults } = await open(two, { pack: packed });
      await until(page, `document.querySelectorAll('.packed').length === 0`);
      expect(await drawAll(page)).toBe(await drawAll(open1.page));
      const whole = await open1.page.textContent('main');
      expect((await page.textContent('main'))?.length).toBe(whole?.length);
      expect(faults).toEqual([]);
    });

    test('a link into a part leads there', async () => {
      const { page } = await open(two, { pack: packed, at: '#point.sweep.p1' });
      await until(page, `document.getElementById('point.sweep.p1')`);
      await until(
        page,
        `Math.abs(document.getElementById('point.sweep.p1').getBoundingClientRect().top) < innerHeight`,
      );
    });

    test('prints whole', async () => {
      const { page } = await open(two, { pack: packed });
      await page.selectOption('#print-what', 'everything');
      await page.evaluate(`addEventListener('beforeprint', () => {
        globalThis.left = document.querySelectorAll('.packed').length;
      })`);
      await page.pdf({ format: 'A4' });
      expect(await page.evaluate('globalThis.left')).toBe(0);
    });
  });

  test('hides what was measured until it is asked for, but not on paper', async () => {
    const { page, faults } = await open(two, { at: '?predict' });
    const measured = page.locator('.answer .measured');
    expect(await page.locator('#predict-first').isChecked()).toBe(true);
    expect(await measured.isVisible()).toBe(false);
    expect(await page.locator('.claims-section .teaser .measured').isVisible()).toBe(false);
    expect(await violations(page)).toEqual([]);
    await page.selectOption('#print-what', 'everything');
    await page.emulateMedia({ media: 'print' });
    expect(await measured.isVisible()).toBe(true);
    await page.emulateMedia({ media: 'screen' });
    await page.locator('.answer .reveal button').click();
    expect(await measured.isVisible()).toBe(true);
    expect(await page.locator('.claims-section .teaser .measured').isVisible()).toBe(false);
    expect(await page.locator('.scenario .measured').nth(1).isVisible()).toBe(false);
    await page.locator('#predict-first').uncheck();
    expect(await page.locator('.claims-section .teaser .measured').isVisible()).toBe(true);
    expect(await page.locator('.scenario .measured').nth(1).isVisible()).toBe(true);
    expect(faults).toEqual([]);
  });

  test('hands out the run, its trials and its histograms', async () => {
    const { page, faults } = await open(two);
    await unfoldAll(page);
    const json = await downloaded(page, '[data-download="run"]');
    expect(json.name).toBe(`${two.run.id}.json`);
    expect(JSON.parse(json.bytes.toString())).toEqual(two);
    const csv = await downloaded(page, '[data-download="csv"]');
    expect(csv.bytes.toString().trimEnd().split('\r\n')).toHaveLength(two.trials.length + 1);
    const log = await downloaded(page, '[data-download="hlog"]');
    expect(log.bytes.toString()).toContain('#[Histogram log format version 1.3]');
    expect(faults).toEqual([]);
  });

  test('hands out and compares the same where its run is in a file beside it', async () => {
    const { page, faults } = await open(two, { runFile: 'run.json.gz' });
    expect(await page.locator('#run-data').count()).toBe(0);
    await unfoldAll(page);
    expect(await page.locator('section:has(#data) .rule a:not(.word)').getAttribute('href')).toBe(
      'run.json.gz',
    );
    expect(await page.locator('[data-download]:disabled').count()).toBe(3);
    const write = (name: string, run: Run) => {
      const path = join(folder(), name);
      writeFileSync(path, gzipSync(JSON.stringify(run)));
      return path;
    };
    const status = page.locator('#own-run-status');
    const other = structuredClone(two);
    other.run.id = 'another';
    const otherPath = write('other.json.gz', other);
    // The comparison needs the page's own run, and says so.
    await page.locator('#other-run').setInputFiles(otherPath);
    await until(page, `/needs its own run first/.test(document.querySelector('.loaded').textContent)`);
    await page.locator('#own-run').setInputFiles(otherPath);
    await until(
      page,
      `/not the run of this report/.test(document.querySelector('#own-run-status').textContent)`,
    );
    expect(await status.innerText()).toContain('it is the run another');
    expect(await page.locator('[data-download]:disabled').count()).toBe(3);
    await page.locator('#own-run').setInputFiles(write('run.json.gz', two));
    await until(page, `document.querySelectorAll('[data-download]:disabled').length === 0`);
    await until(page, `document.querySelector('.compared').textContent !== ''`);
    const json = await downloaded(page, '[data-download="run"]');
    expect(JSON.parse(json.bytes.toString())).toEqual(two);
    const csv = await downloaded(page, '[data-download="csv"]');
    expect(csv.bytes.toString().trimEnd().split('\r\n')).toHaveLength(two.trials.length + 1);
    const log = await downloaded(page, '[data-download="hlog"]');
    expect(log.bytes.toString()).toContain('#[Histogram log format version 1.3]');
    expect(await violations(page)).toEqual([]);
    expect(faults).toEqual([]);
  });

  test('saves a chart as a picture of slide size', async () => {
    const { page, faults } = await open(two);
    await drawAll(page);
    for (const kind of ['tradeoff', 'percentiles', 'dots', 'stack']) {
      const { name, bytes } = await downloaded(page, `figure:has(.frame.${kind}) > .tools button`);
      expect(name).toMatch(/^[a-z0-9-]+\.png$/);
      expect(bytes.subarray(1, 4).toString()).toBe('PNG');
      expect(bytes.readUInt32BE(16)).toBe(2000);
      expect(bytes.length).toBeGreaterThan(10_000);
    }
    expect(faults).toEqual([]);
  });

  test('copies a table, with its ranges in columns of their own', async () => {
    const { page } = await open(two);
    await page.evaluate(`navigator.clipboard.writeText = async text => { globalThis.copied = text; }`);
    await unfoldAll(page);
    const tools = page.locator('.scroll:has(table.main) + .tools button').first();
    await tools.click();
    await until(page, 'globalThis.copied');
    const copied = String(await page.evaluate('globalThis.copied')).split('\n');
    const row = copied.find(line => line.startsWith('WebSocket\t'));
    expect(row).toMatch(/^WebSocket\t1\.04\t1\.00–1\.08\t/);
    const widths = new Set(copied.map(line => line.split('\t').length));
    expect(widths.size).toBe(1);
    const bar = page.locator('.scroll:has(table.main) + .tools').first();
    expect(await bar.textContent()).toBe('Copy as TSV done');
  });

  test('explains its words where they are first used, to the pointer and to the keyboard', async () => {
    const { page } = await open(two);
    const word = page.locator('.scenario a.word').first();
    expect(await word.getAttribute('data-meaning')).toMatch(/\.$/);
    await word.focus();
    const shown = await page.evaluate(`getComputedStyle(document.activeElement, '::after').content`);
    expect(shown).toContain((await word.getAttribute('data-meaning'))?.slice(0, 20));
    await page.keyboard.press('Enter');
    await until(page, `location.hash.startsWith('#word.')`);
  });

  describe('another run', () => {
    async function loaded(
      name: string,
      text: string | Buffer,
    ): Promise<{ page: Page; faults: string[]; said: string }> {
      const path = join(folder(), name);
      writeFileSync(path, text);
      const { page, faults } = await open(two);
      await page.locator('#other-run').setInputFiles(path);
      await until(page, `/compared/.test(document.querySelector('.loaded').textContent)`);
      return { page, faults, said: (await page.textContent('.loaded')) ?? '' };
    }

    test('is compared with the own one', async () => {
      const other = twoScenarios();
      for (const trial of other.trials) {
        if (trial.status === 'error' || trial.transport !== 'sse') continue;
        trial.server.cpuMicrosPerDelivery = 2 * (trial.server.cpuMicrosPerDelivery ?? 0);
      }
      other.run.id = 'the-other';
      const { page, faults, said } = await loaded('other.json', JSON.stringify(other));
      expect(said).toBe('other.json is compared below.');
      expect(await page.textContent('.compared')).toMatch(/SSE.*Server CPU per delivery/s);
      expect(await violations(page)).toEqual([]);
      expect(faults).toEqual([]);
    });

    test.each([
      ['text.json', 'no JSON at all', /cannot be compared: it is not a run\.json/],
      ['page.json', '<!doctype html><title>x</title>', /it is not a run\.json/],
      ['older.json', JSON.stringify({ schemaVersion: 1 }), /its schemaVersion is 1; this report reads \d/],
      ['empty.json', '{}', /its schemaVersion is undefined/],
      ['nulls.json', JSON.stringify({ ...two, trials: null }), /\/trials is null/],
    ])('%s is refused in a sentence', async (name, text, words) => {
      const { page, faults, said } = await loaded(name, text);
      expect(said).toMatch(words);
      expect((await page.textContent('.compared')) ?? '').toBe('');
      expect(faults).toEqual([]);
    });

    test('is read compressed, too', async () => {
      const other = twoScenarios();
      other.run.id = 'the-other';
      const { said, faults } = await loaded('other.json.gz', gzipSync(JSON.stringify(other)));
      expect(said).toBe('other.json.gz is compared below.');
      expect(faults).toEqual([]);
    });

    test('of which only the name is compressed is refused in a sentence', async () => {
      const { said } = await loaded('plain.json.gz', '{}');
      expect(said).toBe('plain.json.gz cannot be compared: it is not compressed by gzip');
    });

    test('with hostile texts breaks nothing', async () => {
      const other = twoScenarios();
      const text = HOSTILE.join(' ');
      Object.assign(other.run, { id: text });
      Object.assign(other.environment.cpu, { model: text });
      for (const scenario of other.scenarios) scenario.title = text;
      const { page, faults } = await loaded('hostile.json', JSON.stringify(other));
      expect(await page.evaluate('typeof globalThis.broken')).toBe('undefined');
      expect(await page.locator('img').count()).toBe(0);
      expect(faults).toEqual([]);
    });
  });

  describe('the planner', () => {
    const said = (page: Page) => page.textContent('#plan-answer');
    const expected = (run: Run, over: Partial<PlanInput>) => {
      const input = { ...FIRST_INPUT, ...over };
      return answerInWords(planOf(input, costModelOf(run), run.environment.transit?.meanMs ?? 0), input);
    };

    test('computes what the models say, as its numbers change', async () => {
      const { page, faults } = await open(costs);
      expect(await said(page)).toBe(expected(costs, {}));
      await page.locator('#plan-subscribers').fill('800');
      await page.locator('#plan-events').fill('3600');
      const text = expected(costs, { subscribers: 800, eventsPerUserHour: 3600 });
      await until(page, `document.getElementById('plan-answer').textContent === ${JSON.stringify(text)}`);
      await until(page, `location.hash.includes('subscribers=800')`);
      expect(faults).toEqual([]);
    });

    test('begins with the numbers of a link, and follows another', async () => {
      const { page } = await open(costs, { at: '#plan?subscribers=300&events=1000' });
      expect(await page.inputValue('#plan-subscribers')).toBe('300');
      expect(await said(page)).toBe(expected(costs, { subscribers: 300, eventsPerUserHour: 1000 }));
      await page.evaluate(`location.hash = '#plan?subscribers=900'`);
      await until(page, `document.getElementById('plan-subscribers').value === '900'`);
      expect(await page.inputValue('#plan-events')).toBe(String(FIRST_INPUT.eventsPerUserHour));
    });

    test('says at each field what is wrong, and keeps the last valid result as such', async () => {
      const { page, faults } = await open(costs, { at: '#plan?subscribers=300' });
      const isStale = () => page.evaluate(`document.getElementById('plan-results').matches('.stale')`);
      const invalid = () =>
        page.evaluate(`[...document.querySelectorAll('[aria-invalid=true]')].map(one => one.id)`);
      expect(await isStale()).toBe(false);
      const before = await said(page);
      await page.locator('#plan-payload').fill('5');
      await until(page, `document.getElementById('plan-results').matches('.stale')`);
      expect(await page.inputValue('#plan-payload')).toBe('5');
      expect(await page.textContent('#plan-payload-fault')).toBe('Too small: at least 10 B.');
      expect(await invalid()).toEqual(['plan-payload']);
      expect(await page.textContent('#plan-status')).toContain('last valid result');
      expect(await said(page)).toBe(before);
      expect(await violations(page)).toEqual([]);
      // The field keeps its text when the reader leaves it.
      await page.locator('#plan-cores').focus();
      expect(await page.inputValue('#plan-payload')).toBe('5');
      await page.locator('#plan-payload').fill('50');
      const text = expected(costs, { subscribers: 300, payloadBytes: 50 });
      await until(page, `document.getElementById('plan-answer').textContent === ${JSON.stringify(text)}`);
      expect([await isStale(), await invalid(), await page.textContent('#plan-status')]).toEqual([
        false,
        [],
        '',
      ]);
      // A link that is wrong is told to be wrong as well.
      await page.evaluate(`location.hash = '#plan?subscribers=%00&events=1e99&payload=-5'`);
      await until(page, `document.getElementById('plan-events').getAttribute('aria-invalid') === 'true'`);
      expect(await invalid()).toEqual(['plan-subscribers', 'plan-events', 'plan-payload']);
      expect(await said(page)).toBe(text);
      await page.locator('button[type=reset]').click();
      await until(page, `!document.querySelector('[aria-invalid]')`);
      expect(await page.inputValue('#plan-subscribers')).toBe(String(FIRST_INPUT.subscribers));
      expect(faults).toEqual([]);
    });

    test('takes no beginning of a number for the number', async () => {
      const { page, faults } = await open(costs, { at: '#plan?events=60' });
      const before = await said(page);
      await page.locator('#plan-events').fill('');
      await page.locator('#plan-events').pressSequentially('1e9');
      await until(page, `document.getElementById('plan-results').matches('.stale')`);
      await page.locator('#plan-cores').focus();
      expect(await page.textContent('#plan-events-fault')).toMatch(/^Too large/);
      expect(await said(page)).toBe(before);
      expect(await page.evaluate('location.hash')).toMatch(/[?&]events=60(&|$)/);
      expect(await page.getAttribute('#plan-link', 'href')).not.toContain('events=1&');
      // Even if the reader pauses within the number.
      await page.locator('#plan-events').fill('60');
      await page.locator('#plan-cores').focus();
      await page.locator('#plan-events').fill('1');
      await until(page, `document.getElementById('plan-answer').textContent.includes(', 1 event of')`);
      await page.locator('#plan-events').fill('1e9');
      await until(page, `document.getElementById('plan-answer').textContent === ${JSON.stringify(before)}`);
      await until(page, `location.hash.includes('events=60&')`);
      expect(faults).toEqual([]);
    });

    test('a damaged link has no result, and names its faulty fields', async () => {
      const at = '#plan?subscribers=-4&events=foo&latency=2000&cores=2';
      const { page, faults } = await open(costs, { at });
      expect(await page.locator('#plan-results').isVisible()).toBe(false);
      expect(await page.textContent('#plan-status')).toBe(
        'There is no result yet. Not valid: “Subscribers” and “Events that each user gets”. The other numbers are kept.',
      );
      expect(await page.inputValue('#plan-latency')).toBe('2000');
      expect(await page.inputValue('#plan-cores')).toBe('2');
      await page.locator('#plan-subscribers').fill('700');
      expect(await page.locator('#plan-results').isVisible()).toBe(false);
      await page.locator('#plan-events').fill('30');
      const numbers = { subscribers: 700, eventsPerUserHour: 30, acceptableMs: 2000, cores: 2 };
      const text = expected(costs, numbers);
      await until(page, `document.getElementById('plan-answer').textContent === ${JSON.stringify(text)}`);
      expect(await page.locator('#plan-results').isVisible()).toBe(true);
      expect(faults).toEqual([]);
    });

    test('takes a mix of round trips, and says what is wrong with one', async () => {
      const mix = '60% 20 ms, 30% 80 ms, 10% 300 ms';
      const { page, faults } = await open(costs);
      expect(await page.inputValue('#plan-rtt')).toBe('0');
      await page.locator('#plan-rtt').fill(mix);
      const roundTrips = [
        { share: 0.6, rttMs: 20 },
        { share: 0.3, rttMs: 80 },
        { share: 0.1, rttMs: 300 },
      ];
      const text = expected(costs, { roundTrips });
      expect(text).toContain('round trips of 20 ms for 60%, 80 ms for 30% and 300 ms for 10%');
      await until(page, `document.getElementById('plan-answer').textContent === ${JSON.stringify(text)}`);
      await until(page, `location.hash.includes('rtt=60')`);
      const link = await page.evaluate<string>('location.hash');
      await page.locator('#plan-rtt').fill('60% 20 ms');
      await until(page, `document.getElementById('plan-results').matches('.stale')`);
      expect(await page.textContent('#plan-rtt-fault')).toBe('The shares add up to 60%, not to 100%.');
      expect(await page.getAttribute('#plan-rtt', 'aria-invalid')).toBe('true');
      expect(await violations(page)).toEqual([]);
      await page.locator('button[type=reset]').click();
      await until(page, `document.getElementById('plan-rtt').value === '0'`);
      const near = expected(costs, {});
      await until(page, `document.getElementById('plan-answer').textContent === ${JSON.stringify(near)}`);
      const linked = await open(costs, { at: link });
      expect(await linked.page.inputValue('#plan-rtt')).toBe(mix);
      expect(await said(linked.page)).toBe(text);
      expect(faults).toEqual([]);
    });

    test('takes the numbers of a trace that the run replayed, by keyboard', async () => {
      const { page, faults } = await open(withTrace());
      const [trace] = tracesOf(withTrace());
      if (!trace) throw new Error('no trace');
      await page.locator('#plan-cores').fill('2');
      await page.getByRole('button', { name: 'As in the trace quakes.ndjson' }).focus();
      await page.keyboard.press('Enter');
      const text = expected(costs, { ...trace.input, cores: 2 });
      await until(page, `document.getElementById('plan-answer').textContent === ${JSON.stringify(text)}`);
      await until(page, `location.hash.includes('followers=10&')`);
      expect(await page.inputValue('#plan-followers')).toBe('10');
      expect(faults).toEqual([]);
    });

    test('draws a bar of what costs, anew for other numbers', async () => {
      const { page } = await open(costs);
      const label = () => page.getAttribute('.cost-bar:nth-of-type(1)', 'aria-label');
      const before = await label();
      const widths = await page.evaluate(
        `[...document.querySelectorAll('.cost-bar')].map(bar => Math.max(...[...bar.querySelectorAll('rect')].map(one => one.getBoundingClientRect().right - bar.getBoundingClientRect().left)) / bar.getBoundingClientRect().width)`,
      );
      expect(Math.max(...(widths as number[]))).toBeCloseTo(1, 1);
      await page.locator('#plan-core').fill('40');
      await until(
        page,
        `document.querySelector('.cost-bar').getAttribute('aria-label') !== ${JSON.stringify(before)}`,
      );
      expect(await label()).toContain('cores 40.0');
    });

    test('gives no value far beyond what was measured, and does not stress an extrapolation', async () => {
      const { page, faults } = await open(costs);
      const isFar = () => page.evaluate(`document.querySelector('.plan-answer').classList.contains('far')`);
      const weight = () =>
        page.evaluate(`getComputedStyle(document.getElementById('plan-answer')).fontWeight`);
      expect(await isFar()).toBe(false);
      expect(await weight()).toBe('600');
      await page.locator('#plan-subscribers').fill('10000');
      await until(page, `document.querySelector('.plan-answer').classList.contains('far')`);
      expect(await said(page)).toContain('This is an extrapolation');
      expect(await weight()).toBe('400');
      await page.locator('#plan-subscribers').fill('1000000');
      await until(
        page,
        `document.getElementById('plan-answer').textContent.includes('no transport has a value')`,
      );
      expect(await isFar()).toBe(false);
      expect(await page.textContent('#plan-notes')).toContain('Needed: ');
      expect(await page.textContent('#plan-subscribers-measured')).toContain('100–2,000');
      expect(faults).toEqual([]);
    });

    test.each(['light', 'dark'] as const)(
      'can be used by everybody, in %s and on a phone',
      async colorScheme => {
        const { page, faults } = await open(costs, { colorScheme, viewport: { width: 360, height: 740 } });
        expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(360);
        await page.locator('#plan-subscribers-slider').focus();
        const before = await page.inputValue('#plan-subscribers');
        await page.keyboard.press('ArrowRight');
        expect(await page.inputValue('#plan-subscribers')).not.toBe(before);
        expect(await violations(page)).toEqual([]);
        expect(faults).toEqual([]);
      },
    );
  });
});
