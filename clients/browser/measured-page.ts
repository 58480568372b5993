import { setTimeout as sleep } from 'node:timers/promises';
import { median } from '../../analysis/statistics/paired-ratios.ts';
import type { ProcessLoad } from '../../bench/meters/process-meter.ts';
import { processTree } from '../../bench/meters/process-tree.ts';
import { type Window, waitUntil } from '../../bench/meters/window.ts';
import type { SeqRange } from '../../bench/processes/delivery-tally.ts';
import type { BrowserFigures } from '../../results/format/trial-extras.ts';
import type { BrowserLoad } from '../../scenarios/load/browser.ts';
import type { Load } from '../../scenarios/load/load.ts';
import { nowMicros } from '../../scenarios/load/notification.ts';
import { PROBE_SEQ } from '../../scenarios/load/schedule.ts';
import type { TestedTransport } from '../../scenarios/load/transport.ts';
import { type ClockReading, clockOffset } from '../page/clock-offset.ts';
import type { PageOrder, PageProgress } from '../page/records.ts';
import type { FaultSpan, MeasuredUsers } from '../users/users.ts';
import { measureBrowser } from './browser-load.ts';
import { type BrowserPage, openBrowserPage } from './browser-page.ts';
import { type BrowserProcess, startBrowserProcess } from './browser-process.ts';
import { pageReport } from './page-report.ts';
import { bundlePageScript } from './page-script.ts';

const CLOCK_READINGS = 60;
/** Served subscriptions are served at once. After this time, the page continues with those. */
const SERVED_TIMEOUT_MS = 4000;
const OWN_REQUEST_TIMEOUT_MS = 2000;
const OWN_REQUEST_PAUSE_MS = 100;
const PROGRESS_INTERVAL_MS = 100;
const HIDE_TIMEOUT_MS = 2000;

const protocols = { chromium: 'cdp', firefox: 'webDriverBiDi' } as const;

export interface MeasuredPageOptions {
  transport: TestedTransport;
  load: Pick<Load, 'transports' | 'connection'>;
  browser: BrowserLoad;
  /** Called when the browser or its tab has ended. */
  onGone: (reason: string) => void;
}

/** The page's instructions for following these topics. */
function orderOf({ transport, load, browser }: MeasuredPageOptions, topics: string[]): PageOrder {
  return {
    transport,
    topics,
    intervalMs: load.transports['short-polling']?.intervalMs ?? 0,
    waitSeconds: load.transports['long-polling']?.waitSeconds ?? 0,
    reconnects: browser.reconnects !== 'itself',
  };
}

