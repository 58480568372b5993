import { retransmittedSegments } from '../bench/kernel-counters.ts';
import { createLatencyRecorder, type LatencyRecord } from '../bench/latency.ts';
import { CLIENT_INTERVAL_MS } from '../bench/loop-delay.ts';
import { measureProcess, type ProcessLoad } from '../bench/process-meter.ts';
import type { Window } from '../bench/window.ts';
import { nowMicros } from '../scenarios/notification.ts';
import { addTallies, createDeliveryAudit, type DeliveryTally, type SeqRange } from './delivery-audit.ts';
import type { Connect, Subscription, Target } from './subscriber.ts';

/** What the subscribers of one worker saw of a window. */
export interface SubscribersReport {
  tally: DeliveryTally;
  /** By the time they were due, one record for each third of the window; null where the client does not look into what it receives. */
  fromScheduleThirds: LatencyRecord[] | null;
  fromPublish: LatencyRecord | null;
  /** Latencies below zero: the clocks are wrong. */
  negative: number;
  /** By the time they arrived. */
  responses: { withNews: number; empty: number; notifications: number };
  reconnects: number;
  load: ProcessLoad;
  /** TCP segments sent again by this process and all that share its network; null where the system does not tell. */
  retransmittedSegments: number | null;
  memoryBytes: { beforeConnect: number; connected: number };
  /** By the second in which they were due. */
  series: { deliveries: number[]; sumMicros: number[]; maxMicros: number[] };
}

export interface MeasuredSubscribers {
  /** Connects subscriber by subscriber; resolves when each has received its first notification. */
  connect(target: Target, followers: readonly { topic: string; connect: Connect }[]): Promise<void>;
  measure(window: Window): Promise<void>;
  /** Waits until everything has arrived, or the deadline, and reports. */
  drain(ranges: ReadonlyMap<string, SeqRange>, deadlineMs: number): Promise<SubscribersReport>;
}

/** So many connections are under way at once: fewer than the server's kernel lets wait. */
const CONNECTING_AT_ONCE = 200;

export interface MeasuredSubscribersOptions {
  random: () => number;
  /** The client counts responses only. */
  countsOnly: boolean;
  /** A subscription ended for good. */
  onEnded: (reason: string) => void;
}

