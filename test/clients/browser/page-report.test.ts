import { expect, test } from 'vitest';
import { pageReport } from '../../../clients/browser/page-report.ts';
import type { PageRecords } from '../../../clients/page/records.ts';

const window = { fromMicros: 1_000_000, toMicros: 2_000_000 };
const ranges = new Map([['news', { windowFirst: 2, windowLast: 3, last: 3 }]]);
const reading = { topics: ['news'], ranges, window, clock: { offsetMs: 500, errorMs: 1 } };
/** One is due every 0.4 s from 1.1 s on; the page is 500 ms behind, and has each after `lateMs`. */
const delivered = (seq: number, lateMs: number): PageRecords['deliveries'][number] => {
  const scheduledMs = 700 + 400 * (seq - 1);
  return [0, seq, scheduledMs * 1000, scheduledMs * 1000 + 100, scheduledMs - 500 + lateMs];
};

test('what a page saw by its own clock is told by the clock of the lab', () => {
  const report = pageReport(
    {
      deliveries: [delivered(1, 2), delivered(2, 3), delivered(3, 5)],
      responses: [
        [202, 1],
        [603, 1],
        [700, 0],
        [1005, 1],
      ],
      breaks: [],
    },
    reading,
  );
  expect(report.tally).toMatchObject({ expected: 2, received: 2, missing: 0 });
  expect(report.responses).toEqual({ withUpdates: 2, empty: 1, notifications: 2 });
  expect(report.latency?.fromScheduleThirds.map(({ count }) => count)).toEqual([1, 1, 0]);
  expect(report.latency?.fromScheduleThirds[0]).toMatchObject({ minMicros: 3000 });
  expect(report.latency?.fromPublish).toMatchObject({ count: 2, minMicros: 2900, maxMicros: 4900 });
  expect(report.recovery).toBeNull();
});

test('earlier than it was sent is at once within the error of the clocks, and impossible beyond it', () => {
  const seen = (lateMs: number) =>
    pageReport({ deliveries: [delivered(2, lateMs)], responses: [], breaks: [] }, reading).latency;
  expect(seen(-0.5)).toMatchObject({ negative: 0, fromPublish: { count: 1, maxMicros: 0 } });
  expect(seen(-1.5)).toMatchObject({ negative: 1 });
});

test('after a fault it reports when subscribers reconnected and caught up', () => {
  const { recovery, reconnects } = pageReport(
    {
      deliveries: [delivered(1, 2), delivered(2, 250), delivered(3, 5)],
      responses: [],
      breaks: [
        [0, 'broken', 550],
        [0, 'back', 840],
      ],
    },
    { ...reading, fault: { faultMicros: 1_200_000, clearedMicros: 1_300_000 } },
  );
  expect(reconnects).toBe(1);
  expect(recovery).toMatchObject({ affected: 1, recovered: 1 });
  expect(recovery?.reconnected).toMatchObject({ count: 1, minMicros: 290_000 });
  // The first that was due after the fault was cleared: number 3, at 1.5 s.
  expect(recovery?.sinceCleared).toMatchObject({ count: 1, minMicros: 205_000 });
});
