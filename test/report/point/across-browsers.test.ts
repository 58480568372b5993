import { expect, test } from 'vitest';
import type { BrowserName } from '../../../scenarios/load/browser.ts';
import { reportText } from '../../harness/report-text.ts';
import { madeRun, madeScenario, pointTrials } from '../../made/run.ts';

/**
 * A run of one stream to the lab's own client, and to a page of this browser where one is named.
 */
function madeWith(program?: BrowserName) {
  const scenario = madeScenario('browser', 2, ['the lab’s own client', 'one page']);
  const [, page] = scenario.points;
  const inPage = pointTrials('browser', 'p1', 2);
  if (page && program) {
    page.load.browser = { program };
    page.load.subscribers = 1;
    for (const [index, trial] of inPage.entries()) {
      trial.browser = {
        program,
        version: 'Chrome/147.0.7700.1',
        clockErrorMs: index === 0 ? 0.25 : 0.1,
        clockStepMs: 0.1,
        subscriptions: 1,
        served: 1,
        ownRequestMs: 3,
        hidden: false,
      };
    }
  }
  return madeRun([scenario], [...pointTrials('browser', 'p0', 2), ...inPage]);
}

test('latency stands by transport and browser, with the possible error of the clocks', () => {
  const text = reportText(madeWith('chromium'));
  expect(text).toMatch(/By transport and browser/);
  expect(text).toMatch(/synchronised with the lab’s to: ±0\.25\d* ms in Chromium\./);
  expect(text).toMatch(
    /Transport The lab’s client: p50 \(ms\) The lab’s client: p99 \(ms\) Chromium: p50 \(ms\) Chromium: p99 \(ms\)/,
  );
});

test('nothing of it stands where no browser took part', () => {
  expect(reportText(madeWith())).not.toMatch(/By transport and browser/);
});