/** Creates the subscribers of one worker as the measured page of a real browser. */
export function createMeasuredPage(options: MeasuredPageOptions): MeasuredUsers {
  const { browser, load, onGone } = options;
  const readings: ClockReading[] = [];
  const memoryBytes = { beforeConnect: 0, connected: 0 };
  let program: BrowserProcess;
  let page: BrowserPage;
  let script: string;
  let topics: string[] = [];
  let figures: Omit<BrowserFigures, 'clockErrorMs' | 'hidden'>;
  let spent: ProcessLoad | undefined;
  let retransmitted: number | null = null;
  let window: Window;
  let fault: FaultSpan | undefined;

  /** Polls the page's progress until `isDone`, or for `timeoutMs`. */
  async function until(
    isDone: (progress: PageProgress) => boolean,
    timeoutMs: number,
  ): Promise<PageProgress> {
    const endMs = performance.now() + timeoutMs;
    for (;;) {
      const progress = await page.call('progress');
      if (isDone(progress) || performance.now() > endMs) return progress;
      await sleep(PROGRESS_INTERVAL_MS);
    }
  }

  /** Makes the page's ordinary requests, one after the other, until the window is over. */
  async function ownRequestsIn({ fromMicros, toMicros }: Window): Promise<BrowserFigures['ownRequests']> {
    await waitUntil(fromMicros);
    const timesMs: (number | null)[] = [];
    while (nowMicros() < toMicros) {
      timesMs.push(await page.call('ownRequest', OWN_REQUEST_TIMEOUT_MS));
      await sleep(OWN_REQUEST_PAUSE_MS);
    }
    const answeredMs = timesMs.filter(ms => ms !== null);
    return { made: timesMs.length, answered: answeredMs.length, medianMs: median(answeredMs) };
  }

  async function hide(): Promise<void> {
    await page.hide();
    const endMs = performance.now() + HIDE_TIMEOUT_MS;
    while (!(await page.isHidden())) {
      if (performance.now() > endMs) throw new Error('the tab could not be hidden');
      await sleep(PROGRESS_INTERVAL_MS);
    }
  }

  return {
    async ready() {
      script = await bundlePageScript('page/measured.ts');
      program = await startBrowserProcess(browser.program);
      const isTls = load.connection?.tls !== undefined;
      page = await openBrowserPage(program, protocols[browser.program], onGone, isTls);
    },

    async connect(target, followers) {
      topics = followers.map(({ topic }) => topic);
      memoryBytes.beforeConnect = processTree(program.pid).rssBytes;
      await page.open(target, script);
      readings.push(...(await page.readClock(CLOCK_READINGS)));
      const clockStepMs = await page.call('clockStepMs');
      await page.call('follow', orderOf(options, topics));
      const isServed = (seq: number) => seq >= PROBE_SEQ;
      const { highest } = await until(progress => progress.highest.every(isServed), SERVED_TIMEOUT_MS);
      figures = {
        program: browser.program,
        version: page.version,
        clockStepMs,
        subscriptions: topics.length,
        served: highest.filter(isServed).length,
        ownRequestMs: await page.call('ownRequest', OWN_REQUEST_TIMEOUT_MS),
      };
      if (browser.hidden) await hide();
    },

    async measure(given) {
      window = given;
      const isShared = topics.length > 1;
      const [measured, ownRequests] = await Promise.all([
        measureBrowser(window, program.pid),
        isShared ? ownRequestsIn(window) : undefined,
      ]);
      figures = { ...figures, ...(ownRequests && { ownRequests }) };
      spent = measured.load;
      retransmitted = measured.retransmittedSegments;
      memoryBytes.connected = measured.rssBytes;
    },

    faultCleared(times) {
      fault = times;
    },

    async drain(ranges, deadlineMs) {
      if (!spent) throw new Error('drained before the window was measured');
      const hidden = await page.isHidden();
      if (browser.hidden && !hidden) throw new Error('the tab did not stay hidden');
      // A delivery that a throttled timer holds back is late, not lost.
      if (hidden) await page.show();
      const lasts = topics.map(topic => (ranges.get(topic) as SeqRange).last);
      const { ended } = await until(
        progress =>
          lasts.every(
            (last, index) => (progress.highest[index] ?? 0) >= last || progress.ended[index] !== null,
          ),
        deadlineMs,
      );
      const [end] = ended.filter(reason => reason !== null);
      if (end !== undefined && !browser.mayLose) throw new Error(`a subscription of the page ended: ${end}`);
      readings.push(...(await page.readClock(CLOCK_READINGS)));
      const clock = clockOffset(readings);
      if (!clock) throw new Error('the clocks of page and lab drifted apart in the trial');
      const errorMs = clock.errorMs + figures.clockStepMs;
      return {
        ...pageReport(await page.call('records'), {
          topics,
          ranges,
          window,
          clock: { offsetMs: clock.offsetMs, errorMs },
          ...(fault && { fault }),
        }),
        load: spent,
        retransmittedSegments: retransmitted,
        droppedPackets: null,
        memoryBytes,
        senders: null,
        visits: null,
        stalledReaders: 0,
        browser: { ...figures, clockErrorMs: errorMs, hidden },
      };
    },
  };
}