/** The subscribers of one worker process, measured. */
export function createMeasuredSubscribers({
  random,
  countsOnly,
  onEnded,
}: MeasuredSubscribersOptions): MeasuredSubscribers {
  const subscribers: { topic: string; audit: ReturnType<typeof createDeliveryAudit>; counted: number }[] = [];
  const subscriptions: Subscription[] = [];
  const fromScheduleThirds = Array.from({ length: 3 }, createLatencyRecorder);
  const fromPublish = createLatencyRecorder();
  const responses = { withNews: 0, empty: 0, notifications: 0 };
  const memoryBytes = { beforeConnect: 0, connected: 0 };
  const series = { deliveries: [] as number[], sumMicros: [] as number[], maxMicros: [] as number[] };
  let window: Window = { fromMicros: Number.MAX_SAFE_INTEGER, toMicros: Number.MAX_SAFE_INTEGER };
  let load: ProcessLoad | undefined;
  let inWindow = { withNews: 0, empty: 0, notifications: 0 };
  let retransmitted: number | null = null;
  let negative = 0;
  let reconnects = 0;
  let onProgress = () => {};

  function recordLatency(scheduledAt: number, publishedAt: number): void {
    if (scheduledAt < window.fromMicros || scheduledAt >= window.toMicros) return;
    const now = nowMicros();
    const micros = now - scheduledAt;
    if (micros < 0 || now < publishedAt) {
      negative++;
      return;
    }
    const third = Math.floor((3 * (scheduledAt - window.fromMicros)) / (window.toMicros - window.fromMicros));
    fromScheduleThirds[third]?.add(micros);
    fromPublish.add(now - publishedAt);
    const second = Math.floor((scheduledAt - window.fromMicros) / 1_000_000);
    series.deliveries[second] = (series.deliveries[second] ?? 0) + 1;
    series.sumMicros[second] = (series.sumMicros[second] ?? 0) + micros;
    series.maxMicros[second] = Math.max(series.maxMicros[second] ?? 0, micros);
  }

  function follow(target: Target, topic: string, connect: Connect): Promise<void> {
    return new Promise(resolve => {
      const audit = createDeliveryAudit();
      const subscriber = { topic, audit, counted: 0 };
      subscribers.push(subscriber);
      subscriptions.push(
        connect(target, {
          topic,
          after: 0,
          random,
          onNotification({ seq, scheduledAt, publishedAt }) {
            recordLatency(scheduledAt, publishedAt);
            audit.record(seq);
            if (seq === 1) resolve();
            onProgress();
          },
          onResponse(notificationCount) {
            if (notificationCount === 0) responses.empty++;
            else responses.withNews++;
            responses.notifications += notificationCount;
            subscriber.counted += notificationCount;
            if (!countsOnly) return;
            resolve();
            onProgress();
          },
          onState(state) {
            if (state.kind === 'ended') onEnded(`${topic}: ${state.code}: ${state.reason}`);
            if (state.kind === 'waiting') reconnects++;
          },
        }),
      );
    });
  }

  const seen = (subscriber: (typeof subscribers)[number]) =>
    countsOnly ? subscriber.counted : subscriber.audit.highest();

  function tallyOf(subscriber: (typeof subscribers)[number], range: SeqRange): DeliveryTally {
    if (!countsOnly) return subscriber.audit.tally(range);
    const audit = createDeliveryAudit();
    // What a client that only counts has counted beyond the last one, it must have been sent twice.
    for (let count = 1; count <= subscriber.counted; count++) audit.record(Math.min(count, range.last));
    return audit.tally(range);
  }

  return {
    async connect(target, followers) {
      memoryBytes.beforeConnect = process.memoryUsage.rss();
      const queue = followers[Symbol.iterator]();
      const lane = async () => {
        for (const { topic, connect } of queue) await follow(target, topic, connect);
      };
      await Promise.all(Array.from({ length: CONNECTING_AT_ONCE }, lane));
    },

    async measure(given) {
      window = given;
      const {
        load: measured,
        before,
        after,
      } = await measureProcess(window, CLIENT_INTERVAL_MS, () => ({
        ...responses,
        retransmitted: retransmittedSegments(),
      }));
      load = measured;
      if (after.retransmitted !== null && before.retransmitted !== null) {
        retransmitted = after.retransmitted - before.retransmitted;
      }
      memoryBytes.connected = measured.memory.rssBytes;
      inWindow = {
        withNews: after.withNews - before.withNews,
        empty: after.empty - before.empty,
        notifications: after.notifications - before.notifications,
      };
    },

    async drain(ranges, deadlineMs) {
      const range = (topic: string) => ranges.get(topic) as SeqRange;
      await new Promise<void>(resolve => {
        const behind = new Set(
          subscribers.filter(subscriber => seen(subscriber) < range(subscriber.topic).last),
        );
        const timer = setTimeout(resolve, deadlineMs);
        onProgress = () => {
          for (const subscriber of behind) {
            if (seen(subscriber) < range(subscriber.topic).last) return;
            behind.delete(subscriber);
          }
          clearTimeout(timer);
          resolve();
        };
        onProgress();
      });
      if (!load) throw new Error('drained before the window was measured');
      return {
        tally: addTallies(subscribers.map(subscriber => tallyOf(subscriber, range(subscriber.topic)))),
        fromScheduleThirds: countsOnly ? null : fromScheduleThirds.map(recorder => recorder.record()),
        fromPublish: countsOnly ? null : fromPublish.record(),
        negative,
        responses: inWindow,
        reconnects,
        load,
        retransmittedSegments: retransmitted,
        memoryBytes,
        series,
      };
    },
  };
}
