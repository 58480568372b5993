import type { Window } from '../../bench/meters/window.ts';
import { addTallies, type SeqRange } from '../../bench/processes/delivery-tally.ts';
import type { UsersReport } from '../../bench/processes/reports.ts';
import type { MonotonicMicros } from '../../scenarios/load/notification.ts';
import type { ClockOffset } from '../page/clock-offset.ts';
import type { PageRecords } from '../page/records.ts';
import { createDeliveryAudit } from '../users/delivery-audit.ts';
import { createDeliveryLatency } from '../users/delivery-latency.ts';
import { createRecovery } from '../users/recovery.ts';

/** What the records of a page are read with. */
export interface PageReading {
  /** Of each subscriber. */
  topics: readonly string[];
  ranges: ReadonlyMap<string, SeqRange>;
  window: Window;
  clock: ClockOffset;
  /** Where something was broken on purpose: since when it worked again. */
  clearedMicros?: MonotonicMicros;
}

/** Turns what the page of a browser saw by its own clock into the report of a worker's users. */
export function pageReport(
  { deliveries, responses, breaks }: PageRecords,
  { topics, ranges, window, clock, clearedMicros }: PageReading,
): Pick<UsersReport, 'tally' | 'latency' | 'responses' | 'reconnects' | 'recovery'> {
  const toMicros = (pageMs: number) => Math.round((pageMs + clock.offsetMs) * 1000);
  const errorMicros = clock.errorMs * 1000;
  const users = topics.map(topic => ({ topic, audit: createDeliveryAudit() }));
  const recorder = createDeliveryLatency();
  recorder.window = window;
  const recovery = clearedMicros === undefined ? null : createRecovery();
  if (clearedMicros !== undefined) recovery?.faultCleared(clearedMicros);

  for (const [who, kind, atMs] of breaks) {
    const user = users[who] as object;
    if (kind === 'broken') recovery?.disconnected(user, toMicros(atMs));
    else recovery?.connected(user, toMicros(atMs));
  }
  for (const [who, seq, scheduledAt, publishedAt, atMs] of deliveries) {
    const user = users[who] as (typeof users)[number];
    const at = toMicros(atMs);
    // Before it was published by no more than the clocks may be wrong is at once; by more is an error, as ever.
    const atMicros = at < publishedAt && at + errorMicros >= publishedAt ? publishedAt : at;
    user.audit.record(seq);
    recorder.record({ seq, topic: user.topic, scheduledAt, publishedAt, payload: null }, atMicros, atMicros);
    recovery?.delivered(user, scheduledAt, atMicros);
  }

  const inWindow = responses.filter(([atMs]) => {
    const at = toMicros(atMs);
    return at >= window.fromMicros && at < window.toMicros;
  });
  const withNews = inWindow.filter(([, count]) => count > 0);
  return {
    tally: addTallies(users.map(({ topic, audit }) => audit.tally(ranges.get(topic) as SeqRange))),
    latency: recorder.report(),
    responses: {
      withNews: withNews.length,
      empty: inWindow.length - withNews.length,
      notifications: withNews.reduce((sum, [, count]) => sum + count, 0),
    },
    reconnects: breaks.filter(([, kind]) => kind === 'broken').length,
    recovery: recovery?.report(users.length) ?? null,
  };
}
